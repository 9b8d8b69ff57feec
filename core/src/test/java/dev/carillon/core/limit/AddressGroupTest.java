package dev.carillon.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressGroupTest {

  @Test
  void anIpv4AddressStandsForItself() {
    assertThat(AddressGroup.of("192.0.2.1")).isEqualTo("192.0.2.1");
  }

  @Test
  void ipv6AddressesWithTheSameFirstHalfAreOneClient() {
    assertThat(AddressGroup.of("2001:db8:1:2::1"))
        .isEqualTo("20010db800010002/64")
        .isEqualTo(AddressGroup.of("2001:db8:1:2:ffff:ffff:ffff:ffff"))
        .isNotEqualTo(AddressGroup.of("2001:db8:1:3::1"));
  }

  @Test
  void aTextThatIsNoAddressStandsForItself() {
    assertThat(AddressGroup.of("a.example")).isEqualTo("a.example");
    assertThat(AddressGroup.of("")).isEmpty();
  }
}
