package dev.carillon.storage.sql.history;

import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.Side;
import dev.carillon.state.StateReader;
import org.jspecify.annotations.Nullable;

/**
 * The constants and flags of an order, a deal or an alert of the desk as the bits of one number,
 * eight for each. The order of all these constants is stored elsewhere, too, and only grows.
 *
 * <p>Order: type, expiry, status, reason (0: none), activated. Deal: side, status, cause. Alert:
 * type, severity, kind of entity, acknowledged, whether it is for everybody.
 */
record DeskWords(long bits) {
  /** In SQL, whether an order has ended. */
  static final String HAS_ENDED = "(words >> 16 & 255) > 0";

  /** In SQL, whether a deal closed something. */
  static final String CLOSED = "(words >> 8 & 255) > 0";

  private static final OrderType[] TYPES = OrderType.values();
  private static final Expiry.Kind[] EXPIRIES = Expiry.Kind.values();
  private static final OrderStatus[] STATUSES = OrderStatus.values();
  private static final Reason[] REASONS = Reason.values();
  private static final Side[] SIDES = Side.values();
  private static final Deal.Status[] DEAL_STATUSES = Deal.Status.values();
  private static final Deal.Cause[] CAUSES = Deal.Cause.values();
  private static final Alert.Type[] ALERTS = Alert.Type.values();
  private static final Alert.Severity[] SEVERITIES = Alert.Severity.values();
  private static final Alert.Entity.Kind[] ENTITIES = Alert.Entity.Kind.values();
  private static final int WIDTH = 8;
  private static final int MASK = 255;

  static DeskWords of(OrderState order) {
    Reason reason = order.reason();
    return of(
        number(order.terms().type()),
        number(order.terms().expiry().kind()),
        number(order.status()),
        reason == null ? 0 : number(reason) + 1,
        number(order.activated()));
  }

  static DeskWords of(Deal deal) {
    return of(number(deal.side()), number(deal.status()), number(deal.cause()));
  }

  static DeskWords of(Alert alert) {
    return of(
        number(alert.type()),
        number(alert.severity()),
        number(alert.entity().kind()),
        number(alert.acknowledged()),
        number(alert.owner() == null));
  }

  private static DeskWords of(int... places) {
    long bits = 0;
    for (int i = 0; i < places.length; i++) {
      bits |= (long) places[i] << (i * WIDTH);
    }
    return new DeskWords(bits);
  }

  @SuppressWarnings("EnumOrdinal")
  private static int number(Enum<?> constant) {
    return constant.ordinal();
  }

  private static int number(boolean flag) {
    return flag ? 1 : 0;
  }

  OrderType orderType() {
    return StateReader.constant(TYPES, at(0));
  }

  Expiry.Kind expiry() {
    return StateReader.constant(EXPIRIES, at(1));
  }

  OrderStatus orderStatus() {
    return StateReader.constant(STATUSES, at(2));
  }

  @Nullable Reason reason() {
    int number = at(3);
    return number == 0 ? null : StateReader.constant(REASONS, number - 1);
  }

  boolean activated() {
    return at(4) == 1;
  }

  Side side() {
    return StateReader.constant(SIDES, at(0));
  }

  Deal.Status dealStatus() {
    return StateReader.constant(DEAL_STATUSES, at(1));
  }

  Deal.Cause cause() {
    return StateReader.constant(CAUSES, at(2));
  }

  Alert.Type alertType() {
    return StateReader.constant(ALERTS, at(0));
  }

  Alert.Severity severity() {
    return StateReader.constant(SEVERITIES, at(1));
  }

  Alert.Entity.Kind entity() {
    return StateReader.constant(ENTITIES, at(2));
  }

  boolean acknowledged() {
    return at(3) == 1;
  }

  boolean forEverybody() {
    return at(4) == 1;
  }

  private int at(int place) {
    return (int) (bits >> (place * WIDTH)) & MASK;
  }
}
