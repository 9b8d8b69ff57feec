package dev.carillon.chat.codec;

import dev.carillon.chat.model.Attachment;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Reaction;
import dev.carillon.chat.model.TempId;
import dev.carillon.chat.model.ThreadSummary;
import dev.carillon.chat.model.Workspace;
import dev.carillon.chat.model.WorkspaceMember;

/** Writes the chat's values; {@link ValueUnpacker} has the same lines for reading. */
final class ValuePacker {
  private final Packer out;

  ValuePacker(Packer out) {
    this.out = out;
  }

  void person(Person person) {
    out.text(person.id());
    out.text(person.name());
    out.text(person.handle());
    out.optional(person.avatarUrl(), out::text);
    out.text(person.kind().name());
    out.optional(person.statusText(), out::text);
  }

  void attachment(Attachment attachment) {
    out.text(attachment.id());
    out.text(attachment.filename());
    out.text(attachment.contentType());
    out.number(attachment.sizeBytes());
    out.optional(
        attachment.pixels(),
        pixels -> {
          out.number(pixels.width());
          out.number(pixels.height());
        });
    out.optional(attachment.url(), out::text);
    out.flag(attachment.external());
  }

  void reaction(Reaction reaction) {
    out.text(reaction.id());
    out.text(reaction.messageId());
    out.text(reaction.emoji());
    person(reaction.person());
  }

  void tempId(TempId tempId) {
    out.text(tempId.text());
    out.flag(tempId.isNumber());
  }

  void thread(ThreadSummary thread) {
    out.text(thread.id());
    out.number(thread.messageCount());
    out.list(thread.participants(), this::person);
    out.optional(thread.lastReplyAtMillis(), out::number);
  }

  void message(Message message) {
    out.text(message.id());
    out.text(message.channelId());
    out.number(message.seq());
    person(message.author());
    out.text(message.content());
    out.list(message.attachments(), this::attachment);
    out.list(message.mentions(), out::text);
    out.optional(message.threadId(), out::text);
    out.flag(message.place().broadcast());
    out.list(message.reactions(), this::reaction);
    Message.State state = message.state();
    out.optional(state.editedAtMillis(), out::number);
    out.optional(state.deletedAtMillis(), out::number);
    out.optional(state.pinnedAtMillis(), out::number);
    out.number(state.replyCount());
    out.optional(state.lastReplyId(), out::text);
    out.flag(state.threadStarted());
  }

  void channel(Channel channel) {
    out.text(channel.id());
    out.text(channel.workspaceId());
    out.text(channel.type().name());
    out.text(channel.profile().name());
    out.optional(channel.profile().description(), out::text);
    out.optional(channel.profile().topic(), out::text);
    out.optional(channel.dmKey(), out::text);
    out.number(channel.settings().slowModeSeconds());
    out.flag(channel.settings().readReceipts());
    out.flag(channel.settings().readOnly());
    Channel.State state = channel.state();
    out.number(state.lastSeq());
    out.optional(state.lastMessageId(), out::text);
    out.optional(state.lastId(), out::text);
    out.number(state.memberCount());
    out.text(state.createdBy());
    out.number(state.createdAtMillis());
    out.optional(state.archivedAtMillis(), out::number);
  }

  void joined(ChatEvent.MemberJoined joined) {
    person(joined.person());
    out.text(joined.role().name());
    out.number(joined.memberCount());
  }

  void left(ChatEvent.MemberLeft left) {
    out.text(left.userId());
    out.text(left.departure().name());
    out.number(left.memberCount());
  }

  void workspace(Workspace workspace) {
    out.text(workspace.id());
    out.text(workspace.name());
    out.optional(workspace.description(), out::text);
    out.flag(workspace.isPublic());
    out.text(workspace.ownerId());
    out.optional(workspace.settings().editWindowSeconds(), seconds -> out.number(seconds));
    out.number(workspace.dates().createdAtMillis());
    out.optional(workspace.dates().deletedAtMillis(), out::number);
  }

  void member(WorkspaceMember member) {
    out.text(member.workspaceId());
    person(member.person());
    out.text(member.role().name());
    out.number(member.joinedAtMillis());
  }
}
