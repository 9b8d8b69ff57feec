package dev.carillon.cli;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The commands {@code engine} and {@code desk} and what stands below them. */
final class EngineLines {
  static final String ENGINE = "engine";
  static final String REPLAY = "replay";
  static final String ENGINE_REPLAY = ENGINE + " " + REPLAY;
  static final String SKIP = "skip";
  static final String ENGINE_SKIP = ENGINE + " " + SKIP;
  static final String DESK = "desk";
  static final String DESK_SKIP = DESK + " " + SKIP;

  private static final String FORMAT_FLAG = "--format";
  private static final String REPORTS_FLAG = "--reports";
  private static final String TEXT = "csv";
  private static final String RECORDS = "bin";

  private EngineLines() {}

  static CommandSpec spec() {
    CommandSpec engine = CommandSpec.create().name(ENGINE).addOption(CommandLines.help());
    engine.usageMessage().description("The exchange's matching engine: its book, its journal.");
    return engine.addSubcommand(REPLAY, replaySpec()).addSubcommand(SKIP, skipSpec(ENGINE));
  }

  static CommandSpec deskSpec() {
    CommandSpec desk = CommandSpec.create().name(DESK).addOption(CommandLines.help());
    desk.usageMessage().description("The FX desk: its journal.");
    return desk.addSubcommand(SKIP, skipSpec(DESK));
  }

  private static CommandSpec skipSpec(String machine) {
    return CommandLines.command(
            SKIP,
            "Leaves out, at every start, the command of the journal at which the %s fails. The server"
                    .formatted(machine)
                + " must not run.")
        .addOption(CommandLines.demo())
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .required(true)
                .type(Long.class)
                .paramLabel("POSITION")
                .description("the record that the start named")
                .build());
  }

  static Invocation skip(Invocation.Journaled machine, ParseResult command) {
    return new Invocation.Skip(
        machine,
        command.<Long>matchedPositionalValue(0, 0L),
        command.hasMatchedOption(CommandLines.DEMO_FLAG),
        CommandLines.options(command));
  }

  private static CommandSpec replaySpec() {
    CommandSpec replay = CommandSpec.create().name(REPLAY).addOption(CommandLines.help());
    replay
        .usageMessage()
        .description(
            "Runs a bare book over a file of commands, and says how fast it was.",
            "A line is seq,type,side,ioc,qty,order_id,price; type 0 new, 1 cancel, 2 modify; "
                + "side 0 buy, 1 sell; ioc 0 or 1.");
    return replay
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .required(true)
                .type(Path.class)
                .paramLabel("COMMANDS")
                .description("the file")
                .build())
        .addOption(
            OptionSpec.builder(FORMAT_FLAG)
                .type(String.class)
                .paramLabel("csv|bin")
                .defaultValue(TEXT)
                .description("lines, or records of 40 bytes")
                .build())
        .addOption(
            OptionSpec.builder(REPORTS_FLAG)
                .type(Path.class)
                .paramLabel("OUT")
                .description("write what the book said to this file")
                .build());
  }

  static Invocation replay(ParseResult command) {
    String format = command.<String>matchedOptionValue(FORMAT_FLAG, TEXT);
    if (!format.equals(TEXT) && !format.equals(RECORDS)) {
      throw new ParameterException(
          command.commandSpec().commandLine(),
          FORMAT_FLAG + ": " + format + " (expected: csv or bin)");
    }
    return new Invocation.EngineReplay(
        command.<Path>matchedPositionalValue(0, Path.of("")),
        format.equals(RECORDS),
        command.<Path>matchedOptionValue(REPORTS_FLAG, null));
  }
}
