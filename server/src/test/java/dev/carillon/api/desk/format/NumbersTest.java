package dev.carillon.api.desk.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.desk.quote.Symbol;
import dev.carillon.json.Json;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  private static String written(Consumer<JsonWriter> member) {
    JsonWriter json = new JsonWriter().beginObject();
    member.accept(json);
    return json.endObject().toString();
  }

  private static JsonObject object(String number) {
    return Json.object(("{\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"108500,5,1.08500", "1,5,0.00001", "150123,3,150.123", "2000,0,2000", "0,5,0.00000"})
  void aPriceHasAllDigitsOfItsSymbol(long points, int digits, String shown) {
    Symbol symbol = Symbol.pair("EURUSD", digits);

    assertThat(written(json -> Numbers.price(json, "n", symbol, points)))
        .isEqualTo("{\"n\":" + shown + "}");
  }

  @Test
  void aPriceThatIsNotThereIsNull() {
    assertThat(written(json -> Numbers.optionalPrice(json, "n", Samples.EURUSD, 0)))
        .isEqualTo("{\"n\":null}");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0.0",
    "1000,10.0",
    "1050,10.5",
    "1055,10.55",
    "5,0.05",
    "50,0.5",
    "-12,-0.12",
    "-100,-1.0",
    "1005000,10050.0"
  })
  void moneyHasOneDecimalAtLeastAndTwoAtMost(long cents, String shown) {
    assertThat(written(json -> Numbers.money(json, "n", cents))).isEqualTo("{\"n\":" + shown + "}");
  }

  @Test
  void whatCantBeComputedIsNull() {
    assertThat(written(json -> Numbers.decimal(json, "n", null, 2))).isEqualTo("{\"n\":null}");
  }

  @ParameterizedTest
  @CsvSource({
    "1.085,108500",
    "1.08500,108500",
    "1.0850000000,108500",
    "0,0",
    "2,200000",
    "1e0,100000"
  })
  void aPriceIsReadInPoints(String number, long points) {
    assertThat(Numbers.price(object(number), "n", 5)).contains(points);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.085001", "-1", "1e400000000", "1e-400000000", "10000.1", "\"1\"", "true"})
  void whatIsNoPriceIsRefusedByName(String number) {
    JsonObject json = object(number);

    assertThatThrownBy(() -> Numbers.price(json, "n", 5))
        .isInstanceOfSatisfying(JsonException.class, e -> assertThat(e.field()).contains("n"));
  }

  @Test
  void aNumberThatIsNotThereIsNone() {
    assertThat(Numbers.money(object("null"), "n", 100)).isEmpty();
    assertThat(Numbers.volume(object("null"), "other")).isEmpty();
  }
}
