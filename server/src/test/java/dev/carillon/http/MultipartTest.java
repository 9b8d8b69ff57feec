package dev.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.http.Multipart.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
  private static final String TYPE = "multipart/form-data; boundary=\"x-1\"";

  /** Bytes that come at most {@code step} at a time. */
  private static Multipart parts(byte[] body, int step) throws IOException {
    InputStream slow =
        new ByteArrayInputStream(body) {
          @Override
          public int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(step, length));
          }
        };
    Request request =
        new Request(
            Method.POST,
            Target.parse("/"),
            Map.of(),
            Headers.of("Content-Type", TYPE),
            Body.ofStream(-1, () -> slow),
            new Request.Peer("127.0.0.1", false));
    return Multipart.of(request);
  }

  private static Multipart parts(String body) throws IOException {
    return parts(body.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), 4_096);
  }

  private static String text(Part part) throws IOException {
    return new String(part.bytes().readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100_000})
  void partsAreTheSameHoweverTheyCome(int step) throws IOException {
    byte[] file = new byte[200_000];
    Arrays.fill(file, (byte) '\r');
    System.arraycopy("\r\n--x-\r\n--x-0\n".getBytes(StandardCharsets.US_ASCII), 0, file, 99, 14);
    String head =
        """
        --x-1
        Content-Disposition: form-data; name="note"

        hello
        --x-1
        content-disposition: form-data; name=file; filename="a \\"b\\".png"
        Content-Type: image/png

        """
            .replace("\n", "\r\n");
    byte[] start = head.getBytes(StandardCharsets.UTF_8);
    byte[] end = "\r\n--x-1--\r\nepilogue".getBytes(StandardCharsets.UTF_8);
    byte[] body = Arrays.copyOf(start, start.length + file.length + end.length);
    System.arraycopy(file, 0, body, start.length, file.length);
    System.arraycopy(end, 0, body, start.length + file.length, end.length);

    Multipart parts = parts(body, step);
    Part note = parts.next().orElseThrow();
    assertThat(note.name()).isEqualTo("note");
    assertThat(note.filename()).isEmpty();
    assertThat(text(note)).isEqualTo("hello");
    Part second = parts.next().orElseThrow();
    assertThat(second.filename()).hasValue("a \"b\".png");
    assertThat(second.contentType()).hasValue("image/png");
    assertThat(second.bytes().readAllBytes()).isEqualTo(file);
    assertThat(parts.next()).isEmpty();
    parts.finish();
  }

  @Test
  void whatIsNotReadOfAPartIsPassedOver() throws IOException {
    Multipart parts =
        parts("preamble\n--x-1\n\nignored\n--x-1\nContent-Disposition: x; name=b\n\n\n--x-1--");
    assertThat(parts.next()).isPresent();
    Part second = parts.next().orElseThrow();

    assertThat(second.name()).isEqualTo("b");
    assertThat(text(second)).isEmpty();
    parts.finish();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nothing", "--x-1\n\nno end", "--x-1junk\n\n\n--x-1--", "--x-1\nA: b"})
  void whatIsNotMultipartIsRefused(String body) throws IOException {
    Multipart parts = parts(body);

    assertThatThrownBy(
            () -> {
              while (parts.next().isPresent()) {
                // to its end
              }
            })
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("MALFORMED_MULTIPART"));
  }

  @Test
  void aTypeWithoutBoundaryIsRefused() {
    Request request =
        Request.of(Method.POST, "/").withHeader("Content-Type", "multipart/form-data");

    assertThat(Multipart.isOne(request)).isTrue();
    assertThatThrownBy(() -> Multipart.of(request)).isInstanceOf(Problem.class);
  }
}
