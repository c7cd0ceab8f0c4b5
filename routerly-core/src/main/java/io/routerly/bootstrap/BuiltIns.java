package io.routerly.bootstrap;

import static io.routerly.provider.Dialect.anthropicCompatible;
import static io.routerly.provider.Dialect.openAiCompatible;

import io.routerly.dispatch.Pause;
import io.routerly.domain.ApiFormat;
import io.routerly.provider.HttpProviderAdapter;
import io.routerly.provider.HttpProviderAdapter.KeySource;
import io.routerly.provider.ProviderAdapter;
import io.routerly.provider.demo.DemoProvider;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.policy.PreferredPolicy;
import io.routerly.routing.policy.RandomPolicy;
import io.routerly.upstream.UpstreamClient;
import io.routerly.wire.WireCodec;
import io.routerly.wire.anthropic.AnthropicCodec;
import io.routerly.wire.openai.OpenAiChatCodec;
import io.routerly.wire.responses.ResponsesCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Every provider, policy and wire format that comes with the product. */
public final class BuiltIns {
  /** The names of all providers. */
  static final Set<String> PROVIDER_NAMES =
      Set.of(
          "openai", "anthropic", "gemini", "mistral", "cohere", "xai", "ollama", "custom", "demo");

  private static final Duration DEMO_PACE = Duration.ofMillis(40);

  private BuiltIns() {}

  static List<ProviderAdapter> providers(UpstreamClient upstream, KeySource keys, Pause pause) {
    return List.of(
        new HttpProviderAdapter(
            openAiCompatible("openai", Optional.of("https://api.openai.com"), "/v1")
                .withResponses(),
            upstream,
            keys),
        new HttpProviderAdapter(
            anthropicCompatible("anthropic", Optional.of("https://api.anthropic.com")),
            upstream,
            keys),
        new HttpProviderAdapter(
            openAiCompatible(
                "gemini",
                Optional.of("https://generativelanguage.googleapis.com"),
                "/v1beta/openai"),
            upstream,
            keys),
        new HttpProviderAdapter(
            openAiCompatible("mistral", Optional.of("https://api.mistral.ai"), "/v1")
                .withoutStreamOptions(),
            upstream,
            keys),
        new HttpProviderAdapter(
            openAiCompatible("cohere", Optional.of("https://api.cohere.ai"), "/compatibility/v1")
                .withoutStreamOptions(),
            upstream,
            keys),
        new HttpProviderAdapter(
            openAiCompatible("xai", Optional.of("https://api.x.ai"), "/v1"), upstream, keys),
        new HttpProviderAdapter(
            openAiCompatible("ollama", Optional.of("http://127.0.0.1:11434"), "/v1")
                .withOptionalKey(),
            upstream,
            keys),
        new HttpProviderAdapter(
            "custom",
            Map.of(
                ApiFormat.OPENAI,
                openAiCompatible("custom", Optional.empty(), "/v1").withOptionalKey(),
                ApiFormat.ANTHROPIC,
                anthropicCompatible("custom", Optional.empty()).withOptionalKey()),
            upstream,
            keys),
        new DemoProvider(cancel -> pause.await(DEMO_PACE, cancel)));
  }

  static List<PolicyFactory> policies() {
    return List.of(
        PolicyFactory.withoutSettings("preferred", PreferredPolicy::new),
        PolicyFactory.withoutSettings(
            "random", () -> new RandomPolicy(() -> ThreadLocalRandom.current().nextDouble())));
  }

  /** Returns the formats that clients may speak. */
  public static List<WireCodec> codecs() {
    return List.of(new OpenAiChatCodec(), new ResponsesCodec(), new AnthropicCodec());
  }
}
