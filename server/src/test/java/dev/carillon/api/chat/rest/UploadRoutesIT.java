package dev.carillon.api.chat.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.rest.RestUser.Answer;
import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class UploadRoutesIT {
  private static final String GENERAL = "/api/channels/12345678-1234-5678-1234-123456789012";
  private static final String PLANS = "/api/channels/12345678-1234-5678-1234-123456789013";
  private static final byte[] PNG =
      Arrays.copyOf(
          HexFormat.of().parseHex("89504e470d0a1a0a0000000d4948445200000280000001e00806"), 5_000);

  private final HttpClient http = HttpClient.newHttpClient();
  private TestServer server;
  private RestUser john;
  private RestUser jane;

  @BeforeAll
  void start() {
    server =
        TestServer.start(Map.of("CARILLON_MAX_UPLOAD", "100k", "CARILLON_UPLOAD_QUOTA", "500k"));
    john = RestUser.of(server, "user@example.com");
    jane = RestUser.of(server, "jane@example.com");
  }

  @AfterAll
  void stop() {
    http.close();
    server.close();
  }

  private Answer upload(RestUser user, String query, String type, byte[] bytes) {
    HttpResponse<String> response =
        server.send(
            server
                .request("/api/uploads" + query, user.token())
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(bytes)));
    return new Answer(response.statusCode(), response);
  }

  private JsonObject uploaded(RestUser user, String filename, String type, byte[] bytes) {
    Answer answer = upload(user, "?filename=" + filename, type, bytes);
    assertThat(answer.status()).describedAs(answer.body()).isEqualTo(201);
    return answer.data();
  }

  private HttpResponse<byte[]> download(RestUser user, String url, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + url))
            .header("Authorization", "Bearer " + user.token());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void theFilesOfAUserTakeNoMoreThanTheQuota() {
    RestUser eager = RestUser.register(server, new AtomicInteger(900), "Eager");
    byte[] large = new byte[90 << 10];
    for (int i = 0; i < 5; i++) {
      uploaded(eager, i + ".bin", "application/octet-stream", large);
    }

    Answer refused = upload(eager, "?filename=c.bin", "application/octet-stream", large);

    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.error().string("code")).isEqualTo("QUOTA_EXCEEDED");
    uploaded(eager, "d.bin", "application/octet-stream", new byte[50 << 10]);
    assertThat(upload(eager, "?filename=e.bin", "text/plain", new byte[1]).error().string("code"))
        .isEqualTo("QUOTA_EXCEEDED");
    uploaded(jane, "f.bin", "application/octet-stream", large);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void aFileOfAFormIsKeptAndShownInAMessage() throws Exception {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nx\r\n--b\r\nContent-Disposition:"
            .getBytes(StandardCharsets.UTF_8));
    form.writeBytes(
        " form-data; name=\"file\"; filename=\"../Grüße.png\"\r\nContent-Type: image/png\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8));
    form.writeBytes(PNG);
    form.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));

    JsonObject file =
        upload(john, "", "multipart/form-data; boundary=b", form.toByteArray()).data();
    assertThat(file.string("filename")).isEqualTo("Grüße.png");
    assertThat(file.string("content_type")).isEqualTo("image/png");
    assertThat(file.optionalInteger("size", 0, 9_999)).hasValue(5_000L);
    assertThat(file.optionalInteger("width", 0, 9_999)).hasValue(640L);
    assertThat(file.optionalInteger("height", 0, 9_999)).hasValue(480L);

    String url = file.string("url");
    assertThat(download(jane, url).statusCode()).isEqualTo(404);
    Answer sent =
        john.post(
            GENERAL + "/messages",
            "{'content':'','attachments':[{'id':'%s','filename':'lie'}]}"
                .formatted(file.string("id")));
    assertThat(sent.status()).describedAs(sent.body()).isEqualTo(201);
    assertThat(sent.body()).contains("Grüße.png").doesNotContain("lie");

    HttpResponse<byte[]> answer = download(jane, url);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(PNG);
    assertThat(header(answer, "Content-Type")).isEqualTo("image/png");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Content-Disposition"))
        .isEqualTo("inline; filename=\"Gr__e.png\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.png");
    assertThat(download(jane, url, "If-None-Match", header(answer, "ETag")).statusCode())
        .isEqualTo(304);
  }

  @Test
  void aFileInAPrivateChannelIsForItsMembers() throws Exception {
    RestUser stranger = RestUser.register(server, new AtomicInteger(70), "Stranger");
    JsonObject file = uploaded(jane, "plan.txt", "text/plain", new byte[] {'x'});
    String body = "{'content':'see','attachments':[{'id':'%s'}]}".formatted(file.string("id"));
    assertThat(jane.post(PLANS + "/messages", body).status()).isEqualTo(201);

    assertThat(download(jane, file.string("url")).statusCode()).isEqualTo(200);
    assertThat(download(john, file.string("url")).statusCode()).isEqualTo(404);
    assertThat(download(stranger, file.string("url")).statusCode()).isEqualTo(404);
    assertThat(server.get(file.string("url"), "").statusCode()).isEqualTo(401);
    assertThat(jane.post(PLANS + "/messages", body).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "page.html, text/html, <!DOCTYPE html><script>alert(1)</script>",
    "image.svg, image/svg+xml, <svg onload='alert(1)'>",
    "page.xhtml, application/xhtml+xml, <?xml version='1.0'?><html/>",
    "paper.pdf, application/pdf, %PDF-1.7",
  })
  void whatABrowserMightRunIsSaved(String name, String type, String text) throws Exception {
    JsonObject file = uploaded(john, name, type, text.getBytes(StandardCharsets.UTF_8));
    HttpResponse<byte[]> answer = download(john, file.string("url"));

    assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(header(answer, "Content-Disposition")).startsWith("attachment; ");
    assertThat(header(answer, "Content-Security-Policy")).contains("sandbox");
  }

  @Test
  void aPictureThatIsNoneIsRefusedAndOneThatSaysNothingIsKnown() {
    byte[] markup = "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8);
    Answer lie = upload(john, "?filename=a.png", "image/png", markup);

    assertThat(lie.status()).isEqualTo(422);
    assertThat(lie.error().string("code")).isEqualTo("CONTENT_MISMATCH");
    assertThat(upload(john, "?filename=a.gif", "image/gif", PNG).status()).isEqualTo(422);
    assertThat(uploaded(john, "a", "application/octet-stream", PNG).string("content_type"))
        .isEqualTo("image/png");
    assertThat(uploaded(john, "", "no type at all", new byte[1]).string("filename"))
        .isEqualTo("file");
  }

  @Test
  void tooLargeEmptyAndNamelessAreRefused() {
    assertThat(upload(john, "", "text/plain", new byte[100 << 10]).status()).isEqualTo(201);
    assertThat(upload(john, "", "text/plain", new byte[(100 << 10) + 1]).status()).isEqualTo(413);
    assertThat(upload(john, "", "text/plain", new byte[1 << 20]).status()).isEqualTo(413);
    assertThat(upload(john, "", "text/plain", new byte[0]).status()).isEqualTo(400);
    assertThat(upload(john, "", "multipart/form-data", new byte[1]).status()).isEqualTo(400);
    assertThat(
            upload(
                    john,
                    "",
                    "multipart/form-data; boundary=b",
                    "--b--".getBytes(StandardCharsets.US_ASCII))
                .error()
                .optionalObject("details")
                .orElseThrow()
                .string("field"))
        .isEqualTo("file");
    RestUser nobody = new RestUser(server, "nonsense", "");
    assertThat(upload(nobody, "", "text/plain", new byte[1]).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "bytes=0-1,     206, bytes 0-1/10,  01",
        "bytes=8-,      206, bytes 8-9/10,  89",
        "bytes=-3,      206, bytes 7-9/10,  789",
        "bytes=5-99,    206, bytes 5-9/10,  56789",
        "bytes=10-,     416, bytes */10,    -",
        "bytes=-0,      416, bytes */10,    -",
        "bytes=3-1,     200, '',            0123456789",
        "'bytes=0-1,4-5', 200, '',          0123456789",
        "lines=0-1,     200, '',            0123456789",
      })
  void aRangeIsPartOfTheBytes(String range, int status, String told, String bytes)
      throws Exception {
    byte[] digits = "0123456789".getBytes(StandardCharsets.US_ASCII);
    String url = uploaded(john, "digits", "text/plain", digits).string("url");

    HttpResponse<byte[]> answer = download(john, url, "Range", range);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "Content-Range")).isEqualTo(told);
    if (bytes != null) {
      assertThat(new String(answer.body(), StandardCharsets.US_ASCII)).isEqualTo(bytes);
    }
    assertThat(download(john, url, "Range", range, "If-Range", "\"other\"").statusCode())
        .isEqualTo(200);
  }
}
