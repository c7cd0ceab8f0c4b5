package io.routerly.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.catalog.Catalog;
import io.routerly.catalog.CatalogProvider;
import io.routerly.domain.ApiFormat;
import io.routerly.domain.Model;
import io.routerly.domain.PolicySpec;
import io.routerly.health.Learnt;
import io.routerly.json.JsonFactories;
import io.routerly.json.JsonTrees;
import io.routerly.provider.Dialect;
import io.routerly.provider.KnownDialects;
import io.routerly.provider.ProviderAdapter;
import io.routerly.routing.AddedEmbedder;
import io.routerly.routing.Candidate;
import io.routerly.routing.Contexts;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingPolicy;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.UpstreamClient;
import io.routerly.upstream.UpstreamRequest;
import io.routerly.upstream.UpstreamResponse;
import io.routerly.wire.ChatCodec;
import io.routerly.wire.WireCodec;
import io.routerly.wire.WireFormat;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for everything on the list of built-ins, whatever is added to it. */
class BuiltInsTest {
  /** The words of the catalog for the formats. */
  private static final Map<String, WireFormat> FORMATS =
      Map.of(
          "openai", WireFormat.OPENAI_CHAT,
          "openai-responses", WireFormat.OPENAI_RESPONSES,
          "anthropic", WireFormat.ANTHROPIC_MESSAGES);

  private static final Map<String, String> NEEDED_SETTINGS =
      Map.of(
          "llm", "{\"modelId\":\"m\"}",
          "semantic-intent",
              "{\"intents\":{\"n\":{\"examples\":[\"e\"],\"candidateModels\":[\"m\"]}}}");

  /** A network that nobody may use. */
  private static final class NoNetwork implements UpstreamClient {
    @Override
    public UpstreamResponse send(UpstreamRequest request, CancelSignal cancel) {
      throw new AssertionError("a request to " + request.uri());
    }

    @Override
    public void close() {}
  }

  static List<ProviderAdapter> providers() {
    return BuiltIns.providers(new NoNetwork(), (duration, cancel) -> {});
  }

  static List<PolicyFactory> policies() {
    return BuiltIns.policies(Learnt.nothing(() -> 0, model -> List.of()), AddedEmbedder.none());
  }

  static List<ChatCodec> codecs() {
    return BuiltIns.clientCodecs();
  }

  @Test
  void namesEveryProviderOnce() {
    assertThat(providers().stream().map(ProviderAdapter::id))
        .containsExactlyInAnyOrderElementsOf(BuiltIns.PROVIDER_NAMES);
  }

  /** The demo is left out: it has no models that anybody knows. */
  @Test
  void describesEveryProviderInTheCatalog() {
    Set<String> described = new HashSet<>(BuiltIns.PROVIDER_NAMES);
    described.remove("demo");

    assertThat(Catalog.shipped().providers())
        .extracting(CatalogProvider::name)
        .containsExactlyInAnyOrderElementsOf(described);
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void saysOfAProviderInTheCatalogWhatIsTrueOfItsApi(Dialect dialect) {
    CatalogProvider shown =
        Catalog.shipped().providers().stream()
            .filter(provider -> provider.name().equals(dialect.provider()))
            .findFirst()
            .orElseThrow();

    assertThat(shown.baseUrl().map(url -> URI.create(url).getAuthority()))
        .isEqualTo(dialect.defaultBaseUrl().map(url -> URI.create(url).getAuthority()));
    assertThat(shown.needsKey()).isEqualTo(dialect.keyRequired());
    assertThat(dialect.formats()).containsAll(shown.formats().stream().map(FORMATS::get).toList());
  }

  static List<Dialect> dialects() {
    return KnownDialects.single();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void servesAModelThatHasABaseUrlInSomeFormat(ProviderAdapter provider) {
    Model model = model("m", provider.id(), Optional.of("https://llm.example.com"));

    assertThat(provider.dialectFor(model))
        .hasValueSatisfying(dialect -> assertThat(dialect.formats()).isNotEmpty());
  }

  @Test
  void namesEveryPolicyOnce() {
    assertThat(policies()).extracting(PolicyFactory::type).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("policies")
  void givesOneVerdictPerCandidate(PolicyFactory factory) {
    RoutingPolicy policy = factory.create(spec(factory.type()));

    for (int count = 1; count <= 5; count++) {
      assertThat(policy.rate(Contexts.any(), candidates(count)))
          .hasSize(count)
          .doesNotContainNull();
    }
  }

  /** Returns a policy with the settings that it cannot do without. */
  private static PolicySpec spec(String type) {
    byte[] needed = NEEDED_SETTINGS.getOrDefault(type, "{}").getBytes(UTF_8);
    return new PolicySpec(type, JsonTrees.object(needed));
  }

  @Test
  void readsEveryFormatThatClientsSpeakInOneWay() {
    assertThat(codecs().stream().map(WireCodec::format))
        .containsExactlyInAnyOrder(
            Stream.of(WireFormat.values())
                .filter(format -> format != WireFormat.OPAQUE && format != WireFormat.GEMINI)
                .toArray(WireFormat[]::new));
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void tellsErrorsAsAnObjectThatHoldsTheSentence(WireCodec codec) {
    byte[] body = codec.errorBody(503, "no_model_available", "A \"quoted\" sentence.\n");

    try (var reader = JsonFactories.READERS.createReader(new ByteArrayInputStream(body))) {
      assertThat(reader.readObject().getJsonObject("error").getString("message"))
          .isEqualTo("A \"quoted\" sentence.\n");
    }
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void endsABrokenStreamWithOneWholeEvent(WireCodec codec) {
    String event = new String(codec.watch().failureEvent("provider_timeout", "Too late."), UTF_8);

    assertThat(event).contains("data: {").contains("Too late.").endsWith("}\n\n");
    assertThat(event.strip()).doesNotContain("\n\n");
  }

  private static List<Candidate> candidates(int count) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      candidates.add(new Candidate(model("m" + i, "openai", Optional.empty()), i));
    }
    return candidates;
  }

  private static Model model(String id, String provider, Optional<String> baseUrl) {
    return new Model(
        id,
        provider,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        true,
        baseUrl,
        Optional.empty(),
        Optional.empty(),
        Optional.of(ApiFormat.OPENAI),
        Map.of());
  }
}
