package dev.carillon.api.chat.hooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carillon.json.Json;
import dev.carillon.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A server on a free port of this machine that webhooks call; it remembers what came. */
public final class HookReceiver implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final List<Received> all = new CopyOnWriteArrayList<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private volatile Map<String, String> headers = Map.of();
  private volatile Consumer<Received> before = _ -> {};

  /** One call. */
  public record Received(
      String method, String path, Map<String, List<String>> headers, String body) {
    public String header(String name) {
      return String.join(
          ",",
          headers.entrySet().stream()
              .filter(header -> header.getKey().equalsIgnoreCase(name))
              .flatMap(header -> header.getValue().stream())
              .toList());
    }

    public JsonObject json() {
      return Json.object(body.getBytes(StandardCharsets.UTF_8));
    }

    public String type() {
      return json().string("type");
    }

    /** Of the message that it is about. */
    public String content() {
      JsonObject data = json().optionalObject("data").orElseThrow();
      return data.optionalObject("message")
          .or(() -> data.optionalObject("reply"))
          .orElseThrow()
          .string("content");
    }
  }

  public HookReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::answer);
      server.setExecutor(threads);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Received received =
        new Received(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            body);
    all.add(received);
    before.accept(received);
    Integer status = answers.poll();
    headers.forEach(exchange.getResponseHeaders()::add);
    exchange.sendResponseHeaders(status == null ? 200 : status, -1);
    exchange.close();
  }

  /** The next answers; after them it is 200. */
  public void answer(Integer... statuses) {
    answers.addAll(List.of(statuses));
  }

  /** Headers of all answers from now on. */
  void answerWith(Map<String, String> more) {
    headers = more;
  }

  /** Runs before each answer, on its thread. */
  public void before(Consumer<Received> work) {
    before = work;
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  public List<Received> all() {
    return List.copyOf(all);
  }

  public List<String> contents() {
    return all.stream().map(Received::content).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
