package dev.carillon.chat;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Page;
import dev.carillon.chat.model.Unread;

/**
 * A channel at one moment, as somebody who joins it needs it: {@link Channel#lastSeq} says which
 * events are in it.
 *
 * @param editWindowSeconds as it holds in this channel: 0 never, -1 always
 * @param messages the latest, oldest first; whether there are older ones
 */
public record ChannelSnapshot(
    Channel channel,
    ChannelMember member,
    Unread unread,
    int editWindowSeconds,
    Page<Message> messages) {}
