package dev.carillon.api.chat.hooks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST on a connection of its own (HTTP/1.1, or over TLS). Any thread; blocks, and never longer
 * than its limit.
 *
 * <p>Not the JDK's client: that one resolves names by itself, and whether the address it connects
 * to is one that may be called can't be known. Here the connection goes to the very address that
 * was looked at. Of the answer no more than its head is read, redirects are answers like others.
 */
public final class HttpPost {
  private static final String CRLF = "\r\n";

  private final AddressRule rule;
  private final Duration limit;
  private final SSLSocketFactory tls;

  /** An answer of HTTP. */
  record Answer(int status, long retryAfterMillis) {}

  /**
   * @param limit of everything from the connection to the answer
   * @param tls knows which certificates are good
   */
  public HttpPost(AddressRule rule, Duration limit, SSLSocketFactory tls) {
    this.rule = rule;
    this.limit = limit;
    this.tls = tls;
  }

  /**
   * Sends the body and reads what is answered.
   *
   * @throws IOException when there is no answer: see {@link #why}
   */
  Answer send(URI url, Map<String, String> headers, byte[] body) throws IOException {
    List<InetAddress> addresses = allowed(url.getHost());
    CountDownLatch done = new CountDownLatch(1);
    AtomicBoolean isLate = new AtomicBoolean();
    try (Socket socket = new Socket()) {
      Thread.ofVirtual().start(() -> closeUnless(done, isLate, socket));
      return send(socket, addresses, url, head(url, headers, body), body);
    } catch (IOException e) {
      throw isLate.get() ? new SocketTimeoutException("no answer in time") : e;
    } finally {
      done.countDown();
    }
  }

  /** A receiver that is slow at whatever it does can't hold us: not every step has a time limit. */
  private void closeUnless(CountDownLatch done, AtomicBoolean isLate, Socket socket) {
    try {
      if (!done.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        isLate.set(true);
        socket.close();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      // It is closed as far as it can be.
    }
  }

  private List<InetAddress> allowed(String host) throws IOException {
    List<InetAddress> allowed =
        Arrays.stream(InetAddress.getAllByName(host)).filter(rule::allows).toList();
    if (allowed.isEmpty()) {
      throw new NotAllowedException();
    }
    return allowed;
  }

  /** The name has no address that may be called. */
  private static final class NotAllowedException extends IOException {
    NotAllowedException() {
      super("this address may not be called");
    }
  }

  private Answer send(Socket socket, List<InetAddress> addresses, URI url, byte[] head, byte[] body)
      throws IOException {
    boolean isSecure = url.getScheme().equalsIgnoreCase("https");
    int port = url.getPort() > 0 ? url.getPort() : isSecure ? 443 : 80;
    // Only the first: an address that does not answer is a failure, and a failure is tried again.
    socket.connect(new InetSocketAddress(addresses.getFirst(), port), (int) limit.toMillis());
    socket.setTcpNoDelay(true);
    if (!isSecure) {
      return exchange(socket, head, body);
    }
    try (SSLSocket secure = (SSLSocket) tls.createSocket(socket, url.getHost(), port, true)) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      return exchange(secure, head, body);
    }
  }

  private static Answer exchange(Socket socket, byte[] head, byte[] body) throws IOException {
    OutputStream out = socket.getOutputStream();
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    out.write(all);
    out.flush();
    InputStream in = new BufferedInputStream(socket.getInputStream());
    AnswerHead answer = AnswerHead.read(in);
    while (answer.status() < 200) {
      answer = AnswerHead.read(in);
    }
    return new Answer(answer.status(), answer.retryAfterMillis());
  }

  private static byte[] head(URI url, Map<String, String> headers, byte[] body) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    StringBuilder head = new StringBuilder(512);
    head.append("POST ").append(path).append(query).append(" HTTP/1.1").append(CRLF);
    head.append("Host: ").append(url.getRawAuthority()).append(CRLF);
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append(CRLF));
    head.append("Content-Length: ").append(body.length).append(CRLF);
    head.append("Connection: close").append(CRLF).append(CRLF);
    return head.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Why there was no answer, in a few words that say nothing of the receiver's address. */
  static String why(IOException problem) {
    return switch (problem) {
      case NotAllowedException e -> String.valueOf(e.getMessage());
      case UnknownHostException _ -> "no such host";
      case SocketTimeoutException _ -> "no answer in time";
      case SSLException _ -> "the certificate or the TLS handshake is not good";
      default -> "no connection, or no answer of HTTP";
    };
  }
}
