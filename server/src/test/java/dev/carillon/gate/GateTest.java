package dev.carillon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.gate.Gate.Refused;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final int MANY = Integer.MAX_VALUE;
  private static final long SECOND = 1_000_000_000L;

  private static Gate gate(GateLimits limits) {
    return new Gate(limits, new Random(1), () -> 0.5);
  }

  private static Optional<TurnedAway> reason(Optional<Refused> refused) {
    return refused.map(Refused::reason);
  }

  @Test
  void anOpenGateLetsEverybodyIn() {
    Gate gate = Gate.open();

    for (int i = 0; i < 10_000; i++) {
      assertThat(gate.accepted()).isEmpty();
      assertThat(gate.enter("192.0.2.1", 0)).isEmpty();
    }
  }

  @Test
  void aFullServerSaysSoAndThenClosesItsDoor() {
    Gate gate = gate(new GateLimits(2, MANY, MANY, MANY, MANY, 1));
    for (int i = 0; i < 3; i++) {
      assertThat(gate.accepted()).isEmpty();
    }

    assertThat(reason(gate.enter("192.0.2.1", 0))).contains(TurnedAway.CONNECTIONS);
    for (int i = 3; i < 130; i++) {
      assertThat(gate.accepted()).isEmpty();
    }
    assertThat(gate.accepted()).contains(TurnedAway.CONNECTIONS);

    for (int i = 0; i < 129; i++) {
      gate.closed(false);
    }
    assertThat(gate.enter("192.0.2.1", 0)).isEmpty();
  }

  @Test
  void aTenthOfAllMayBeHeldAndAFullServerHoldsNobody() {
    Gate gate = gate(new GateLimits(20, MANY, MANY, MANY, MANY, 1));
    assertThat(gate.hold()).isTrue();
    assertThat(gate.hold()).isTrue();
    assertThat(gate.hold()).isFalse();
    gate.letGo();
    assertThat(gate.hold()).isTrue();
    gate.letGo();

    for (int i = 0; i < 21; i++) {
      assertThat(gate.accepted()).isEmpty();
    }
    assertThat(gate.hold()).isFalse();
  }

  @Test
  void whoAskedIsNotHalfOpen() {
    Gate gate = gate(new GateLimits(MANY, 1, MANY, MANY, MANY, 1));

    assertThat(gate.accepted()).isEmpty();
    assertThat(gate.accepted()).contains(TurnedAway.HALF_OPEN);
    gate.closed(false);
    gate.asked();
    assertThat(gate.accepted()).isEmpty();
    gate.closed(true);
    gate.closed(false);
    assertThat(gate.connections()).isZero();
    assertThat(gate.accepted()).isEmpty();
  }

  @Test
  void anIpv6NetworkIsOneAddress() {
    Gate gate = gate(GateLimits.OFF.perAddress(1, MANY));

    assertThat(gate.enter("2001:db8:1:2::1", 0)).isEmpty();
    assertThat(gate.enter("2001:db8:1:2:ffff::1", 0).map(Refused::status)).contains(429);
    assertThat(gate.enter("2001:db8:1:3::1", 0)).isEmpty();

    gate.leave("2001:db8:1:2::1");
    assertThat(gate.enter("2001:db8:1:2:ffff::1", 0)).isEmpty();
  }

  @Test
  void whoConnectsTooOftenIsToldWhenToComeAgain() {
    Gate gate = gate(GateLimits.OFF.perAddress(MANY, 2));

    assertThat(gate.enter("192.0.2.1", 0)).isEmpty();
    assertThat(gate.enter("192.0.2.1", 0)).isEmpty();
    assertThat(gate.enter("192.0.2.1", 0)).contains(new Refused(TurnedAway.ADDRESS_RATE, 429, 30));
    assertThat(gate.enter("192.0.2.2", 0)).isEmpty();
    assertThat(gate.enter("192.0.2.1", 30 * SECOND)).isEmpty();
  }

  @Test
  void aStormIsSpread() {
    Gate gate = gate(new GateLimits(MANY, MANY, MANY, MANY, 10, 1));
    for (int i = 0; i < 10; i++) {
      assertThat(gate.enter("192.0.2." + i, 0)).isEmpty();
    }

    for (int i = 0; i < 50; i++) {
      Refused refused = gate.enter("192.0.2.1", 0).orElseThrow();
      assertThat(refused.reason()).isEqualTo(TurnedAway.RATE);
      assertThat(refused.retryAfterSeconds()).isBetween(1L, 10L);
    }
    assertThat(gate.enter("192.0.2.1", SECOND)).isEmpty();
  }

  @Test
  void aFullHeapLetsNobodyIn() {
    GateLimits limits = new GateLimits(MANY, MANY, MANY, MANY, MANY, 0.9);
    Gate gate = new Gate(limits, new Random(1), () -> 0.91);

    assertThat(reason(gate.enter("192.0.2.1", 0))).contains(TurnedAway.HEAP);
  }

  @Test
  void limitsFitTheMachine() {
    GateLimits limits = GateLimits.fitting(20_000, 2);

    assertThat(limits.connections()).isEqualTo(19_616);
    assertThat(limits.halfOpen()).isEqualTo(1_961);
    assertThat(limits.upgradesPerSecond()).isEqualTo(4_000);
  }
}
