package dev.carillon.market;

import dev.carillon.market.model.Answer.Refused;
import dev.carillon.market.model.Reason;

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
}
