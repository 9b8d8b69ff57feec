package dev.carillon.protocol.phoenix;

import dev.carillon.core.session.Admission;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Session;
import dev.carillon.testkit.RecorderLink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client of a {@link PhoenixWorld}. In what it says and hears ' stands for ". */
final class PhoenixClient {
  private final PhoenixWorld world;
  final RecorderLink link;
  final Session session;

  PhoenixClient(PhoenixWorld world, Admission.Accepted accepted) {
    this.world = world;
    this.link = new RecorderLink(world.loop);
    this.session = accepted.session().apply(link);
    world.loop.run(session::receiveOpen);
  }

  /** Sends a frame, and gives what came back. */
  List<String> hears(String frame) {
    byte[] utf8 = frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    world.loop.run(() -> session.receiveText(utf8, 0, utf8.length, world.clock.nanos()));
    return hears();
  }

  /** Sends frames that arrive in one turn, and gives what came back. */
  List<String> hearsAll(String... frames) {
    world.loop.run(() -> {
      for (String frame : frames) {
        byte[] utf8 = frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        session.receiveText(utf8, 0, utf8.length, world.clock.nanos());
      }
    });
    return hears();
  }

  /** Lets the loop turn, and gives what came. */
  List<String> hears() {
    world.loop.runTurn();
    return link.takeTexts().stream().map(text -> text.replace('"', '\'')).toList();
  }

  List<String> hearsBinary(byte... frame) {
    world.loop.run(() -> session.receiveBinary(frame, 0, frame.length, world.clock.nanos()));
    return hears();
  }

  /** Joins with join_ref and ref of this number, and forgets what came. */
  PhoenixClient join(String topic, int ref) {
    hears("['%d','%d','%s','phx_join',{}]".formatted(ref, ref, topic));
    return this;
  }

  void tick() {
    world.loop.run(() -> session.onTick(world.clock.millis()));
  }

  void vanish(CloseReason reason) {
    world.loop.run(() -> session.receiveEnd(reason));
  }

  /** With what code it was closed, or 0 while it is open. */
  int closeCode() {
    CloseReason reason = link.closeReason();
    return reason == null ? 0 : reason.code();
  }

  @Nullable CloseReason closed() {
    return link.closeReason();
  }
}
