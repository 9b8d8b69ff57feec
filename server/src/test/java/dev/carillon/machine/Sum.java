package dev.carillon.machine;

import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/** A machine that adds numbers, and has a bug: of 13 it adds a half and fails. */
final class Sum implements Machine<Long, String, Sum> {
  static final long FAILS = 13;

  private final Feeds<SumFeed, Sum> feeds;
  private long sum;
  private long nowMillis;

  Sum(Feeds<SumFeed, Sum> feeds) {
    this.feeds = feeds;
  }

  /** Hears what was added. */
  interface SumFeed extends Feed<Sum> {
    void added(long number);
  }

  /** Its commands are the numbers themselves. */
  static final class Numbers implements Commands<Long, String> {
    @Override
    public void encode(StateWriter out, Long command, long timeMillis) {
      out.putLong(command).putLong(timeMillis);
    }

    @Override
    public Timed<Long> decode(StateReader in) {
      return new Timed<>(in.getLong(), in.getLong());
    }

    @Override
    public Long advance() {
      return 0L;
    }

    @Override
    public String busy() {
      return "busy";
    }

    @Override
    public String unavailable() {
      return "unavailable";
    }

    @Override
    public String tooLong(int maxBytes) {
      return "too long";
    }
  }

  long sum() {
    return sum;
  }

  @Override
  public String apply(Long command, long timeMillis) {
    nowMillis = timeMillis;
    feeds.happened(feed -> feed.added(command));
    if (command == FAILS) {
      sum += command / 2;
      throw new IllegalStateException("unlucky");
    }
    sum += command;
    return "is " + sum;
  }

  @Override
  public Sum view() {
    return this;
  }

  @Override
  public long nowMillis() {
    return nowMillis;
  }

  @Override
  public long nextDueMillis() {
    return Long.MAX_VALUE;
  }

  @Override
  public void writeTo(StateWriter out) {
    out.putLong(sum).putLong(nowMillis);
  }

  @Override
  public void readFrom(StateReader in) {
    sum = in.getLong();
    nowMillis = in.getLong();
  }
}
