package io.routerly.acceptance;

import static io.routerly.acceptance.Browser.json;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.routerly.testkit.FakeAnthropic;
import io.routerly.testkit.FakeGemini;
import io.routerly.testkit.FakeMistral;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.FakeProvider;
import java.net.URI;
import java.time.Duration;

/**
 * A gateway that was set up through its API: an administrator, models at fake providers, a project
 * with a token for each of two of them, and one that crosses formats. Making one also proves that
 * set-up works.
 */
public final class Site implements AutoCloseable {
  /** Served by the fake of OpenAI, under the name {@code gpt-5-mini}; its id holds a slash. */
  public static final String OPENAI_MODEL = "lab/gpt-5-mini";

  /** Served by the fake of Anthropic. */
  public static final String ANTHROPIC_MODEL = "claude-haiku-4-5";

  /** Served by the fake of Gemini, by its own API. */
  public static final String GEMINI_MODEL = "gemini-2.5-flash";

  /** Served by the fake of Mistral, which speaks Chat Completions and nothing else. */
  public static final String MISTRAL_MODEL = "mistral-small-latest";

  /** A call that got stuck fails its test instead of holding it. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static final String OPENAI_PROJECT = "open-ai";
  static final String ANTHROPIC_PROJECT = "anthropic";
  static final String CROSSING_PROJECT = "crossing";
  static final String EMAIL = "admin@example.com";
  static final String PASSWORD = "a-long-password-1";

  private final URI root;
  private final Browser visitor;
  private final Browser admin;
  private final FakeOpenAi openAi = FakeOpenAi.start();
  private final FakeAnthropic anthropic = FakeAnthropic.start();
  private final FakeGemini gemini = FakeGemini.start();
  private final FakeMistral mistral = FakeMistral.start();
  private final String openAiToken;
  private final String anthropicToken;
  private final String crossingToken;

  private Site(GatewayAddress gateway) {
    root = gateway.root();
    visitor = Browser.at(root);
    visitor.post("api/setup/first-admin", firstAdmin(gateway.setupCode()));
    admin = visitor.with(signIn());
    json(admin.post("api/models", model(OPENAI_MODEL, "openai", "gpt-5-mini", openAi)), 201);
    json(
        admin.post(
            "api/models", model(ANTHROPIC_MODEL, "anthropic", "claude-haiku-4-5", anthropic)),
        201);
    json(admin.post("api/models", model(GEMINI_MODEL, "gemini", GEMINI_MODEL, gemini)), 201);
    json(admin.post("api/models", model(MISTRAL_MODEL, "mistral", MISTRAL_MODEL, mistral)), 201);
    openAiToken = project(OPENAI_PROJECT, OPENAI_MODEL);
    anthropicToken = project(ANTHROPIC_PROJECT, ANTHROPIC_MODEL);
    crossingToken = project(CROSSING_PROJECT, ANTHROPIC_MODEL, GEMINI_MODEL, MISTRAL_MODEL);
  }

  /** Sets a new gateway up. */
  public static Site setUp(GatewayAddress gateway) {
    return new Site(gateway);
  }

  static String firstAdmin(String setupCode) {
    return """
        {"email": "%s", "password": "%s", "setupCode": "%s"}"""
        .formatted(EMAIL, PASSWORD, setupCode);
  }

  private String signIn() {
    String credentials = "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(EMAIL, PASSWORD);
    return json(visitor.post("api/auth/login", credentials), 200).getString("token");
  }

  private static String model(String id, String provider, String upstream, FakeProvider fake) {
    return """
        {"id": "%s", "provider": "%s", "upstreamModel": "%s", "apiKey": "%s", "baseUrl": "%s",
         "inputPrice": 0.001, "outputPrice": 0.002, "contextWindow": 128000,
         "capabilities": ["chat", "tools"]}"""
        .formatted(id, provider, upstream, fake.apiKey(), fake.baseUrl());
  }

  /** Makes a project in which the model that is named serves, and returns a token of it. */
  private String project(String slug, String... models) {
    String project =
        """
        {"name": "%s", "slug": "%s", "policies": [], "modelSelection": "require", "models": ["%s"]}"""
            .formatted(slug, slug, String.join("\", \"", models));
    json(admin.post("api/projects", project), 201);
    String path = "api/projects/" + slug + "/tokens";
    return json(admin.post(path, "{\"description\": \"acceptance\"}"), 201).getString("token");
  }

  /** Returns someone who is not signed in. */
  public Browser visitor() {
    return visitor;
  }

  /** Returns the administrator. */
  public Browser admin() {
    return admin;
  }

  /** Returns a script that shows the token of OpenAI's project. */
  public Browser openAiScript() {
    return visitor.with(openAiToken);
  }

  /** Returns the provider behind {@link #OPENAI_MODEL}. */
  public FakeOpenAi openAi() {
    return openAi;
  }

  /** Returns the provider behind {@link #ANTHROPIC_MODEL}. */
  public FakeAnthropic anthropic() {
    return anthropic;
  }

  /** Returns the provider behind {@link #GEMINI_MODEL}. */
  public FakeGemini gemini() {
    return gemini;
  }

  /** Returns the provider behind {@link #MISTRAL_MODEL}. */
  public FakeMistral mistral() {
    return mistral;
  }

  /** Returns the token of the project whose models speak other formats than their clients. */
  public String crossingToken() {
    return crossingToken;
  }

  /** Returns OpenAI's own SDK, pointed at the gateway. */
  public OpenAIClient openAiSdk() {
    return openAiSdk(openAiToken);
  }

  /** Returns OpenAI's own SDK with another token. */
  public OpenAIClient openAiSdk(String token) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(root + "v1")
        .apiKey(token)
        .maxRetries(0)
        .timeout(PATIENCE)
        .build();
  }

  /** Returns Anthropic's own SDK, pointed at the gateway. */
  public AnthropicClient anthropicSdk() {
    return anthropicSdk(anthropicToken);
  }

  /** Returns Anthropic's own SDK with another token. */
  public AnthropicClient anthropicSdk(String token) {
    String base = root.toString();
    return AnthropicOkHttpClient.builder()
        .baseUrl(base.substring(0, base.length() - 1))
        .apiKey(token)
        .maxRetries(0)
        .timeout(PATIENCE)
        .build();
  }

  @Override
  public void close() {
    openAi.close();
    anthropic.close();
    gemini.close();
    mistral.close();
  }
}
