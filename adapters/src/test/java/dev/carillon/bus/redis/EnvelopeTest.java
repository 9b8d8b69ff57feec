package dev.carillon.bus.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Seeds;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  @Test
  void whatIsWrittenIsRead() {
    Envelope note =
        Objects.requireNonNull(
            Envelope.decoded(Envelope.note(7, "node-1", "subject", Bytes.of("text"))));
    Envelope partition =
        Objects.requireNonNull(Envelope.decoded(Envelope.partition(63, 1, "node-1", new byte[0])));

    assertThat(note.kind()).isEqualTo(Envelope.Kind.NOTE);
    assertThat(note.losses()).isEqualTo(7);
    assertThat(note.from()).isEqualTo("node-1");
    assertThat(note.subject()).isEqualTo("subject");
    assertThat(note.text()).isEqualTo("text");
    assertThat(partition.partition()).isEqualTo(63);
    assertThat(partition.bytes()).isEmpty();
  }

  @Test
  void anotherVersionOrKindIsNotRead() {
    byte[] version = Envelope.note(0, "node-1", "subject", Bytes.of("text"));
    version[0]++;
    byte[] kind = Envelope.note(0, "node-1", "subject", Bytes.of("text"));
    kind[1] = 100;

    assertThat(Envelope.decoded(version)).isNull();
    assertThat(Envelope.decoded(kind)).isNull();
    assertThat(Envelope.decoded(new byte[0])).isNull();
  }

  @Seeds(200)
  void noBytesMakeItFail(RandomGenerator random) {
    byte[] message = Envelope.note(random.nextInt(), "node-1", "subject", Bytes.of("text"));
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      message[2 + random.nextInt(message.length - 2)] = (byte) random.nextInt();
    }

    Envelope read = Envelope.decoded(Arrays.copyOf(message, random.nextInt(message.length + 1)));

    assertThat(read == null || read.bytes().length <= message.length).isTrue();
  }
}
