package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.app.config.ConfigLoader;
import dev.carillon.app.config.Loaded;
import dev.carillon.cli.CommandLines;
import dev.carillon.cli.Invocation;
import dev.carillon.cli.Terminal;
import dev.carillon.cli.Welcome;
import dev.carillon.demo.DemoWorld;
import dev.carillon.replay.CommandFileException;
import dev.carillon.replay.ReplayCommand;
import dev.carillon.replay.recording.Playback;
import dev.carillon.replay.recording.PlaybackException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry of the process. Ends with 0 after a stop that was asked for, 2 when it can't start as
 * it was told to, 1 after a bug and when what it needs is not there.
 */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int MISUSED = 2;

  /** Redis is reached by then, and somebody leads the machines, if all is well. */
  private static final Duration READY_WITHIN = Duration.ofSeconds(10);

  private static final int BUG = 1;

  private final Terminal terminal;
  private final Map<String, String> environment;

  private Main(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  /** Runs the command that {@code arguments} name; a server runs until it is told to stop. */
  public static void main(String[] arguments) {
    Main main = new Main(Terminal.ofProcess(), System.getenv());
    int code;
    try {
      code = main.run(arguments);
    } catch (RuntimeException | Error bug) {
      LOG.error("the start failed by a bug of ours", bug);
      code = BUG;
    }
    if (code != 0) {
      System.exit(code);
    }
  }

  /** The exit code; 0 also while a server runs on its own threads. */
  private int run(String[] arguments) {
    return switch (CommandLines.parse(arguments)) {
      case Invocation.Explain(String text, int exitCode) -> explain(text, exitCode);
      case Invocation.Demo(Invocation.Options options) -> serve(Mode.DEMO, options);
      case Invocation.Serve(Invocation.Options options) -> serve(Mode.SERVE, options);
      case Invocation.ShowConfig(boolean demo, Invocation.Options options) ->
          show(demo ? Mode.DEMO : Mode.SERVE, options);
      case Invocation.EngineReplay replay -> replay(replay);
      case Invocation.Replay replay -> replay(replay);
      case Invocation.Skip skip -> skip(skip, skip.demo() ? Mode.DEMO : Mode.CARE);
      case Invocation.Care care -> care(care, care.demo() ? Mode.DEMO : Mode.CARE);
    };
  }

  private int explain(String text, int exitCode) {
    if (exitCode == 0) {
      terminal.print(text);
    } else {
      terminal.problems(text.lines().toList());
    }
    return exitCode;
  }

  private int replay(Invocation.EngineReplay what) {
    try {
      ReplayCommand command = new ReplayCommand(System::nanoTime);
      terminal.print(command.run(what.commands(), what.records(), what.reports()));
      return 0;
    } catch (CommandFileException problem) {
      return misused(List.of(String.valueOf(problem.getMessage())));
    }
  }

  private int replay(Invocation.Replay what) {
    try {
      Playback.Options options =
          new Playback.Options(
              api(what.api()), what.symbol(), what.speed(), what.server(), what.token());
      terminal.print(new Playback(InstantSource.system()).run(what.file(), options));
      return 0;
    } catch (PlaybackException problem) {
      return misused(List.of(String.valueOf(problem.getMessage())));
    }
  }

  private static Playback.Api api(Invocation.Replay.Api api) {
    return switch (api) {
      case EXCHANGE -> Playback.Api.EXCHANGE;
      case TICKS -> Playback.Api.TICKS;
      case DESK -> Playback.Api.DESK;
    };
  }

  private int skip(Invocation.Skip what, Mode mode) {
    Invocation.Options options = what.options();
    return switch (ConfigLoader.load(mode, options.file(), environment, options.settings())) {
      case Loaded.Bad(List<String> problems, _) -> misused(problems);
      case Loaded.Good(Config config, _) -> {
        try {
          JournalSkip<?> skip =
              switch (what.machine()) {
                case ENGINE -> JournalSkip.ofEngine(config);
                case DESK -> JournalSkip.ofDesk(config);
              };
          terminal.print(skip.leaveOut(what.position()) + "\n");
          yield 0;
        } catch (StartException problem) {
          yield misused(List.of(String.valueOf(problem.getMessage())));
        }
      }
    };
  }

  private int care(Invocation.Care what, Mode mode) {
    Invocation.Options options = what.options();
    return switch (ConfigLoader.load(mode, options.file(), environment, options.settings())) {
      case Loaded.Bad(List<String> problems, _) -> misused(problems);
      case Loaded.Good(Config config, _) -> {
        Logging.configure(config.operation().logs());
        try {
          Upkeep.Done done = new Upkeep(config).run(what);
          terminal.print(done.text());
          yield done.exitCode();
        } catch (StartException problem) {
          yield misused(List.of(String.valueOf(problem.getMessage())));
        }
      }
    };
  }

  private int show(Mode mode, Invocation.Options options) {
    return switch (ConfigLoader.load(mode, options.file(), environment, options.settings())) {
      case Loaded.Good(_, List<Loaded.Effective> settings) -> {
        print(settings);
        yield 0;
      }
      case Loaded.Bad(List<String> problems, List<Loaded.Effective> settings) -> {
        print(settings);
        yield misused(problems);
      }
    };
  }

  private void print(List<Loaded.Effective> settings) {
    terminal.settings(
        settings.stream()
            .map(setting ->
                new Terminal.Row(
                    setting.name(), setting.value(), setting.standard(), setting.source().label()))
            .toList());
  }

  private int serve(Mode mode, Invocation.Options options) {
    return switch (ConfigLoader.load(mode, options.file(), environment, options.settings())) {
      case Loaded.Bad(List<String> problems, _) -> misused(problems);
      case Loaded.Good(Config config, _) -> serve(config);
    };
  }

  private int serve(Config config) {
    Logging.configure(config.operation().logs());
    try {
      Application application = Application.start(config);
      Signals.onEnd(new Ending(application));
      List<String> missing = application.awaitReady(READY_WITHIN);
      terminal.print(welcome(config, application.addresses(), missing).text());
      return 0;
    } catch (StartException problem) {
      LOG.debug("the start failed", problem);
      terminal.problems(List.of(String.valueOf(problem.getMessage())));
      return problem.exitCode();
    }
  }

  private int misused(List<String> problems) {
    terminal.problems(problems);
    return MISUSED;
  }

  private static Welcome welcome(
      Config config, List<InetSocketAddress> addresses, List<String> missing) {
    String scheme = config.listening().tls() == null ? "http" : "https";
    List<String> urls =
        addresses.stream()
            .map(address -> scheme + "://" + host(address) + ":" + address.getPort())
            .toList();
    List<Welcome.Login> logins =
        config.mode() == Mode.DEMO
            ? DemoWorld.users(0).stream()
                .map(user -> new Welcome.Login(user.email(), DemoWorld.PASSWORD, user.name()))
                .toList()
            : List.of();
    return new Welcome(
        Version.TEXT, urls.getFirst(), missing, urls.subList(1, urls.size()), logins);
  }

  /** What one types to get there from this machine. */
  private static String host(InetSocketAddress address) {
    if (address.getAddress().isLoopbackAddress() || address.getAddress().isAnyLocalAddress()) {
      return "localhost";
    }
    String host = address.getAddress().getHostAddress();
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
