package io.routerly.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.1.2.0/24, 10.1.2.255",
    "10.1.2.0/23, 10.1.3.7",
    "10.1.2.3,    10.1.2.3",
    "10.1.2.3,    ::ffff:10.1.2.3",
    "10.0.0.9/8,  10.255.0.1",
    "fd00::/8,    fd12:3456::1",
    "::1,         0:0:0:0:0:0:0:1",
    "fe80::/10,   fe80::1%eth0",
    "2001:db8::/33, '[2001:db8:7fff::1]'",
  })
  void holdsWhatBeginsWithItsBits(String range, String address) {
    assertThat(AddressRange.parse(range).orElseThrow().holds(address)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.0/24, 10.1.3.0",
    "10.1.2.0/23, 10.1.4.0",
    "10.1.2.3,    10.1.2.30",
    "10.0.0.0/8,  fd00::a00:1",
    "fd00::/8,    10.0.0.1",
    "::1,         127.0.0.1",
    "2001:db8::/33, 2001:db8:8000::1",
    "10.0.0.0/8,  ''",
    "10.0.0.0/8,  localhost",
    "10.0.0.0/8,  '10.0.0.1, 10.0.0.2'",
  })
  void holdsNothingElse(String range, String address) {
    assertThat(AddressRange.parse(range).orElseThrow().holds(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0.0.0.0/0",
        "::/0",
        "10.0.0.0/33",
        "::1/129",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "localhost",
        "10.0.0",
        "256.0.0.1",
        "10.0.0.1/8/8",
        "fe80::1%eth0",
        "example.com/24",
        "*"
      })
  void otherTextsAreNone(String text) {
    assertThat(AddressRange.parse(text)).isEmpty();
  }
}
