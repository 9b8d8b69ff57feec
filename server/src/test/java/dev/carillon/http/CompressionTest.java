package dev.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {
  private static final String LONG = "abc ".repeat(1_000);

  private static Response answer(Response response, String accepts) {
    Request request = Request.of(Method.GET, "/").withHeader("Accept-Encoding", accepts);
    return new Compression(_ -> response).handle(request);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip                  | gzip",
        "deflate, GZIP         | gzip",
        "br;q=1, gzip; q=0.1   | gzip",
        "deflate               | deflate",
        "gzip;q=0, deflate     | deflate",
        "gzip;q=0.000          | ''",
        "br                    | ''",
        "''                    | ''",
      })
  void theClientSaysWhatItAccepts(String accepts, String coding) {
    Response response = answer(Response.text(200, LONG), accepts);

    assertThat(response.headers().first("Content-Encoding").orElse("")).isEqualTo(coding);
    assertThat(response.headers().first("Vary")).contains("Accept-Encoding");
  }

  @Test
  void deflateIsWhatHttpCallsSo() throws IOException {
    Response response = answer(Response.text(200, LONG), "deflate");

    byte[] bytes = response.body().bytes();
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(LONG);
    }
  }

  @Test
  void whatDoesNotPayIsLeftAlone() {
    Response small = Response.text(200, "abc");
    Response image = new Response(200, Headers.of("Content-Type", "image/png"), Body.of(LONG));
    Response done = Response.text(200, LONG).withHeader("Content-Encoding", "br");

    assertThat(answer(small, "gzip")).isEqualTo(small);
    assertThat(answer(image, "gzip")).isEqualTo(image);
    assertThat(answer(done, "gzip")).isEqualTo(done);
  }
}
