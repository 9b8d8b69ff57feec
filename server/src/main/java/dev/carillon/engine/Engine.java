package dev.carillon.engine;

import dev.carillon.machine.Running;
import dev.carillon.market.EngineView;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;

/**
 * The exchange's engine as others see it. Any thread; nothing here blocks. What it does not take is
 * refused with {@code BUSY} or {@code UNAVAILABLE}.
 */
public interface Engine extends Running<Command, Answer, EngineView> {}
