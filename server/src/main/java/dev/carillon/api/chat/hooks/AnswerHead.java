package dev.carillon.api.chat.hooks;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a webhook has to know of the head of an HTTP answer.
 *
 * @param retryAfterMillis 0: not said in seconds
 */
record AnswerHead(int status, long retryAfterMillis) {
  private static final int MAX_BYTES = 32 * 1_024;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (\\d{3})( .*)?");
  private static final Pattern RETRY_AFTER =
      Pattern.compile("retry-after:\\s*(\\d{1,7})\\s*", Pattern.CASE_INSENSITIVE);

  /**
   * Reads to the empty line.
   *
   * @throws IOException when the stream ends before, it is too long, or it is no HTTP
   */
  static AnswerHead read(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int status = 0;
    long retryAfterMillis = 0;
    for (int read = 0; read < MAX_BYTES; read++) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the answer ends in its head");
      }
      if (next != '\n') {
        line.append((char) next);
        continue;
      }
      String text = line.toString().stripTrailing();
      line.setLength(0);
      if (status == 0) {
        status = status(text);
      } else if (text.isEmpty()) {
        return new AnswerHead(status, retryAfterMillis);
      } else {
        Matcher wait = RETRY_AFTER.matcher(text);
        retryAfterMillis =
            wait.matches() ? Long.parseLong(wait.group(1)) * 1_000 : retryAfterMillis;
      }
    }
    throw new IOException("the head of the answer is longer than " + MAX_BYTES + " bytes");
  }

  private static int status(String line) throws IOException {
    Matcher matcher = STATUS.matcher(line);
    if (!matcher.matches()) {
      throw new IOException("this is no HTTP");
    }
    return Integer.parseInt(matcher.group(1));
  }
}
