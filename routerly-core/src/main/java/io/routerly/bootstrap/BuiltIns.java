package io.routerly.bootstrap;

import io.routerly.dispatch.Pause;
import io.routerly.health.Learnt;
import io.routerly.provider.HttpProviderAdapter;
import io.routerly.provider.KnownDialects;
import io.routerly.provider.ProviderAdapter;
import io.routerly.provider.demo.DemoProvider;
import io.routerly.routing.AddedEmbedder;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.policy.BudgetRemainingPolicy;
import io.routerly.routing.policy.CapabilityPolicy;
import io.routerly.routing.policy.CheapestPolicy;
import io.routerly.routing.policy.ContextPolicy;
import io.routerly.routing.policy.FairnessPolicy;
import io.routerly.routing.policy.HealthPolicy;
import io.routerly.routing.policy.LlmPolicy;
import io.routerly.routing.policy.PerformancePolicy;
import io.routerly.routing.policy.PreferredPolicy;
import io.routerly.routing.policy.RandomPolicy;
import io.routerly.routing.policy.RateLimitPolicy;
import io.routerly.routing.policy.RoundRobinPolicy;
import io.routerly.routing.policy.SemanticIntentPolicy;
import io.routerly.upstream.UpstreamClient;
import io.routerly.wire.ChatCodec;
import io.routerly.wire.anthropic.AnthropicCodec;
import io.routerly.wire.gemini.GeminiCodec;
import io.routerly.wire.openai.OpenAiChatCodec;
import io.routerly.wire.responses.ResponsesCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Every provider, policy and wire format that comes with the product. */
public final class BuiltIns {
  /** The names of all providers. */
  static final Set<String> PROVIDER_NAMES =
      Set.of(
          "openai",
          "anthropic",
          "gemini",
          "mistral",
          "cohere",
          "xai",
          "ollama",
          "deepseek",
          "groq",
          "together",
          "perplexity",
          "openrouter",
          "azure",
          "custom",
          "demo");

  /**
   * The policies of which a replay knows nothing: what requests said is not kept, models are not
   * asked again, and what was left of budgets is not known any more.
   */
  static final Set<String> NOT_REPLAYED = Set.of("llm", "semantic-intent", "budget-remaining");

  private static final Duration DEMO_PACE = Duration.ofMillis(40);

  private BuiltIns() {}

  static List<ProviderAdapter> providers(UpstreamClient upstream, Pause pause) {
    List<ProviderAdapter> providers = new ArrayList<>();
    KnownDialects.single()
        .forEach(dialect -> providers.add(new HttpProviderAdapter(dialect, upstream)));
    providers.add(new HttpProviderAdapter("gemini", KnownDialects::gemini, upstream));
    providers.add(new HttpProviderAdapter("azure", KnownDialects::azure, upstream));
    providers.add(new HttpProviderAdapter("custom", KnownDialects::custom, upstream));
    providers.add(new DemoProvider(cancel -> pause.await(DEMO_PACE, cancel)));
    return List.copyOf(providers);
  }

  /**
   * Returns the factories of all policies.
   *
   * @param learnt what they go by
   */
  public static List<PolicyFactory> policies(Learnt learnt) {
    return policies(learnt, AddedEmbedder.none());
  }

  /**
   * Returns the factories of all policies.
   *
   * @param learnt what they go by
   * @param embedder what makes vectors in this process
   */
  static List<PolicyFactory> policies(Learnt learnt, AddedEmbedder embedder) {
    return List.of(
        ContextPolicy.factory(),
        CheapestPolicy.factory(learnt.outputSizes()),
        HealthPolicy.factory(learnt.health()),
        PerformancePolicy.factory(learnt.latencies()),
        PolicyFactory.withoutSettings("capability", CapabilityPolicy::new),
        RateLimitPolicy.factory(learnt.traffic(), learnt.cooldowns(), learnt.outputSizes()),
        FairnessPolicy.factory(learnt.traffic()),
        LlmPolicy.factory(),
        BudgetRemainingPolicy.factory(learnt.outputSizes()),
        SemanticIntentPolicy.factory(embedder),
        RoundRobinPolicy.factory(),
        PolicyFactory.withoutSettings("preferred", PreferredPolicy::new),
        PolicyFactory.withoutSettings(
            "random", () -> new RandomPolicy(() -> ThreadLocalRandom.current().nextDouble())));
  }

  /** Returns the formats that clients may speak. */
  public static List<ChatCodec> clientCodecs() {
    return List.of(new OpenAiChatCodec(), new ResponsesCodec(), new AnthropicCodec());
  }

  /** Returns the formats that providers may speak. */
  public static List<ChatCodec> codecs() {
    return List.of(
        new OpenAiChatCodec(), new ResponsesCodec(), new AnthropicCodec(), new GeminiCodec());
  }
}
