package dev.carillon.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private final TrustedProxies proxies =
      TrustedProxies.of(List.of("10.0.0.0/8", "2001:db8::/33", "192.0.2.1"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1     | 203.0.113.1                      | 203.0.113.1",
        "203.0.113.9  | 203.0.113.1                      | 203.0.113.9",
        "10.0.0.1     | 6.6.6.6, 203.0.113.1             | 203.0.113.1",
        "10.0.0.1     | 203.0.113.1, 10.1.1.1, 192.0.2.1 | 203.0.113.1",
        "10.0.0.1     | 10.1.1.1, 10.1.1.2               | 10.1.1.1",
        "10.0.0.1     | 6.6.6.6, unknown                 | 10.0.0.1",
        "10.0.0.1     | 203.0.113.1:4711                 | 203.0.113.1",
        "10.0.0.1     | [2001:db9::1]:4711               | 2001:db9:0:0:0:0:0:1",
        "10.0.0.1     | ::ffff:203.0.113.1               | 203.0.113.1",
        "2001:db8::5  | 203.0.113.1                      | 203.0.113.1",
        "2001:db8:8000::5 | 203.0.113.1                  | 2001:db8:8000:0:0:0:0:5",
        "192.0.2.2    | 203.0.113.1                      | 192.0.2.2",
      })
  void theClientIsTheLastThatIsNoProxyOfOurs(String peer, String forwarded, String client) {
    InetAddress found = proxies.client(InetAddress.ofLiteral(peer), List.of(forwarded));

    assertThat(found.getHostAddress()).isEqualTo(client);
  }

  @Test
  void severalHeadersAreOneList() {
    InetAddress peer = InetAddress.ofLiteral("10.0.0.1");

    assertThat(proxies.client(peer, List.of("203.0.113.1", "10.0.0.2")).getHostAddress())
        .isEqualTo("203.0.113.1");
    assertThat(proxies.client(peer, List.of())).isEqualTo(peer);
  }

  @Test
  void onlySixteenHopsAreFollowed() {
    InetAddress peer = InetAddress.ofLiteral("10.0.0.1");
    String chain = "203.0.113.1" + ", 10.0.0.2".repeat(20);

    assertThat(proxies.client(peer, List.of(chain)).getHostAddress()).isEqualTo("10.0.0.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "example.com", "::/129"})
  void aBlockThatIsNoneIsAnError(String block) {
    assertThatThrownBy(() -> Cidr.parse(block))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("address block: " + block);
  }
}
