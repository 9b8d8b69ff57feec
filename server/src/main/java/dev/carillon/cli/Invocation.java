package dev.carillon.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command line asks for. */
public sealed interface Invocation {

  /** How a server is to be started or looked at. */
  sealed interface Server extends Invocation {
    Options options();
  }

  /** {@code demo}: for a newcomer. */
  record Demo(Options options) implements Server {}

  /** {@code serve}: for real. */
  record Serve(Options options) implements Server {}

  /**
   * {@code config}: print the settings.
   *
   * @param demo whether those that {@code demo} would have
   */
  record ShowConfig(boolean demo, Options options) implements Server {}

  /**
   * {@code engine replay}: run a bare book over a file of commands.
   *
   * @param records whether the file is binary
   * @param reports of {@code --reports}; null: none are written
   */
  record EngineReplay(Path commands, boolean records, @Nullable Path reports)
      implements Invocation {}

  /**
   * {@code replay}: play a file of recorded data to a server.
   *
   * @param symbol of {@code --symbol}; empty: none
   * @param speed how much faster than the file; infinite: as fast as it goes
   * @param token of {@code --token}; null: none
   */
  record Replay(Path file, Api api, String symbol, double speed, URI server, @Nullable String token)
      implements Invocation {

    /** Which API the data is for. */
    public enum Api {
      EXCHANGE,
      TICKS,
      DESK
    }
  }

  /**
   * {@code engine skip}, {@code desk skip}: leave out the record of the journal at which it fails.
   *
   * @param demo whether the settings are those that {@code demo} would have
   */
  record Skip(Journaled machine, long position, boolean demo, Options options) implements Server {}

  /** What has a journal. */
  enum Journaled {
    ENGINE,
    DESK
  }

  /** The care of what a server keeps. */
  sealed interface Care extends Server {
    /** Whether the settings are those that {@code demo} would have. */
    boolean demo();
  }

  /**
   * {@code migrate}: bring the database to this version.
   *
   * @param check only say whether there is something to do
   */
  record Migrate(boolean check, boolean demo, Options options) implements Care {}

  /** {@code backup}: copy the data folder into a file. */
  record Backup(Path file, boolean demo, Options options) implements Care {}

  /** {@code restore}: bring such a file into an empty data folder. */
  record Restore(Path file, boolean demo, Options options) implements Care {}

  /** {@code move}: copy the data folder into the PostgreSQL database that the settings name. */
  record Move(boolean demo, Options options) implements Care {}

  /** Print a text and end: help, or what is wrong with the command line. */
  record Explain(String text, int exitCode) implements Invocation {}

  /**
   * The flags that all commands share.
   *
   * @param file of {@code --config}; null: the usual one
   * @param settings the other flags, under the names of the settings that they stand for
   */
  record Options(@Nullable Path file, Map<String, String> settings) {
    public Options {
      settings = Map.copyOf(settings);
    }
  }
}
