package dev.carillon.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.ws.LiveClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo of three nodes, started once for nearly all: what the README says to try, a node that is
 * killed and started again, and Ctrl-C.
 */
@Timeout(300)
class ClusterDemoIT {
  private static final int PROCESSES = 6;
  private static final int WITH_ONE_NODE = 4;

  @Test
  void theReadmeIsTrueANodeCanBeKilledAndStartedAgainAndCtrlCEndsAll(@TempDir Path folder)
      throws Exception {
    List<ProcessHandle> all;
    try (DemoProcess demo = new DemoProcess(folder, CtrlC.heard())) {
      demo.await(line -> line.contains("the exchange is led by node"));
      demo.await(line -> line.contains("the desk is led by node"));
      all = demo.all(folder);
      assertThat(all).hasSize(PROCESSES).allMatch(ProcessHandle::isAlive);

      whatTheReadmeSaysHappens(demo.ports());
      aKilledNodeIsStartedAgain(demo);

      all = demo.all(folder);
      demo.interrupt();
      demo.awaitEnd();
    }
    assertThat(all).hasSize(PROCESSES).noneMatch(ProcessHandle::isAlive);
    assertThat(folder).isDirectoryNotContaining("glob:**/carillon-cluster-demo*");
  }

  @Test
  void inTheBackgroundWhereCtrlCIsIgnoredSigtermEndsAllEvenWhileItStarts(@TempDir Path folder)
      throws Exception {
    List<ProcessHandle> all;
    try (DemoProcess demo = new DemoProcess(folder, CtrlC.ignored())) {
      demo.await(line -> line.startsWith("node1 |"));
      all = demo.all(folder);

      demo.terminate();
      demo.awaitEnd();
    }
    assertThat(all).hasSize(WITH_ONE_NODE).noneMatch(ProcessHandle::isAlive);
    assertThat(folder).isDirectoryNotContaining("glob:**/carillon-cluster-demo*");
  }

  private static void whatTheReadmeSaysHappens(List<Integer> ports) throws IOException {
    try (ReadmeSteps steps = new ReadmeSteps(ports)) {
      steps.payIn();

      List<String> answers = steps.run();

      assertThat(answers).hasSize(2).allMatch(answer -> answer.contains("\"success\":true"));
      List<LiveClient> clients = steps.clients();
      assertThat(clients).hasSize(4);
      clients.get(0).await("\"content\":\"Hello\"");
      clients.get(1).await(text -> text.contains("\"order") && text.contains("100.00"));
      clients.get(2).await(text -> text.contains("presence_diff") && text.contains("Jane Smith"));
      clients.get(2).await(text -> text.contains("new_message") && text.contains("Hello John"));
    }
  }

  private static void aKilledNodeIsStartedAgain(DemoProcess demo) throws IOException {
    ProcessHandle killed = demo.nodeProcesses().getFirst();
    killed.destroyForcibly();
    demo.await(line -> line.startsWith("node1 | has ended with 137"));

    demo.type("start 1");

    String process = "process " + killed.pid() + ")";
    demo.await(line -> line.startsWith("node1 | is ready") && !line.contains(process));
  }
}
