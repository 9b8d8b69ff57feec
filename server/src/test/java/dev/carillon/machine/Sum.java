package dev.carillon.machine;

import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/** A machine that adds numbers, and has a bug: of 13 it adds a half and fails. */
public final class Sum implements Machine<Long, String, Sum> {
  public static final long FAILS = 13;

  private final Feeds<SumFeed, Sum> feeds;
  private final long dueMillis;
  private long sum;
  private long nowMillis;

  public Sum(Feeds<SumFeed, Sum> feeds) {
    this(feeds, 0);
  }

  /** One that wants time to pass after so many milliseconds without a command. */
  public Sum(Feeds<SumFeed, Sum> feeds, long dueMillis) {
    this.feeds = feeds;
    this.dueMillis = dueMillis;
  }

  /** Hears what was added. */
  public interface SumFeed extends Feed<Sum> {
    void added(long number);
  }

  /** Its commands are the numbers themselves. */
  public static final class Numbers implements Commands<Long, String> {
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

  public long sum() {
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
    return dueMillis == 0 ? Long.MAX_VALUE : nowMillis + dueMillis;
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
