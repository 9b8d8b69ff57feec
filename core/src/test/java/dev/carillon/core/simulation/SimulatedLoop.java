package dev.carillon.core.simulation;

import dev.carillon.core.cluster.SimulatedTime;
import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.Loop;
import dev.carillon.core.hub.SharedFrames;
import dev.carillon.testkit.FakeLoop;
import java.util.List;

/** An event loop whose turns come soon after there is something to do. */
final class SimulatedLoop implements Loop {
  private static final long TURN_MILLIS = 2;

  private final FakeLoop loop = new FakeLoop();
  private final SimulatedTime time;
  private boolean scheduled;

  SimulatedLoop(SimulatedTime time) {
    this.time = time;
  }

  @Override
  public int index() {
    return 0;
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(task);
    if (!scheduled) {
      scheduled = true;
      time.after(
          TURN_MILLIS,
          () -> {
            scheduled = false;
            loop.runTurn();
          });
    }
  }

  @Override
  public boolean inLoop() {
    return loop.inLoop();
  }

  @Override
  public SharedFrames share(List<Frame> frames, boolean deflated) {
    return loop.share(frames, deflated);
  }
}
