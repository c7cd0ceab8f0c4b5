package io.routerly.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.Model;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.secret.Credential;
import io.routerly.secret.UsableKey;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.Header;
import io.routerly.upstream.Timeouts;
import io.routerly.upstream.UpstreamClient;
import io.routerly.upstream.UpstreamRequest;
import io.routerly.upstream.UpstreamResponse;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadersTest {
  private static final Timeouts PATIENT =
      new Timeouts(
          Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10), Optional.empty());

  /** Takes requests down and is unreachable. */
  private static final class Recorder implements UpstreamClient {
    private final List<UpstreamRequest> requests = new ArrayList<>();

    @Override
    public UpstreamResponse send(UpstreamRequest request, CancelSignal cancel) {
      requests.add(request);
      throw new GatewayException(ErrorCode.PROVIDER_UNREACHABLE, "Nobody is there.");
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"authorization, Authorization", "AUTHORIZATION, Authorization"})
  void sendsTheConfiguredCredentialInThePlaceOfTheKey(String configured, String sent) {
    Dialect dialect = Dialect.openAi("p").at("http://h").build();

    assertThat(values(dialect, Map.of(configured, "Basic own"), sent)).containsExactly("Basic own");
    assertThat(values(dialect, Map.of(), sent)).containsExactly("Bearer key");
  }

  @Test
  void sendsOneKeyAndOneVersionToAnthropic() {
    Dialect dialect = Dialect.anthropic("p").at("http://h").build();
    Map<String, String> own = Map.of("X-Api-Key", "own", "Anthropic-Version", "2020-01-01");

    assertThat(values(dialect, own, "x-api-key")).containsExactly("own");
    assertThat(values(dialect, own, "anthropic-version")).containsExactly("2020-01-01");
    assertThat(values(dialect, Map.of(), "x-api-key")).containsExactly("key");
    assertThat(values(dialect, Map.of(), "anthropic-version")).containsExactly("2023-06-01");
  }

  @Test
  void namesNoAccountOfTheClientsBesideTheKey() {
    Dialect dialect = Dialect.openAi("p").at("http://h").build();
    Map<String, String> own = Map.of("openai-organization", "ours");

    assertThat(values(dialect, Map.of(), "openai-organization")).isEmpty();
    assertThat(values(dialect, Map.of(), "openai-project")).isEmpty();
    assertThat(values(dialect, own, "openai-organization")).containsExactly("ours");
  }

  @ParameterizedTest(name = "<{0}>")
  @ValueSource(strings = {"€", "a\nb", "a\r", "\u0000", "\u007f"})
  void refusesAConfiguredHeaderThatCannotBeSent(String value) {
    assertThatThrownBy(() -> model(Map.of("x-own", value)))
        .isInstanceOf(InvalidFieldException.class);
  }

  private static List<String> values(Dialect dialect, Map<String, String> own, String name) {
    Recorder recorder = new Recorder();
    HttpProviderAdapter adapter = new HttpProviderAdapter(dialect, recorder);
    UsableKey key = UsableKey.only(new Credential("key"));
    ProviderCall call =
        new ProviderCall(
            model(own),
            WireFormat.OPAQUE,
            "POST",
            "/x",
            "",
            List.of(
                new Header("OpenAI-Organization", "theirs"),
                new Header("openai-project", "theirs")),
            new byte[0],
            PATIENT,
            new CancelSignal());
    assertThatThrownBy(() -> adapter.open(call, key)).isInstanceOf(GatewayException.class);
    return recorder.requests.get(0).headers().stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  private static Model model(Map<String, String> headers) {
    return new Model(
        "m",
        "p",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        headers);
  }
}
