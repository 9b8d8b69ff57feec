package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.MemoryChatStore;
import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Clients that keep no numbers and only do what they are told, cut off at random points: what they
 * show at the end is what one shows that was never cut off.
 */
class StickyPropertyTest {
  private static final int READERS = 4;
  private static final int STEPS = 150;
  private static final int BEFORE = 45;

  @Seeds(150)
  void aClientThatOnlyAppliesWhatItIsToldShowsWhatIs(RandomGenerator random) {
    new Run(random).go();
  }

  /** One random history. */
  private static final class Run {
    private final RandomGenerator random;
    private final ChatApiWorld world =
        new ChatApiWorld(
            new ChatApiSettings(ChatApiSettings.RefuseAt.JOIN, Duration.ofHours(1), null),
            2,
            new MemoryChatStore());
    private final List<PlainReader> readers = new ArrayList<>();
    private final PlainReader witness;
    private final List<String> ids = new ArrayList<>();
    private int said;

    Run(RandomGenerator random) {
      this.random = random;
      for (int i = 0; i < BEFORE; i++) {
        ids.add(world.send("jane", "before " + i).id());
      }
      witness = new PlainReader(world, allow("witness", "jane"), 0, true);
      witness.connect();
      world.run();
      witness.listen();
      for (int i = 0; i < READERS; i++) {
        String token = allow("reader" + i, i % 2 == 0 ? "john" : "jane");
        readers.add(new PlainReader(world, token, i % 2, i / 2 == 0));
      }
    }

    private String allow(String token, String user) {
      long now = world.clock.millis();
      Principal principal =
          new Principal(
              user, user, Set.of(), token, now, now + ChatApiWorld.HOUR, Permissions.UNSTATED);
      world.allow(token, principal);
      return token;
    }

    void go() {
      for (int step = 0; step < STEPS; step++) {
        step();
        witness.listen();
        ids.addAll(witness.takeNewIds());
      }
      readers.forEach(PlainReader::back);
      world.run();
      witness.listen();
      readers.forEach(PlainReader::listen);

      assertThat(world.incidents).isEmpty();
      for (PlainReader reader : readers) {
        assertThat(reader.shown()).as("messages of %s", reader).isEqualTo(witness.shownAs(reader));
        assertThat(reader.replies())
            .as("replies of %s", reader)
            .isEqualTo(witness.repliesAs(reader));
      }
    }

    private void step() {
      PlainReader reader = readers.get(random.nextInt(readers.size()));
      switch (random.nextInt(12)) {
        case 0, 1 -> work();
        case 2, 3 -> world.loops.get(random.nextInt(world.loops.size())).runTurn();
        case 4 -> cutOrBack(reader);
        case 5 -> world.clock.advanceMillis(random.nextInt(6_000));
        case 6 -> reader.beat();
        case 7 -> reader.listen();
        default -> change();
      }
      readers.stream().filter(PlainReader::isLongGone).forEach(PlainReader::back);
    }

    private void work() {
      Runnable task = world.blocking.poll();
      if (task != null) {
        task.run();
      }
    }

    private void cutOrBack(PlainReader reader) {
      if (reader.isConnected()) {
        reader.cut(random.nextBoolean());
      } else {
        reader.back();
      }
    }

    private void change() {
      String id = ids.get(random.nextInt(ids.size()));
      String about = "'message_id':'" + id + "'";
      switch (random.nextInt(7)) {
        case 0, 1 -> witness.say("send_message", "{'content':'say " + said++ + "'}");
        case 2 -> witness.say("edit_message", "{" + about + ",'content':'edit " + said++ + "'}");
        case 3 -> witness.say("delete_message", "{" + about + "}");
        case 4 -> witness.say("add_reaction", "{" + about + ",'emoji':':+1:'}");
        case 5 -> witness.say("remove_reaction", "{" + about + ",'emoji':':+1:'}");
        default ->
            witness.say(
                "send_message", "{'content':'reply " + said++ + "','thread_id':'" + id + "'}");
      }
    }
  }
}
