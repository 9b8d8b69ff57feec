package dev.carillon.demo.market;

import java.util.ArrayList;
import java.util.List;

/** Hears of commands, and keeps their numbers. */
final class QuietFeed extends Unheard {
  final List<Long> numbers = new ArrayList<>();

  @Override
  public void begin(long sequence, long timeMillis) {
    numbers.add(sequence);
  }
}
