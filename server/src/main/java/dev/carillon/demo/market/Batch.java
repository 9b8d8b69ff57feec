package dev.carillon.demo.market;

import dev.carillon.market.model.Command;
import java.util.ArrayList;
import java.util.List;

/** The commands of one step, of which the makers may give so many. */
final class Batch {
  private final List<Command> commands = new ArrayList<>();
  private int left;

  Batch(int makerCommands) {
    left = makerCommands;
  }

  /** How many more the makers may give. */
  int left() {
    return left;
  }

  /** A maker's command. */
  void quote(Command command) {
    left--;
    commands.add(command);
  }

  /** Somebody else's. */
  void add(Command command) {
    commands.add(command);
  }

  List<Command> commands() {
    return commands;
  }
}
