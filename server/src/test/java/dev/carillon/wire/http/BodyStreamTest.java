package dev.carillon.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.http.Problem;
import io.netty.buffer.Unpooled;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BodyStreamTest {
  private static final int KIB = 1_024;

  private final AtomicInteger wanted = new AtomicInteger();
  private final BodyStream stream = new BodyStream(1_024 * KIB, wanted::incrementAndGet);

  private void add(int sizeBytes) {
    stream.add(Unpooled.wrappedBuffer(new byte[sizeBytes]));
  }

  @Test
  void theReaderGetsWhatCameInItsOrder() {
    stream.add(Unpooled.wrappedBuffer(new byte[] {1, 2}));
    stream.add(Unpooled.wrappedBuffer(new byte[] {-3}));
    stream.complete();

    assertThat(stream.read()).isEqualTo(1);
    assertThat(stream.read()).isEqualTo(2);
    assertThat(stream.read()).isEqualTo(253);
    assertThat(stream.read()).isEqualTo(-1);
  }

  @Test
  void aFullStreamAsksForMoreOnceThereIsRoom() {
    add(200 * KIB);
    assertThat(stream.isFull()).isFalse();
    add(100 * KIB);
    assertThat(stream.isFull()).isTrue();
    assertThat(wanted).hasValue(0);

    assertThat(stream.read(new byte[300 * KIB], 0, 300 * KIB)).isEqualTo(200 * KIB);
    assertThat(stream.isFull()).isFalse();
    assertThat(wanted).hasValue(2);
  }

  @Test
  void whatIsTooMuchIsAProblemOfTheReader() {
    add(1_024 * KIB);
    add(1);

    assertThatThrownBy(stream::read)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(413));
  }

  @Test
  void aFailureAfterTheEndDoesNotCount() {
    add(1);
    stream.complete();
    stream.fail(RequestHead.timedOut());

    assertThat(stream.read()).isZero();
    assertThat(stream.read()).isEqualTo(-1);
  }
}
