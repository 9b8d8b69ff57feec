package dev.carillon.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads files of commands. As text, a line is {@code seq,type,side,ioc,qty,order_id,price}, all
 * whole numbers: {@code 17,0,1,0,25,9001,101350} sells 25 at 101350. As bytes, 16 bytes to be
 * skipped, then records of 40: {@code u8 type, u8 side, u8 ioc, u8 pad, u32 qty, u64 seq, u64
 * order_id, i64 price, i64 reserved}, little-endian.
 */
public final class CommandFiles {
  private static final String[] FIELDS = {"seq", "type", "side", "ioc", "qty", "order_id", "price"};
  private static final int HEADER = 16;
  private static final int RECORD = 40;

  private final byte[] bytes;
  private final Commands commands = new Commands();
  private final long[] fields = new long[FIELDS.length];
  private int at;
  private int place;

  private CommandFiles(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads lines, ended by LF or CR LF, the last one perhaps by nothing.
   *
   * @throws CommandFileException if one of them is no command
   */
  public static Commands ofText(byte[] bytes) {
    CommandFiles file = new CommandFiles(bytes);
    while (file.at < bytes.length) {
      file.line();
    }
    return file.commands;
  }

  /**
   * Reads records.
   *
   * @throws CommandFileException if one of them is no command
   */
  public static Commands ofRecords(byte[] bytes) {
    CommandFiles file = new CommandFiles(bytes);
    if (bytes.length < HEADER || (bytes.length - HEADER) % RECORD != 0) {
      throw new CommandFileException(
          "the file: %d bytes (expected: %d, and %d for each command)"
              .formatted(bytes.length, HEADER, RECORD));
    }
    ByteBuffer records = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = HEADER; start < bytes.length; start += RECORD) {
      file.record(records, start);
    }
    return file.commands;
  }

  private void record(ByteBuffer records, int start) {
    place++;
    fields[0] = records.getLong(start + 8);
    fields[1] = records.get(start) & 0xFF;
    fields[2] = records.get(start + 1) & 0xFF;
    fields[3] = records.get(start + 2) & 0xFF;
    fields[4] = records.getInt(start + 4) & 0xFFFF_FFFFL;
    fields[5] = records.getLong(start + 16);
    fields[6] = records.getLong(start + 24);
    check("record ");
  }

  private void line() {
    place++;
    int start = at;
    for (int field = 0; field < FIELDS.length; field++) {
      if (field > 0) {
        if (at == bytes.length || bytes[at] != ',') {
          throw malformed(start);
        }
        at++;
      }
      fields[field] = number(start, field);
    }
    if (at < bytes.length && bytes[at] == '\r') {
      at++;
    }
    if (at < bytes.length && bytes[at++] != '\n') {
      throw malformed(start);
    }
    check("line ");
  }

  private long number(int start, int field) {
    boolean negative = at < bytes.length && bytes[at] == '-';
    int first = negative ? ++at : at;
    long value = 0;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      int digit = bytes[at++] - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        throw new CommandFileException(
            "line %d: %s (expected: a number that fits 64 bits)".formatted(place, FIELDS[field]));
      }
      value = value * 10 + digit;
    }
    if (at == first) {
      throw malformed(start);
    }
    return negative ? -value : value;
  }

  private CommandFileException malformed(int start) {
    int end = start;
    while (end < bytes.length && bytes[end] != '\n' && end - start < 80) {
      end++;
    }
    String text = new String(bytes, start, end - start, StandardCharsets.UTF_8).strip();
    return new CommandFileException(
        "line %d: %s (expected: %s, whole numbers)"
            .formatted(place, text, String.join(",", FIELDS)));
  }

  private void check(String kind) {
    expect(kind, 0, 0, Long.MAX_VALUE);
    expect(kind, 1, Commands.NEW, Commands.MODIFY);
    expect(kind, 2, 0, 1);
    expect(kind, 3, 0, 1);
    expect(kind, 5, 0, Long.MAX_VALUE);
    if (fields[1] != Commands.CANCEL) {
      expect(kind, 4, 1, Long.MAX_VALUE);
      expect(kind, 6, 1, Long.MAX_VALUE);
    }
    commands.add((int) fields[1], fields[2] == 1, fields[3] == 1);
    commands.set(fields[0], fields[5], fields[4], fields[6]);
  }

  private void expect(String kind, int field, long low, long high) {
    if (fields[field] < low || fields[field] > high) {
      throw new CommandFileException(
          "%s%d: %s: %d (expected: %d..%s)"
              .formatted(
                  kind,
                  place,
                  FIELDS[field],
                  fields[field],
                  low,
                  high == Long.MAX_VALUE ? "2^63-1" : high));
    }
  }
}
