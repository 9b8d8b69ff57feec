package dev.carillon.api.exchange.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.json.Json;
import dev.carillon.market.book.SelfTrade;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Command.OrderName;
import dev.carillon.market.model.Command.Written;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.OrderType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderRequestTest {
  private static final String LIMIT =
      "'symbol':'BTC/USDT','side':'buy','type':'limit','quantity':'0.5','price':'45678.90'";
  private static final String MARKET =
      "'symbol':'BTC/USDT','side':'sell','type':'market','quantity':'0.5'";

  private final Pairs pairs = TestPairs.all();

  private Parsed<Command.Place> read(String members) {
    return OrderRequest.read(
        Json.object(json(members)), pairs, new OrderRequest.From("john", 9, null));
  }

  private static byte[] json(String members) {
    return ("{" + members + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private OrderTerms terms(String members) {
    return good(read(members)).terms();
  }

  private static <T> T good(Parsed<T> parsed) {
    assertThat(parsed).isInstanceOf(Parsed.Good.class);
    return ((Parsed.Good<T>) parsed).value();
  }

  private static String fault(Parsed<?> parsed) {
    assertThat(parsed).isInstanceOf(Parsed.Bad.class);
    Fault fault = ((Parsed.Bad<?>) parsed).fault();
    return fault.error() + " " + fault.details();
  }

  @Test
  void aLimitOrder() {
    assertThat(good(read(LIMIT)))
        .isEqualTo(
            new Command.Place(
                "john", "BTC/USDT", OrderTerms.limit(Side.BUY, 4_567_890, 50_000), null));
  }

  @Test
  void figuresMayBeNumbersWhichAreReadDigitByDigit() {
    assertThat(terms(LIMIT.replace("'0.5'", "0.50000").replace("'45678.90'", "45678.9")))
        .isEqualTo(terms(LIMIT));
  }

  @Test
  void aMarketOrderIsImmediateOrCancel() {
    assertThat(terms(MARKET)).isEqualTo(OrderTerms.market(Side.SELL, 50_000));
    assertThat(terms(MARKET + ",'time_in_force':'FOK'").timeInForce()).isEqualTo(TimeInForce.FOK);
  }

  @Test
  void allThatAnOrderMayHave() {
    OrderTerms terms =
        terms(
            LIMIT.replace("limit", "stop_limit")
                + ",'time_in_force':'GTD','expire_at':1672531200000,'post_only':true,"
                + "'stop_price':'45700','display_quantity':'0.1','client_order_id':'mine',"
                + "'self_trade_prevention':'EXPIRE_BOTH','cancel_on_disconnect':true");

    assertThat(terms.type()).isEqualTo(OrderType.STOP_LIMIT);
    assertThat(terms.timeInForce()).isEqualTo(TimeInForce.GTC);
    assertThat(terms.figures())
        .isEqualTo(new OrderTerms.Figures(50_000, 4_567_890, 4_570_000, 10_000));
    assertThat(terms.options())
        .isEqualTo(
            new OrderTerms.Options(true, SelfTrade.EXPIRE_BOTH, 1_672_531_200_000L, "mine", 9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'side':'buy','type':'limit'                    | INVALID_SYMBOL Parameter 'symbol' is required
          'symbol':null                                  | INVALID_SYMBOL Parameter 'symbol' is required
          'symbol':5                                     | INVALID_PARAMS symbol: must be a string
          'symbol':'btcusdt'                             | INVALID_SYMBOL Symbol 'btcusdt' does not exist; the canonical form is 'BTC/USDT'
          'symbol':'DOGE/USDT'                           | INVALID_SYMBOL Symbol 'DOGE/USDT' does not exist
          'symbol':'BTC/USDT','type':'limit'             | INVALID_PARAMS side: is required
          'symbol':'BTC/USDT','side':'hold'              | INVALID_PARAMS side: must be one of buy, sell
          'symbol':'BTC/USDT','side':'buy','type':'x'    | INVALID_PARAMS type: must be one of limit, market, stop, stop_limit
          'symbol':'BTC/USDT','side':'buy','type':'limit','price':'1' | INVALID_PARAMS quantity: is required
          """,
      quoteCharacter = '`')
  void whatIsMissingOrNotAWordIsNamed(String members, String fault) {
    assertThat(fault(read(members))).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'price':'45678.905'          | price: must be a multiple of the tick size 0.01
          'price':'-1'                 | price: must be above 0
          'price':'0.00'               | price: must be above 0, a multiple of the tick size 0.01
          'price':'1e3'                | price: must be a decimal in plain notation
          'price':1e3                  | price: must be a decimal in plain notation
          'price':'99999999999999999999' | price: is more than can be counted
          'price':true                 | price: must be a number
          'price':null                 | price: is required for type limit
          'quantity':'0.000001'        | quantity: must be a multiple of the lot size 0.00001000
          'quantity':'0.000000001'     | quantity: must be a multiple of the lot size 0.00001000
          'display_quantity':'0'       | display_quantity: must be above 0, a multiple of the lot size 0.00001000
          'stop_price':'1'             | stop_price: is not for type limit
          'time_in_force':'DAY'        | time_in_force: must be one of GTC, IOC, FOK, GTD
          'time_in_force':'GTD'        | expire_at: is required for time_in_force GTD
          'expire_at':5                | expire_at: is for time_in_force GTD alone
          'post_only':'yes'            | post_only: must be true or false
          'client_order_id':''         | client_order_id: must have 1 to 64 characters, not 0
          'self_trade_prevention':'no' | self_trade_prevention: must be one of none, expire_taker, expire_maker, expire_both
          """,
      quoteCharacter = '`')
  void aFigureThatIsNotAllowedIsNamedWithWhatIs(String member, String issue) {
    String name = member.substring(0, member.indexOf(':'));
    String others = LIMIT.replaceAll("," + name + ":'[^']*'", "");

    assertThat(fault(read(others + "," + member))).isEqualTo("INVALID_PARAMS " + issue);
  }

  @Test
  void aMarketOrderHasNoPriceAndDoesNotWait() {
    assertThat(fault(read(MARKET + ",'price':'1'")))
        .isEqualTo("INVALID_PARAMS price: is not for type market");
    assertThat(fault(read(MARKET + ",'time_in_force':'GTC'")))
        .isEqualTo("INVALID_PARAMS time_in_force: must be one of IOC, FOK for a market order");
  }

  @Test
  void cancelOnDisconnectNeedsAConnection() {
    Parsed<Command.Place> overHttp =
        OrderRequest.read(
            Json.object(json(LIMIT + ",'cancel_on_disconnect':true")),
            pairs,
            new OrderRequest.From("john", 0, null));

    assertThat(fault(overHttp))
        .isEqualTo("INVALID_PARAMS cancel_on_disconnect: is for orders over a socket alone");
  }

  @Test
  void aChangeNamesWhatChanges() {
    assertThat(good(change("'price':'1.01','stop_price':2")))
        .isEqualTo(new Command.Change("john", OrderName.of(3), new Written(null, "1.01", "2")));
    assertThat(fault(change("'quantity':true")))
        .isEqualTo("INVALID_PARAMS quantity: must be a number");
    assertThat(fault(change("'price':'" + "1".repeat(65) + "'")))
        .isEqualTo("INVALID_PARAMS price: must have at most 64 characters");
    assertThat(fault(change("")))
        .isEqualTo("INVALID_PARAMS quantity: is required, or price, or stop_price");
  }

  private static Parsed<Command.Change> change(String members) {
    return OrderRequest.change(Json.object(json(members)), "john", OrderName.of(3));
  }

  @Test
  void anOrderIsMeantByItsIdOrItsOwnersNameForIt() {
    String id = OrderIds.text(1_672_531_200_000L, 3);

    assertThat(good(order("'order_id':'" + id + "','client_order_id':'mine'")))
        .contains(OrderName.of(3));
    assertThat(good(order("'client_order_id':'mine'"))).contains(OrderName.of("mine"));
    assertThat(good(order("'order_id':'3'"))).isEmpty();
    assertThat(good(order("'client_order_id':'" + "x".repeat(65) + "'"))).isEmpty();
    assertThat(fault(order("")))
        .isEqualTo("INVALID_PARAMS order_id: is required, or client_order_id");
  }

  private static Parsed<Optional<OrderName>> order(String members) {
    return OrderRequest.order(Json.object(json(members)));
  }

  @Test
  void anAmountHasAtMostEightDecimals() {
    assertThat(good(OrderRequest.amount(Json.object(json("'amount':'1.5'")), "amount")))
        .isEqualTo(150_000_000);
    assertThat(fault(OrderRequest.amount(Json.object(json("'amount':'0.000000001'")), "amount")))
        .isEqualTo("INVALID_PARAMS amount: must be with at most 8 decimals");
  }
}
