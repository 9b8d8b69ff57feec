package dev.carillon.desk.books;

import dev.carillon.desk.model.AccountState;
import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Connection;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.Strategy;
import dev.carillon.desk.stats.Performance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One owner's account: money, open positions, pending orders, and the newest of what was. */
public final class Account {
  /** How many deals, and how many ended orders, are remembered. */
  public static final int REMEMBERED = 100;

  private final int number;
  private final String owner;
  private final AccountTerms terms;
  private final Map<Long, Position> positions = new TreeMap<>();
  private final Map<Long, PendingOrder> orders = new TreeMap<>();
  private final Newest<OrderState> ended = new Newest<>(REMEMBERED);
  private final Newest<Deal> deals = new Newest<>(REMEMBERED);
  private final AlertBox alerts = new AlertBox();
  private final Map<String, Connection> connections = new LinkedHashMap<>();
  private final Map<String, Strategy> strategies = new LinkedHashMap<>();
  private final Risk risk = new Risk();
  private final Performance performance = new Performance();
  private long sequence;
  private long balance;
  private long floating;
  private long margin;
  private long exposure;
  private boolean touched;

  public Account(int number, String owner, AccountTerms terms) {
    this.number = number;
    this.owner = owner;
    this.terms = terms;
  }

  /** Its place among all accounts. */
  public int number() {
    return number;
  }

  public String owner() {
    return owner;
  }

  public AccountTerms terms() {
    return terms;
  }

  public Limits limits() {
    return risk.limits();
  }

  public Risk risk() {
    return risk;
  }

  public AlertBox alerts() {
    return alerts;
  }

  /** By id, oldest first. */
  public Map<String, Connection> connections() {
    return connections;
  }

  /** By id, oldest first. */
  public Map<String, Strategy> strategies() {
    return strategies;
  }

  public Performance performance() {
    return performance;
  }

  /** Of the newest private event. */
  public long sequence() {
    return sequence;
  }

  /** The sequence of one more private event. */
  public long nextSequence() {
    return ++sequence;
  }

  public long balance() {
    return balance;
  }

  public long floating() {
    return floating;
  }

  public long margin() {
    return margin;
  }

  public long exposure() {
    return exposure;
  }

  public long equity() {
    return balance + floating;
  }

  public long freeMargin() {
    return equity() - margin;
  }

  /** Books a deal or costs. */
  public void book(long cents) {
    balance += cents;
  }

  void addFloating(long cents) {
    floating += cents;
  }

  /** Open positions, oldest ticket first. */
  public Map<Long, Position> positions() {
    return positions;
  }

  /** Pending orders, oldest first. */
  public Map<Long, PendingOrder> orders() {
    return orders;
  }

  public void add(Position position) {
    positions.put(position.ticket(), position);
    hold(position);
  }

  /** A position's volume changes: {@link #release} before, this after. */
  void hold(Position position) {
    margin += position.margin();
    exposure += position.exposure();
    floating += position.swap();
  }

  void release(Position position) {
    margin -= position.margin();
    exposure -= position.exposure();
    floating -= position.swap();
  }

  /** The newest orders that ended. */
  public Newest<OrderState> ended() {
    return ended;
  }

  /** The newest deals. */
  public Newest<Deal> deals() {
    return deals;
  }

  /** A copy: closing them does not disturb it. */
  public List<Position> openPositions() {
    return new ArrayList<>(positions.values());
  }

  /** A copy: ending them does not disturb it. */
  public List<PendingOrder> pendingOrders() {
    return new ArrayList<>(orders.values());
  }

  boolean isTouched() {
    return touched;
  }

  void setTouched(boolean now) {
    touched = now;
  }

  public AccountState state() {
    return new AccountState(
        owner,
        terms,
        balance,
        floating,
        margin,
        exposure,
        positions.size(),
        orders.size(),
        performance.dailyLoss(equity()),
        performance.drawdown(equity()));
  }

  /** Takes over what a snapshot says; what open positions add is not in it. */
  public void restore(long oldSequence, long oldBalance) {
    sequence = oldSequence;
    balance = oldBalance;
  }
}
