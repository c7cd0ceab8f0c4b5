package io.routerly.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRuleTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://Files.LAN/a.png, true",
    "http://files.lan:8080/a.png, true",
    "https://images.lan:8443/a.png, true",
    "https://images.lan/a.png, false",
    "http://plain.lan/a.png, true",
    "https://plain.lan/a.png, false",
    "https://other.lan/a.png, false",
    "mailto:files.lan, false"
  })
  void listsTheHostsThatAreAllowedByName(String url, boolean listed) {
    AddressRule rule =
        AddressRule.publicOr(List.of("files.lan", "images.lan:8443", "plain.lan:80"));

    assertThat(rule.lists(URI.create(url))).isEqualTo(listed);
  }
}
