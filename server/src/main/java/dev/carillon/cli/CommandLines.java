package dev.carillon.cli;

import dev.carillon.cli.Invocation.Options;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reads the command line. */
public final class CommandLines {
  private static final int MISUSED = 2;
  private static final String ROOT = "carillon";
  private static final String CONFIG_FLAG = "--config";
  static final String DEMO_FLAG = "--demo";

  /** A flag that is short for a setting; the setting's own rules check its value. */
  private record Flag(String name, String setting, String value, String about) {}

  private static final List<Flag> FLAGS =
      List.of(
          new Flag("--port", "WEBSOCKET_PORT", "N", "listen on this port alone; 0: any free one"),
          new Flag("--host", "WEBSOCKET_HOST", "ADDRESS", "listen on this address"),
          new Flag("--data", "CARILLON_DATA", "DIR", "keep everything in this folder"),
          new Flag("--limits", "LIMITS", "on|off", "off: no rates, no counts are limited"),
          new Flag("--seed", "CARILLON_SEED", "N", "the same seed gives the same simulation"),
          new Flag("--log", "CARILLON_LOG_FORMAT", "text|json", "the form of log lines"));

  private CommandLines() {}

  /** What {@code arguments} ask for; a mistake in them is an {@link Invocation.Explain}. */
  public static Invocation parse(String... arguments) {
    CommandLine commands = commands();
    try {
      ParseResult result = commands.parseArgs(arguments);
      ParseResult command = result;
      while (command.hasSubcommand()) {
        command = command.subcommand();
      }
      if (command.isUsageHelpRequested() || arguments.length == 0) {
        return new Invocation.Explain(command.commandSpec().commandLine().getUsageMessage(), 0);
      }
      return switch (command.commandSpec().qualifiedName().substring(ROOT.length()).strip()) {
        case EngineLines.ENGINE_REPLAY -> EngineLines.replay(command);
        case EngineLines.ENGINE_SKIP -> EngineLines.skip(Invocation.Journaled.ENGINE, command);
        case EngineLines.DESK_SKIP -> EngineLines.skip(Invocation.Journaled.DESK, command);
        case EngineLines.DESK ->
            throw new ParameterException(commands, "desk: a command is missing: skip");
        case ReplayLines.REPLAY -> ReplayLines.replay(command);
        case UpkeepLines.MIGRATE, UpkeepLines.BACKUP, UpkeepLines.RESTORE, UpkeepLines.MOVE ->
            UpkeepLines.read(command.commandSpec().name(), command);
        case EngineLines.ENGINE ->
            throw new ParameterException(commands, "engine: a command is missing: replay or skip");
        case "" ->
            throw new ParameterException(
                commands,
                "a command is missing: demo, serve, config, migrate, backup, restore, move, engine,"
                    + " desk or replay");
        default -> invocation(command);
      };
    } catch (ParameterException problem) {
      return new Invocation.Explain(
          "carillon: " + problem.getMessage() + " (see ./carillon --help)\n", MISUSED);
    }
  }

  private static Invocation invocation(ParseResult command) {
    Options options = options(command);
    return switch (command.commandSpec().name()) {
      case "demo" -> new Invocation.Demo(options);
      case "serve" -> new Invocation.Serve(options);
      default -> new Invocation.ShowConfig(command.hasMatchedOption(DEMO_FLAG), options);
    };
  }

  static Options options(ParseResult command) {
    Map<String, String> settings = new HashMap<>();
    for (Flag flag : FLAGS) {
      if (command.hasMatchedOption(flag.name())) {
        settings.put(flag.setting(), command.<String>matchedOptionValue(flag.name(), ""));
      }
    }
    Path file = command.<Path>matchedOptionValue(CONFIG_FLAG, null);
    return new Options(file, settings);
  }

  private static CommandLine commands() {
    CommandSpec config =
        command("config", "Prints the effective settings: value, default, source.")
            .addOption(demo());
    CommandSpec root =
        CommandSpec.create()
            .name(ROOT)
            .mixinStandardHelpOptions(false)
            .addOption(help())
            .addSubcommand(
                "demo", command("demo", "Starts on this machine with demo users and data."))
            .addSubcommand("serve", command("serve", "Starts for real; needs a signing key."))
            .addSubcommand("config", config)
            .addSubcommand(EngineLines.ENGINE, EngineLines.spec())
            .addSubcommand(EngineLines.DESK, EngineLines.deskSpec())
            .addSubcommand(ReplayLines.REPLAY, ReplayLines.spec());
    UpkeepLines.addTo(root);
    root.usageMessage().description("One realtime server, five documented WebSocket APIs.");
    return new CommandLine(root);
  }

  static OptionSpec demo() {
    return OptionSpec.builder(DEMO_FLAG).description("the settings of `demo`").build();
  }

  static CommandSpec command(String name, String about) {
    CommandSpec command = CommandSpec.create().name(name).addOption(help());
    command.usageMessage().description(about);
    command.addOption(
        OptionSpec.builder(CONFIG_FLAG)
            .type(Path.class)
            .paramLabel("FILE")
            .description("read settings from this file (default: ./carillon.yaml)")
            .build());
    for (Flag flag : FLAGS) {
      command.addOption(
          OptionSpec.builder(flag.name())
              .type(String.class)
              .paramLabel(flag.value())
              .description(flag.about() + " (" + flag.setting() + ")")
              .build());
    }
    return command;
  }

  static OptionSpec help() {
    return OptionSpec.builder("--help", "-h").usageHelp(true).description("print this").build();
  }
}
