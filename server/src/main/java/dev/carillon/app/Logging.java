package dev.carillon.app;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.carillon.app.config.Config;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log lines to standard error: text for people or one JSON object each for machines. */
final class Logging {
  private static final String PATTERN =
      "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\"} %-5level %logger{0}: %msg%n";

  private static final String ACCESS = "dev.carillon.access";
  private static final int ACCESS_LINES = 8_192;

  /** Libraries that have much to say about themselves. */
  private static final String[] TALKATIVE = {"io.netty", "org.flywaydb", "com.zaxxer.hikari"};

  private Logging() {}

  /** Sets it up for the process, in place of what was there. */
  static void configure(Config.Logs logs) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder(logs.format(), context));
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(logs.level().toUpperCase(Locale.ROOT)));
    root.addAppender(appender);
    for (String library : TALKATIVE) {
      context.getLogger(library).setLevel(Level.WARN);
    }
    ch.qos.logback.classic.Logger access = context.getLogger(ACCESS);
    access.setAdditive(false);
    access.setLevel(logs.access() ? null : Level.OFF);
    access.addAppender(queued(appender, context));
  }

  /** Writes out what waits; nothing is logged any more. */
  static void flush() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  /** Thousands of lines a second must not hold requests up: when it gets too much, some go. */
  private static Appender<ILoggingEvent> queued(
      Appender<ILoggingEvent> appender, LoggerContext context) {
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setQueueSize(ACCESS_LINES);
    queue.setNeverBlock(true);
    queue.addAppender(appender);
    queue.start();
    return queue;
  }

  private static Encoder<ILoggingEvent> encoder(String format, LoggerContext context) {
    EncoderBase<ILoggingEvent> encoder;
    if (format.equals("json")) {
      JsonEncoder json = new JsonEncoder();
      json.setWithArguments(false);
      json.setWithMessage(false);
      json.setWithFormattedMessage(true);
      json.setWithContext(false);
      json.setWithSequenceNumber(false);
      json.setWithNanoseconds(false);
      encoder = json;
    } else {
      PatternLayoutEncoder text = new PatternLayoutEncoder();
      text.setPattern(PATTERN);
      encoder = text;
    }
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }
}
