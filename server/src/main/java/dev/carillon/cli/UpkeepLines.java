package dev.carillon.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The commands that care for what a server keeps. */
final class UpkeepLines {
  static final String MIGRATE = "migrate";
  static final String BACKUP = "backup";
  static final String RESTORE = "restore";
  static final String MOVE = "move";

  private static final String CHECK_FLAG = "--check";
  private static final String TO_FLAG = "--to";
  private static final String DATABASE = "CARILLON_DATABASE_URL";

  private UpkeepLines() {}

  static void addTo(CommandSpec root) {
    root.addSubcommand(MIGRATE, migrate())
        .addSubcommand(
            BACKUP,
            withFile(
                BACKUP,
                "Copies the data folder of a server, which may run, into one file. It holds secrets.",
                "a new one"))
        .addSubcommand(
            RESTORE,
            withFile(RESTORE, "Brings a backup into an empty data folder.", "what backup wrote"))
        .addSubcommand(MOVE, move());
  }

  private static CommandSpec migrate() {
    return CommandLines.command(
            MIGRATE, "Brings the tables of the database to this version; a start does so, too.")
        .addOption(CommandLines.demo())
        .addOption(
            OptionSpec.builder(CHECK_FLAG)
                .description("only say what there is to do; 3: something")
                .build());
  }

  private static CommandSpec withFile(String name, String about, String file) {
    return CommandLines.command(name, about)
        .addOption(CommandLines.demo())
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .required(true)
                .type(Path.class)
                .paramLabel("FILE")
                .description(file)
                .build());
  }

  private static CommandSpec move() {
    return CommandLines.command(
            MOVE, "Copies all that is in the data folder into an empty PostgreSQL database.")
        .addOption(CommandLines.demo())
        .addOption(
            OptionSpec.builder(TO_FLAG)
                .type(String.class)
                .paramLabel("URL")
                .description("postgresql://user:password@host:5432/name (" + DATABASE + ")")
                .build());
  }

  /** What a command line with one of these names asks for. */
  static Invocation read(String name, ParseResult command) {
    boolean demo = command.hasMatchedOption(CommandLines.DEMO_FLAG);
    Invocation.Options options = CommandLines.options(command);
    return switch (name) {
      case MIGRATE -> new Invocation.Migrate(command.hasMatchedOption(CHECK_FLAG), demo, options);
      case BACKUP -> new Invocation.Backup(file(command), demo, options);
      case RESTORE -> new Invocation.Restore(file(command), demo, options);
      default -> new Invocation.Move(demo, withTarget(command, options));
    };
  }

  private static Path file(ParseResult command) {
    return command.<Path>matchedPositionalValue(0, Path.of(""));
  }

  private static Invocation.Options withTarget(ParseResult command, Invocation.Options options) {
    if (!command.hasMatchedOption(TO_FLAG)) {
      return options;
    }
    Map<String, String> settings = new TreeMap<>(options.settings());
    settings.put(DATABASE, command.<String>matchedOptionValue(TO_FLAG, ""));
    return new Invocation.Options(options.file(), settings);
  }
}
