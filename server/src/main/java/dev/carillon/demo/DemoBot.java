package dev.carillon.demo;

import dev.carillon.chat.Chat;
import dev.carillon.chat.ChatListener;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatEvent.MemberJoined;
import dev.carillon.chat.model.ChatEvent.MessageSent;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.WorkspaceEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of the demo's channel "general" that answers who speaks to it and greets who comes. It
 * does so like everybody else, by sending messages; it never answers another bot.
 */
public final class DemoBot implements ChatListener {
  private static final Logger LOG = LoggerFactory.getLogger(DemoBot.class);
  private static final String CALLED = "@bot";
  private static final String HELP =
      "I know: `@bot ping`, `@bot dice`, `@bot echo <text>`, `@bot help`."
          + " In a thread I answer in the thread.";

  private final Chat chat;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Executor inOrder;

  /**
   * @param random rolls the dice; used by one thread at a time
   * @param inOrder runs what it is given one after the other, and may block
   */
  public DemoBot(Chat chat, InstantSource clock, RandomGenerator random, Executor inOrder) {
    this.chat = chat;
    this.clock = clock;
    this.random = random;
    this.inOrder = inOrder;
  }

  @Override
  public void changed(ChatEvent event) {
    if (!event.channelId().equals(DemoChat.GENERAL)) {
      return;
    }
    switch (event.change()) {
      case MessageSent(Message message, _, _) -> {
        String said = message.content().strip();
        if (isHuman(message.author()) && said.toLowerCase(Locale.ROOT).startsWith(CALLED)) {
          String asked = said.substring(CALLED.length()).strip();
          inOrder.execute(() -> say(answer(asked, message.author()), message));
        }
      }
      case MemberJoined(Person person, _, _) -> {
        if (isHuman(person)) {
          inOrder.execute(() -> greet(person));
        }
      }
      case ChatEvent.Change _ -> {}
    }
  }

  @Override
  public void changed(WorkspaceEvent event) {}

  @Override
  public void read(ReadMark mark) {}

  private static boolean isHuman(Person person) {
    return person.kind() == Person.Kind.HUMAN;
  }

  private String answer(String asked, Person asker) {
    String[] words = asked.split("\\s+", 2);
    return switch (words[0].toLowerCase(Locale.ROOT)) {
      case "ping" -> "pong";
      case "dice" -> ":game_die: " + random.nextInt(1, 7);
      case "echo" -> words.length > 1 ? words[1] : "(silence)";
      case "", "help" -> HELP;
      case "hello", "hi" -> "Hello " + asker.name() + "!";
      default -> "That is beyond me, " + asker.name() + ". " + HELP;
    };
  }

  private void greet(Person person) {
    send(
        SendMessage.text(
            DemoChat.GENERAL,
            DemoChat.BOT,
            "Welcome, " + person.name() + "! Say `@bot help` to see what I can do."));
  }

  private void say(String text, Message to) {
    send(
        new SendMessage(to.channelId(), DemoChat.BOT, text, to.threadId(), false, List.of(), null));
  }

  private void send(SendMessage command) {
    Outcome<Message> outcome = chat.messages().send(command, clock.millis(), _ -> {});
    if (outcome instanceof Outcome.Refused<Message> refused) {
      LOG.info("the bot could not answer: {}", refused.reason());
    }
  }
}
