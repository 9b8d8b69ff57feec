package dev.carillon.wire.frame;

import dev.carillon.core.session.CloseReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes down what a decoder found, one line each; may stop accepting after some of them. */
final class FrameRecorder implements FrameListener {
  private final List<String> heard = new ArrayList<>();
  private int stopAfter = Integer.MAX_VALUE;

  List<String> heard() {
    return heard;
  }

  void stopAfter(int count) {
    stopAfter = count;
  }

  @Override
  public boolean accepting() {
    return heard.size() < stopAfter;
  }

  @Override
  public void onText(byte[] utf8, int offset, int length) {
    heard.add("text " + new String(utf8, offset, length, StandardCharsets.UTF_8));
  }

  @Override
  public void onBinary(byte[] bytes, int offset, int length) {
    heard.add("binary " + HexFormat.of().formatHex(bytes, offset, offset + length));
  }

  @Override
  public void onPing(byte[] payload, int offset, int length) {
    heard.add("ping " + new String(payload, offset, length, StandardCharsets.UTF_8));
  }

  @Override
  public void onPong() {
    heard.add("pong");
  }

  @Override
  public void onClose(int code) {
    heard.add("close " + code);
  }

  @Override
  public void onViolation(CloseReason reason) {
    heard.add("violation " + reason.code() + " " + reason.text());
  }
}
