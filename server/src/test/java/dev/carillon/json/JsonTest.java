package dev.carillon.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static JsonObject read(String json) {
    return Json.object(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String raw(JsonObject object, String name) {
    return new String(object.raw(name).orElseThrow(), StandardCharsets.UTF_8);
  }

  @Test
  void partsPassUnchanged() {
    JsonObject object =
        read(
            " {\"é\" : [1.0e5, -0, 1E+2 ] , \"s\":\"a\\u00e9\\n\",\"n\": 12345678901234567890.10,"
                + "\"o\":{ \"x\" :null},\"t\":true , \"z\":null} ");

    assertThat(raw(object, "é")).isEqualTo("[1.0e5, -0, 1E+2 ]");
    assertThat(raw(object, "s")).isEqualTo("\"a\\u00e9\\n\"");
    assertThat(raw(object, "n")).isEqualTo("12345678901234567890.10");
    assertThat(raw(object, "o")).isEqualTo("{ \"x\" :null}");
    assertThat(raw(object, "t")).isEqualTo("true");
    assertThat(raw(object, "z")).isEqualTo("null");
    assertThat(object.raw("none")).isEmpty();
  }

  @Test
  void aPartOfABufferIsRead() {
    byte[] bytes = "xx{\"a\":[1, 2]}yy".getBytes(StandardCharsets.UTF_8);

    JsonObject object = Json.object(bytes, 2, bytes.length - 4);
    Arrays.fill(bytes, (byte) 0);

    assertThat(raw(object, "a")).isEqualTo("[1, 2]");
  }

  @Test
  void aTextMayBeANumberAsItIsWritten() {
    JsonObject object = read("{\"a\":\"22\",\"b\":22,\"c\":[1.50,\"x\"],\"d\":[null],\"e\":true}");

    assertThat(object.optionalText("a")).contains("22");
    assertThat(object.optionalText("b")).contains("22");
    assertThat(object.optionalText("none")).isEmpty();
    assertThat(object.optionalTexts("c")).contains(List.of("1.50", "x"));
    assertThatThrownBy(() -> object.optionalTexts("d"))
        .hasMessage("must be an array of strings or numbers");
    assertThatThrownBy(() -> object.optionalText("e")).hasMessage("must be a string or a number");
  }

  @Test
  void membersHaveKinds() {
    JsonObject object =
        read(
            "{\"s\":\"x\",\"i\":1e2,\"b\":false,\"l\":[\"a\",\"b\"],\"o\":{\"p\":{\"q\":1}},\"z\":null}");

    assertThat(object.string("s")).isEqualTo("x");
    assertThat(object.integer("i", 0, 100)).isEqualTo(100);
    assertThat(object.optionalBool("b")).contains(false);
    assertThat(object.optionalStrings("l")).contains(List.of("a", "b"));
    assertThat(object.optionalString("z")).isEmpty();
    assertThat(object.has("z")).isFalse();
    assertThat(object.names()).containsExactly("s", "i", "b", "l", "o", "z");
  }

  @Test
  void anArrayMayHaveStringsAndObjectsAndNothingElse() {
    assertThat(read("{\"l\":[\"a\",{\"n\":1},\"b\"]}").optionalStringsAndObjects("l"))
        .hasValueSatisfying(elements ->
            assertThat(elements)
                .hasSize(3)
                .startsWith("a")
                .endsWith("b")
                .element(1)
                .isInstanceOf(JsonObject.class));
    assertThat(read("{\"l\":null}").optionalStringsAndObjects("l")).isEmpty();
    for (String other : List.of("7", "\"a\"", "[7]", "[null]", "[[]]", "[\"a\",true]")) {
      JsonObject object = read("{\"l\":" + other + "}");
      assertThatThrownBy(() -> object.optionalStringsAndObjects("l"))
          .isInstanceOfSatisfying(JsonException.class, e -> assertThat(e.field()).contains("l"));
    }
  }

  @Test
  void aMismatchNamesTheMemberByItsPath() {
    JsonObject inner =
        read("{\"o\":{\"p\":{\"q\":1}}}")
            .optionalObject("o")
            .flatMap(o -> o.optionalObject("p"))
            .orElseThrow();

    assertThatThrownBy(() -> inner.string("q"))
        .isInstanceOfSatisfying(JsonException.class, e -> assertThat(e.field()).contains("o.p.q"))
        .hasMessage("must be a string");
    assertThatThrownBy(() -> inner.string("r")).hasMessage("is required");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "101",
        "-1",
        "1e999999999",
        "1e-999999999",
        "\"1\"",
        "99999999999999999999"
      })
  void anIntegerIsOneInItsRange(String value) {
    JsonObject object = read("{\"n\":" + value + "}");

    assertThatThrownBy(() -> object.integer("n", 0, 100)).isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "1",
        "{",
        "{}x",
        "{}{}",
        "{\"a\":1,}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":1,\"a\":2}",
        "{\"b\":{\"a\":1,\"\\u0061\":2}}",
        "{\"a\":\"\u0001\"}",
        "{/**/}",
        "\ufeff[]",
        "{\"a\":tru}",
        "{\"a\":\"\\x\"}",
      })
  void anythingElseIsRefusedWithItsPlace(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            JsonException.class,
            e -> {
              assertThat(e.line()).isEqualTo(1);
              assertThat(e.column()).isPositive();
              assertThat(e.field()).isEmpty();
            });
  }

  @Test
  void otherEncodingsAreRefused() {
    byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16BE);
    byte[] surrogate = {
      '{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'
    };
    byte[] overlong = {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'};

    assertThatThrownBy(() -> Json.object(utf16)).isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> Json.object(surrogate)).isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> Json.object(overlong)).isInstanceOf(JsonException.class);
  }

  @Test
  void depthIsBounded() {
    String deepest = "{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}";
    String deeper = "{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}";

    assertThat(read(deepest).has("a")).isTrue();
    assertThatThrownBy(() -> read(deeper)).isInstanceOf(JsonException.class);
  }

  @Test
  void anArrayIsReadAsMembersWithNames() {
    JsonObject object = tuple(" [ \"1\" ,null, {\"x\": 1.0}, [2], \"more\"] ", "a", "b", "c");

    assertThat(object.names()).containsExactly("a", "b", "c");
    assertThat(object.string("a")).isEqualTo("1");
    assertThat(raw(object, "b")).isEqualTo("null");
    assertThat(raw(object, "c")).isEqualTo("{\"x\": 1.0}");
    assertThat(object.isString("a")).isTrue();
    assertThat(object.isObject("c")).isTrue();
    assertThat(object.isObject("a")).isFalse();
    assertThat(object.isString("b")).isFalse();
  }

  @Test
  void anArrayThatIsTooShortNamesWhatIsMissing() {
    assertThatThrownBy(() -> tuple("[1]", "a", "b"))
        .isInstanceOfSatisfying(JsonException.class, e -> assertThat(e.field()).contains("b"));
    assertThatThrownBy(() -> tuple("{}", "a"))
        .isInstanceOfSatisfying(JsonException.class, e -> assertThat(e.field()).contains(""));
    assertThatThrownBy(() -> tuple("[1,", "a"))
        .isInstanceOfSatisfying(JsonException.class, e -> assertThat(e.field()).isEmpty());
    assertThatThrownBy(() -> tuple("[1] 2", "a"))
        .isInstanceOfSatisfying(JsonException.class, e -> assertThat(e.field()).isEmpty());
  }

  private static JsonObject tuple(String json, String... names) {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    return Json.tuple(utf8, 0, utf8.length, List.of(names));
  }

  @Test
  void whatWasSentDoesNotStandInTheMessage() {
    assertThatThrownBy(() -> read("{\"password\":hunter2}"))
        .isInstanceOf(JsonException.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void textIsWrittenAsJson() {
    JsonWriter writer = new JsonWriter(1);
    writer.beginObject();
    writer.field("text", "\"\\\n\t\u0001é€😀\ud800/").field("long", Long.MIN_VALUE);
    writer.field("digits", 1234567890123456789L).field("zero", 0).field("minus", -10);
    writer.name("list").beginArray().bool(true).nullValue().number(1.5).endArray();
    writer.name("map").value(Map.of("k", List.of(1, "x"))).name("raw").raw(new byte[] {'{', '}'});
    writer.name("copied").raw(2, (target, at) -> Arrays.fill(target, at, at + 2, (byte) '7'));
    writer.endObject();

    assertThat(writer.toString())
        .isEqualTo(
            "{\"text\":\"\\\"\\\\\\n\\t\\u0001é€😀\ufffd/\",\"long\":-9223372036854775808,"
                + "\"digits\":1234567890123456789,\"zero\":0,\"minus\":-10,"
                + "\"list\":[true,null,1.5],\"map\":{\"k\":[1,\"x\"]},\"raw\":{},\"copied\":77}");
    assertThat(read(writer.toString()).string("text")).startsWith("\"\\\n\t\u0001é€😀");
  }
}
