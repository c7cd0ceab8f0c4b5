package io.routerly.api.proxy;

import io.routerly.testkit.FakeAnthropic;
import io.routerly.testkit.FakeGemini;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.FakeProvider;
import jakarta.json.JsonObject;

/** A format that providers speak, with a fake that speaks it and no other to the gateway. */
enum Backend {
  CHAT("gpt-5-mini", "'provider':'custom','apiFormat':'openai'"),
  RESPONSES("gpt-5", "'provider':'custom','apiFormat':'openai-responses'"),
  MESSAGES("claude-haiku-4-5", "'provider':'anthropic'"),
  GEMINI("gemini-3-pro", "'provider':'gemini'");

  private final String model;
  private final String provider;

  Backend(String model, String provider) {
    this.model = model;
    this.provider = provider;
  }

  /** Returns the id of the model in the gateway, which is not its name at the provider. */
  String id() {
    return "lab/" + model;
  }

  FakeProvider start() {
    return switch (this) {
      case CHAT, RESPONSES -> FakeOpenAi.start();
      case MESSAGES -> FakeAnthropic.start();
      case GEMINI -> FakeGemini.start();
    };
  }

  /** Adds this model, which {@code fake} serves, to a project. */
  void addTo(RunningProxy proxy, FakeProvider fake) {
    String record =
        "{'id':'%s','upstreamModel':'%s',%s,'apiKey':'%s','baseUrl':'%s',"
            + "'inputPrice':0.01,'outputPrice':0.03}";
    proxy.model(
        record.replace('\'', '"'),
        id(),
        model,
        provider.replace('\'', '"'),
        fake.apiKey(),
        fake.baseUrl());
  }

  /** Returns what a request in this format says, in no format's words. */
  Transcript transcript(JsonObject request) {
    return switch (this) {
      case CHAT -> ChatTranscript.of(request);
      case RESPONSES -> ResponsesTranscript.of(request);
      case MESSAGES -> MessagesTranscript.of(request);
      case GEMINI -> GeminiTranscript.of(request);
    };
  }
}
