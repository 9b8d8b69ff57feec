package dev.carillon.core.cluster;

/** Hears notes of other nodes. On the cluster's thread; must not block. */
@FunctionalInterface
public interface NoteListener {

  /**
   * Takes one note.
   *
   * @param from the node that sent it
   * @param note the listener's own from now on
   */
  void onNote(String from, byte[] note);
}
