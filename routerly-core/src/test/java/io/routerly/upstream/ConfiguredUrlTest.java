package io.routerly.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.Model;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A base URL is accepted in the configuration exactly if requests can be sent to it. */
class ConfiguredUrlTest {
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://my_ollama:11434",
        "http://my_ollama/v1",
        "https://API.example.com/",
        "http://127.0.0.1:8080/v1",
        "http://[::1]:8080/v1"
      })
  void acceptsWhatRequestsCanBeSentTo(String url) {
    assertThatCode(() -> withBaseUrl(url)).doesNotThrowAnyException();
    assertThat(Origin.of(URI.create(url), AddressRule.PRIVATE_ALLOWED).host()).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://user:canary@host/v1",
        "http://canary@my_ollama/v1",
        "http://user:can ary@host/v1",
        "https://host/v1?key=canary",
        "https://host/v1#canary",
        "ftp://host/canary",
        "https:canary",
        "canary",
        "https://host:0/canary",
        "https://host:70000/canary",
        "https://my_host:70000/canary"
      })
  void refusesWhatTheyCannotWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> withBaseUrl(url))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageNotContaining("can");
  }

  private static Model withBaseUrl(String url) {
    return new Model(
        "m",
        "custom",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        true,
        Optional.of(url),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
