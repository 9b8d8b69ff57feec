package dev.carillon.market.data;

/** Hears of every change of one {@link BookView}, in order. */
@FunctionalInterface
public interface BookViewListener {
  /** Called inside {@link BookView#refresh}; must not call the view. */
  void changed(BookUpdate update);
}
