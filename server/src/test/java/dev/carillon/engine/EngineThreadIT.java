package dev.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.machine.MachineThread;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EngineThreadIT {
  private static final int ASKERS = 8;

  private final EngineWorld world = new EngineWorld();
  private final AtomicInteger done = new AtomicInteger();

  @Test
  void everySubmissionIsAnsweredAlsoWhenTheEngineEndsMeanwhile() throws Exception {
    EngineAgent agent = world.startWithJohnAndJane();
    List<Future<Integer>> unanswered = new ArrayList<>();
    try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
      try (MachineThread _ = agent.start()) {
        for (int asker = 0; asker < ASKERS; asker++) {
          unanswered.add(askers.submit(() -> askUntilRefused(agent)));
        }
        Await.until(() -> done.get() > 1_000);
      }
    }

    for (Future<Integer> left : unanswered) {
      assertThat(left.get()).isZero();
    }
    assertThat(world.disk.records()).isGreaterThanOrEqualTo(done.get());
  }

  /** How many answers came too often. */
  private int askUntilRefused(EngineAgent agent) throws InterruptedException {
    BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(16);
    Answer answer = new Answer.Done();
    while (!(answer instanceof Answer.Refused)) {
      agent.submit(new Command.Deposit("john", "BTC", 1, null), answers::add);
      answer = answers.take();
      done.incrementAndGet();
    }
    done.decrementAndGet();
    return answers.size();
  }

  @Test
  void aSleepingEngineWakesForEachCommand() {
    EngineAgent agent = world.startWithJohnAndJane();
    try (MachineThread _ = agent.start()) {
      for (int i = 1; i <= 200; i++) {
        int expected = i;
        agent.submit(new Command.Deposit("john", "BTC", 1, null), _ -> done.incrementAndGet());
        Await.until(() -> done.get() == expected);
      }
    }
  }
}
