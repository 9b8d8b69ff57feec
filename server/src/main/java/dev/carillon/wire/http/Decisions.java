package dev.carillon.wire.http;

import dev.carillon.gate.Gate;
import dev.carillon.gate.TurnedAway;
import dev.carillon.http.Response;
import dev.carillon.wire.http.UpgradeSwitch.Decision;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Has requests decided, however long that takes: an API may have to ask somebody first, and may
 * want who is refused to wait. Called on event loops.
 */
final class Decisions {
  private final UpgradeSwitch upgrades;
  private final Gate gate;
  private final Executor threads;

  /**
   * @param threads a thread for each task
   */
  Decisions(UpgradeSwitch upgrades, Gate gate, Executor threads) {
    this.upgrades = upgrades;
    this.gate = gate;
    this.threads = threads;
  }

  /**
   * Hands {@code then} the decision on the channel's loop, before it returns where that can be.
   * Nothing is granted to a connection that is gone.
   */
  void decide(
      RequestHead head, HttpRequest request, Channel channel, Consumer<Decision.Settled> then) {
    take(upgrades.decide(head, request), channel, then);
  }

  private void take(Decision decision, Channel channel, Consumer<Decision.Settled> then) {
    switch (decision) {
      case Decision.Pending pending -> threads.execute(() -> ask(pending, channel, then));
      case Decision.Granted granted when !channel.isActive() ->
          gate.leave(granted.handshake().remoteAddress());
      case Decision.Refused refused when !refused.hold().isZero() && gate.hold() ->
          hold(refused, channel, then);
      case Decision.Settled settled -> then.accept(settled);
    }
  }

  private void ask(Decision.Pending pending, Channel channel, Consumer<Decision.Settled> then) {
    // APIs do not throw; should one, the client is not left waiting.
    Decision answer = new Decision.Refused(TurnedAway.DIALECT, Response.empty(500));
    try {
      answer = upgrades.settle(pending);
    } finally {
      Decision settled = answer;
      channel.eventLoop().execute(() -> take(settled, channel, then));
    }
  }

  /** Until its time is over, or the client does not wait any longer. */
  private void hold(Decision.Refused refused, Channel channel, Consumer<Decision.Settled> then) {
    Runnable letGo =
        () -> {
          gate.letGo();
          then.accept(refused);
        };
    Future<?> end =
        channel.eventLoop().schedule(letGo, refused.hold().toNanos(), TimeUnit.NANOSECONDS);
    Future<?> _ =
        channel
            .closeFuture()
            .addListener(_ -> {
              if (end.cancel(false)) {
                letGo.run();
              }
            });
  }
}
