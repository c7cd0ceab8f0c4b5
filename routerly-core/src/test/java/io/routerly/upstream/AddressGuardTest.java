package io.routerly.upstream;

import static io.routerly.error.ErrorCode.PROVIDER_UNREACHABLE;
import static io.routerly.upstream.AddressRule.PRIVATE_ALLOWED;
import static io.routerly.upstream.AddressRule.PUBLIC_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.error.GatewayException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {
  private static AddressGuard resolvingTo(String... addresses) {
    return new AddressGuard(
        host -> {
          List<InetAddress> found = new ArrayList<>();
          for (String address : addresses) {
            found.add(InetAddress.getByName(address));
          }
          return found;
        });
  }

  private static boolean allows(AddressRule rule, String... addresses) {
    try {
      return resolvingTo(addresses).resolve("host.example", 443, rule).size() == addresses.length;
    } catch (GatewayException e) {
      assertThat(e.code()).isEqualTo(PROVIDER_UNREACHABLE);
      assertThat(e.getMessage()).contains("host.example");
      return false;
    }
  }

  @ParameterizedTest(name = "{0} is refused under every rule")
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "fd00:c1::a9fe:a9fe",
        "fd00:42::42",
        "fd20:ce::254",
        "fe80::1",
        "febf::1",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "224.0.0.1",
        "239.255.255.250",
        "ff02::1",
        "255.255.255.255",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "::ffff:0:169.254.169.254",
        "2002:a9fe:a9fe::1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a9fe:a9fe",
        "64:ff9b:1:a9fe:a9:fe00:808:808",
        "64:ff9b:1:a9:fe:a9fe:808:808",
        "64:ff9b:1:0:a9:fea9:fe08:808"
      })
  void refusesAlways(String address) {
    assertThat(allows(PRIVATE_ALLOWED, address)).isFalse();
    assertThat(allows(PUBLIC_ONLY, address)).isFalse();
    assertThat(allows(AddressRule.publicOr(List.of("host.example")), address)).isFalse();
  }

  @ParameterizedTest(name = "{0} is private")
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "198.18.0.1",
        "::1",
        "fc00::1",
        "fdff::1",
        "fec0::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "::ffff:0:127.0.0.1",
        "2002:7f00:1::1",
        "2002:c0a8:101::1",
        "64:ff9b::a00:1",
        "64:ff9b:1::7f00:1"
      })
  void allowsPrivateAddressesByRuleOnly(String address) {
    assertThat(allows(PRIVATE_ALLOWED, address)).isTrue();
    assertThat(allows(PUBLIC_ONLY, address)).isFalse();
    assertThat(allows(AddressRule.publicOr(List.of("Host.Example")), address)).isTrue();
    assertThat(allows(AddressRule.publicOr(List.of("host.example:443")), address)).isTrue();
    assertThat(allows(AddressRule.publicOr(List.of("host.example:80", "b.example")), address))
        .isFalse();
  }

  @ParameterizedTest(name = "{0} is public")
  @ValueSource(
      strings = {
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.1.1",
        "2606:4700::1111",
        "2002:808:808::1",
        "64:ff9b::808:808"
      })
  void allowsPublicAddresses(String address) {
    assertThat(allows(PUBLIC_ONLY, address)).isTrue();
  }

  @Test
  void refusesHostsThatMixAllowedAndForbiddenAddresses() {
    assertThat(allows(PUBLIC_ONLY, "8.8.8.8", "127.0.0.1")).isFalse();
    assertThat(allows(PRIVATE_ALLOWED, "10.0.0.1", "169.254.169.254")).isFalse();
    assertThat(allows(PUBLIC_ONLY, "8.8.8.8", "1.1.1.1")).isTrue();
  }

  @ParameterizedTest(name = "{0} is judged by what it resolves to")
  @ValueSource(strings = {"2130706433", "0x7f.0.0.1", "0x7f000001", "127.1", "::ffff:7f00:1"})
  void judgesOddSpellings(String spelling) {
    AddressGuard guard = new AddressGuard(HostResolver.SYSTEM);
    GatewayException refusal =
        Fixture.failure(() -> guard.resolve(spelling, 80, AddressRule.PUBLIC_ONLY));
    assertThat(refusal.code()).isEqualTo(PROVIDER_UNREACHABLE);
  }

  @Test
  void resolvesOnce() {
    int[] calls = {0};
    AddressGuard guard =
        new AddressGuard(
            host -> {
              calls[0]++;
              return List.of(InetAddress.getByName("8.8.8.8"));
            });
    assertThat(guard.resolve("a.example", 443, PUBLIC_ONLY)).hasSize(1);
    assertThat(calls[0]).isEqualTo(1);
  }

  @Test
  void namesTheHostThatIsUnknown() {
    AddressGuard guard =
        new AddressGuard(
            host -> {
              throw new UnknownHostException(host);
            });
    assertThat(Fixture.failure(() -> guard.resolve("no.example", 443, PUBLIC_ONLY)))
        .hasMessageContaining("no.example is unknown");
    assertThat(Fixture.failure(() -> resolvingTo().resolve("none.example", 443, PUBLIC_ONLY)))
        .hasMessageContaining("none.example is unknown");
  }
}
