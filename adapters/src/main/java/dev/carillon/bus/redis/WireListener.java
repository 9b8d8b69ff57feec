package dev.carillon.bus.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.RedisPubSubListener;

/** Hears of one wire, on the client library's own threads: must not block. */
interface WireListener {
  void onMessage(byte[] message);

  void onSubscribed(String channel);

  /** A subscription ended: asked for, or the slot has another master now. */
  void onUnsubscribed(String channel);

  void onClosed();

  /** This as the library calls it. */
  default RedisPubSubListener<String, byte[]> messages() {
    return new RedisPubSubAdapter<>() {
      @Override
      public void message(String channel, byte[] message) {
        onMessage(message);
      }

      @Override
      public void smessage(String channel, byte[] message) {
        onMessage(message);
      }

      @Override
      public void subscribed(String channel, long count) {
        onSubscribed(channel);
      }

      @Override
      public void ssubscribed(String channel, long count) {
        onSubscribed(channel);
      }

      @Override
      public void unsubscribed(String channel, long count) {
        onUnsubscribed(channel);
      }

      @Override
      public void sunsubscribed(String channel, long count) {
        onUnsubscribed(channel);
      }
    };
  }

  /** This as the library calls it. */
  default RedisConnectionStateListener state() {
    return new RedisConnectionStateListener() {
      @Override
      public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
        onClosed();
      }
    };
  }
}
