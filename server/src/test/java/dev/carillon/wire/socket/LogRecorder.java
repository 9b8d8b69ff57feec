package dev.carillon.wire.socket;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes what is logged as a warning or worse, from its making to its closing, in place of whoever
 * else would show it.
 */
final class LogRecorder extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
  private final ch.qos.logback.classic.Logger root;

  LogRecorder() {
    LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
    root = logs.getLogger(Logger.ROOT_LOGGER_NAME);
    root.iteratorForAppenders().forEachRemaining(others::add);
    others.forEach(root::detachAppender);
    setContext(logs);
    start();
    root.addAppender(this);
  }

  /** Logger's simple name and message. */
  List<String> lines() {
    return lines;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
      String logger = event.getLoggerName();
      lines.add(logger.substring(logger.lastIndexOf('.') + 1) + ": " + event.getFormattedMessage());
    }
  }

  @Override
  public void close() {
    root.detachAppender(this);
    others.forEach(root::addAppender);
    stop();
  }
}
