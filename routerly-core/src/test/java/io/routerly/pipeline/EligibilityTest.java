package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.dispatch.Providers;
import io.routerly.domain.Model;
import io.routerly.domain.UnpricedModels;
import io.routerly.provider.Dialect;
import io.routerly.provider.HttpProviderAdapter;
import io.routerly.routing.Exclusion;
import io.routerly.secret.Credential;
import io.routerly.secret.ModelKeys;
import io.routerly.secret.UsableKey;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.UpstreamClient;
import io.routerly.upstream.UpstreamRequest;
import io.routerly.upstream.UpstreamResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EligibilityTest {
  /** A network that nobody may use. */
  private static final class NoNetwork implements UpstreamClient {
    @Override
    public UpstreamResponse send(UpstreamRequest request, CancelSignal cancel) {
      throw new AssertionError("a request to " + request.uri());
    }

    @Override
    public void close() {}
  }

  private static final Dialect CLOUD =
      Dialect.openAi("cloud").at("https://llm.example.com").build();
  private static final Dialect NOWHERE = Dialect.openAi("nowhere").withOptionalKey().build();
  private static final ModelKeys KEY = ModelKeys.of(UsableKey.only(new Credential("k")));

  @Test
  void letsAModelServeThatHasAllItNeeds() {
    assertThat(obstacle(Values.model("m", "cloud", true), KEY)).isEmpty();
  }

  @Test
  void saysWhatAModelLacks() {
    assertThat(by(Values.model("m", "cloud", false), KEY)).isEqualTo("disabled");
    assertThat(by(Values.model("m", "nobody", true), KEY)).isEqualTo("misconfigured");
    assertThat(by(Values.model("m", "nowhere", true), KEY)).isEqualTo("misconfigured");
    assertThat(by(model(), ModelKeys.NONE)).isEqualTo("key_missing");
    assertThat(by(model(), new ModelKeys(List.of(), List.of("why")))).isEqualTo("key_unreadable");
    assertThat(by(Values.model("another", "cloud", true), KEY)).isEqualTo("unknown_model");
  }

  @Test
  void letsAModelServeThatHasAtLeastOneKeyThatCanBeUsed() {
    UsableKey good = UsableKey.only(new Credential("k"));

    assertThat(obstacle(model(), new ModelKeys(List.of(good), List.of("why")))).isEmpty();
  }

  private static Model model() {
    return Values.model("m", "cloud", true);
  }

  private static String by(Model model, ModelKeys keys) {
    return obstacle(model, keys).map(Exclusion::by).orElse("nothing");
  }

  private static Optional<Exclusion> obstacle(Model model, ModelKeys keys) {
    NoNetwork network = new NoNetwork();
    Providers providers =
        new Providers(
            List.of(
                new HttpProviderAdapter(CLOUD, network),
                new HttpProviderAdapter(NOWHERE, network)));
    return new Eligibility(providers, any -> keys)
        .obstacle(MemoryConfig.of(List.of(model)).current(), "m", UnpricedModels.ALLOW);
  }
}
