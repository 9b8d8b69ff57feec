package dev.carillon.market;

import dev.carillon.market.model.Command.Written;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Reason;
import dev.carillon.market.model.Steps;
import org.jspecify.annotations.Nullable;

/** Reads the figures that somebody wrote for an order, in the ticks and lots of its pair. */
final class WrittenFigures {
  private final Pair pair;
  private @Nullable Problem problem;

  WrittenFigures(Pair pair) {
    this.pair = pair;
  }

  /** What is wrong with the first that is no number of ticks or lots; null: nothing. */
  @Nullable Problem problem() {
    return problem;
  }

  /** The terms with these figures. */
  OrderTerms amended(OrderTerms terms, Written figures) {
    String lots = figures.quantity();
    String price = figures.price();
    String stop = figures.stopPrice();
    return terms.amended(
        lots == null ? 0 : count("quantity", Steps.ofQuantity(pair, lots)),
        price == null ? 0 : count("price", Steps.ofPrice(pair, price)),
        stop == null ? 0 : count("stop_price", Steps.ofPrice(pair, stop)));
  }

  private long count(String name, Steps steps) {
    return switch (steps) {
      case Steps.Whole(long count) -> count;
      case Steps.Wrong(String issue) -> {
        if (problem == null) {
          problem = new Problem(Reason.MALFORMED, name + ": " + issue);
        }
        yield 0;
      }
    };
  }
}
