package dev.carillon.bus.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.bus.redis.RedisSettings.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisSettingsTest {

  @Test
  void passwordsAreNeverShown() {
    RedisSettings settings = RedisSettings.of("redis://user:sesame@localhost:6379");

    assertThat(settings.toString()).doesNotContain("sesame");
    assertThat(settings.addresses("node").toString()).doesNotContain("sesame");
    assertThatThrownBy(() -> RedisSettings.of("http://user:sesame@localhost"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("uris: ")
        .hasNoCause()
        .message()
        .doesNotContain("sesame");
  }

  @Test
  void everyKindOfAddressIsUnderstood() {
    assertThat(RedisSettings.of("rediss://localhost").addresses("node").getFirst().isSsl())
        .isTrue();
    assertThat(
            RedisSettings.of("redis-sentinel://a:1,b:2#main")
                .addresses("node")
                .getFirst()
                .getSentinelMasterId())
        .isEqualTo("main");
  }

  @Test
  void whatCanNotWorkIsRefused() {
    RedisTimes times = RedisTimes.usual();
    List<String> two = List.of("redis://a", "redis://b");

    assertThatThrownBy(() -> new RedisSettings(List.of(), Mode.DETECTED, "carillon", times))
        .hasMessageStartingWith("uris: none");
    assertThatThrownBy(() -> RedisSettings.of("redis-socket:///tmp/redis"))
        .hasMessageStartingWith("uris: not an address");
    assertThatThrownBy(() -> new RedisSettings(two, Mode.SINGLE, "carillon", times))
        .hasMessageStartingWith("uris: 2");
    assertThatThrownBy(() -> new RedisSettings(two, Mode.CLUSTER, "{x}", times))
        .hasMessageStartingWith("prefix: {x}");
  }
}
