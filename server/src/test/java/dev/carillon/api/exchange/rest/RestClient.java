package dev.carillon.api.exchange.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.http.Headers;
import dev.carillon.http.Method;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Somebody who uses the API over HTTP. In bodies ' stands for ". */
record RestClient(Router router, Headers headers) {
  RestClient(Router router) {
    this(router, Headers.EMPTY);
  }

  /** What came back. */
  record Answer(int status, Headers headers, String raw) {

    /** With ' for ". */
    String body() {
      return raw.replace('"', '\'');
    }

    /** The text of a member, wherever it first stands. */
    String text(String member) {
      return texts(member).getFirst();
    }

    /** All that a member says, in their order. */
    List<String> texts(String member) {
      Matcher found = Pattern.compile("'" + member + "':'([^']*)'").matcher(body());
      List<String> texts = new ArrayList<>();
      while (found.find()) {
        texts.add(found.group(1));
      }
      return texts;
    }

    Answer is(int expected) {
      assertThat(status).describedAs(raw).isEqualTo(expected);
      return this;
    }

    Answer says(String... parts) {
      assertThat(body()).contains(parts);
      return this;
    }
  }

  RestClient with(String header, String value) {
    return new RestClient(router, headers.plus(header, value));
  }

  Answer get(String target) {
    return send(Method.GET, target, null);
  }

  Answer post(String target, String body) {
    return send(Method.POST, target, body);
  }

  Answer patch(String target, String body) {
    return send(Method.PATCH, target, body);
  }

  Answer delete(String target) {
    return send(Method.DELETE, target, null);
  }

  /** Places a limit order of BTC/USDT that must be accepted; gives its id. */
  String places(String side, String price, String quantity) {
    return post("/api/exchange/orders", limit(side, price, quantity)).is(201).text("order_id");
  }

  static String limit(String side, String price, String quantity) {
    return "{'symbol':'BTC/USDT','side':'%s','type':'limit','price':'%s','quantity':'%s'}"
        .formatted(side, price, quantity);
  }

  private Answer send(Method method, String target, @Nullable String body) {
    Request[] request = {Request.of(method, target)};
    headers.forEach((name, value) -> request[0] = request[0].withHeader(name, value));
    Response response =
        router.handle(body == null ? request[0] : request[0].withJson(body.replace('\'', '"')));
    return new Answer(response.status(), response.headers(), response.body().text());
  }
}
