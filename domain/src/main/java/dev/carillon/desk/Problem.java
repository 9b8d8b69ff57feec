package dev.carillon.desk;

import dev.carillon.desk.model.Answer.Refused;
import dev.carillon.desk.model.Reason;

/**
 * Why something can't be done.
 *
 * @param details for a person: name, value, expectation
 */
record Problem(Reason reason, String details) {

  /** The answer, where there is no order to show. */
  Refused refused() {
    return new Refused(reason, details, null);
  }

  static Problem unknownSymbol(String symbol) {
    return new Problem(Reason.UNKNOWN_SYMBOL, "symbol: " + symbol + " (expected: a known one)");
  }

  static Problem unknownAccount() {
    return new Problem(Reason.UNKNOWN_ACCOUNT, "account: none (expected: an open one)");
  }
}
