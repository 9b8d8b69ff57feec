package dev.carillon.deskengine;

import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.machine.Running;

/**
 * The FX desk as others see it. Any thread; nothing here blocks. What it does not take is refused
 * with {@code BUSY} or {@code UNAVAILABLE}.
 */
public interface DeskEngine extends Running<Command, Answer, DeskView> {}
