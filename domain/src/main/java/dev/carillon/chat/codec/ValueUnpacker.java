package dev.carillon.chat.codec;

import dev.carillon.chat.model.Attachment;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Reaction;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.TempId;
import dev.carillon.chat.model.ThreadSummary;
import dev.carillon.chat.model.Workspace;
import dev.carillon.chat.model.WorkspaceMember;

/** Reads what {@link ValuePacker} wrote. Java evaluates arguments in order, so the order holds. */
final class ValueUnpacker {
  private final Unpacker in;

  ValueUnpacker(Unpacker in) {
    this.in = in;
  }

  private int count() {
    return Math.toIntExact(in.number());
  }

  Person person() {
    return new Person(
        in.text(),
        in.text(),
        in.text(),
        in.optional(in::text),
        Person.Kind.valueOf(in.text()),
        in.optional(in::text));
  }

  Attachment attachment() {
    return new Attachment(
        in.text(),
        in.text(),
        in.text(),
        in.number(),
        in.optional(() -> new Attachment.Pixels(count(), count())),
        in.optional(in::text),
        in.flag());
  }

  Reaction reaction() {
    return new Reaction(in.text(), in.text(), in.text(), person());
  }

  TempId tempId() {
    return new TempId(in.text(), in.flag());
  }

  ThreadSummary thread() {
    return new ThreadSummary(in.text(), count(), in.list(this::person), in.optional(in::number));
  }

  Message message() {
    return new Message(
        in.text(),
        in.text(),
        in.number(),
        person(),
        new Message.Body(in.text(), in.list(this::attachment), in.list(in::text)),
        new Message.Place(in.optional(in::text), in.flag()),
        in.list(this::reaction),
        new Message.State(
            in.optional(in::number),
            in.optional(in::number),
            in.optional(in::number),
            count(),
            in.optional(in::text),
            in.flag()));
  }

  Channel channel() {
    return new Channel(
        in.text(),
        in.text(),
        Channel.Type.valueOf(in.text()),
        new Channel.Profile(in.text(), in.optional(in::text), in.optional(in::text)),
        in.optional(in::text),
        new Channel.Settings(count(), in.flag(), in.flag()),
        new Channel.State(
            in.number(),
            in.optional(in::text),
            in.optional(in::text),
            count(),
            in.text(),
            in.number(),
            in.optional(in::number)));
  }

  ChatEvent.MemberJoined joined() {
    return new ChatEvent.MemberJoined(person(), Role.valueOf(in.text()), count());
  }

  ChatEvent.MemberLeft left() {
    return new ChatEvent.MemberLeft(in.text(), ChatEvent.Departure.valueOf(in.text()), count());
  }

  Workspace workspace() {
    return new Workspace(
        in.text(),
        in.text(),
        in.optional(in::text),
        in.flag(),
        in.text(),
        new Workspace.Settings(in.optional(this::count)),
        new Workspace.Dates(in.number(), in.optional(in::number)));
  }

  WorkspaceMember member() {
    return new WorkspaceMember(in.text(), person(), Role.valueOf(in.text()), in.number());
  }
}
