package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.FakeAnthropic;
import io.routerly.testkit.FakeGemini;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.http.Cut;
import io.routerly.testkit.script.Script;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls in one format that are served by a provider of another. */
class TranslationTest {
  private static final String CHAT =
      "{\"model\":\"first\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"logit_bias\":{\"1\":5}}";
  private static final String STREAM = CHAT.replace("\"messages\"", "\"stream\":true,\"messages\"");
  private static final String MESSAGES =
      "{\"model\":\"first\",\"max_tokens\":50,\"top_k\":5,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  @TempDir Path home;

  @Test
  void anAnthropicModelAnswersAChatClientAndNamesWhatItWasNotTold() {
    try (FakeAnthropic anthropic = FakeAnthropic.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "anthropic", anthropic)) {
      HttpResponse<String> response = proxy.post("v1/chat/completions", CHAT);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("\"object\":\"chat.completion\"").contains("Hello from");
      assertThat(response.headers().firstValue("x-routerly-dropped")).hasValue("logit_bias");
      assertThat(proxy.onlyRecord().tokens().output()).isPositive();
      assertThat(anthropic.takeRequest(Duration.ofSeconds(5)).path()).isEqualTo("/v1/messages");
    }
  }

  @Test
  void aStreamEndsAsTheClientsFormatDoes() {
    try (FakeAnthropic anthropic = FakeAnthropic.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "anthropic", anthropic)) {
      HttpResponse<String> response = proxy.post("v1/chat/completions", STREAM);

      assertThat(response.headers().firstValue("content-type").orElse(""))
          .startsWith("text/event-stream");
      assertThat(response.body()).endsWith("data: [DONE]\n\n").doesNotContain("message_start");
    }
  }

  @Test
  void aStreamWithoutAClosingEventIsWholeOnceItsReasonToEndWasTold() {
    try (FakeGemini gemini = FakeGemini.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "gemini", gemini)) {
      HttpResponse<String> response = proxy.post("v1/chat/completions", STREAM);

      assertThat(response.body())
          .contains("\"finish_reason\":\"stop\"")
          .endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void aStreamThatBreaksOffIsToldAsAFailureInTheClientsFormat() {
    try (FakeGemini gemini = FakeGemini.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "gemini", gemini)) {
      gemini.next(Script.answer().cutAfterEvents(2, Cut.FIN));

      assertThat(
              proxy.post("v1/messages", MESSAGES.replace("\"top_k\":5", "\"stream\":true")).body())
          .contains("event: error")
          .doesNotContain("message_stop");
    }
  }

  @Test
  void aStreamWhoseBeginningIsNotInItsFormatIsLeftForTheNextModel() {
    try (FakeAnthropic anthropic = FakeAnthropic.start();
        FakeGemini gemini = FakeGemini.start();
        RunningProxy proxy =
            new RunningProxy(home)
                .model("first", "anthropic", anthropic)
                .model("second", "gemini", gemini)) {
      anthropic.next(
          Script.answer()
              .insertAfterEvents(
                  0, "event: message_start\ndata: {\"type\":\"message_start\",\"message\":5}\n\n"));

      assertThat(proxy.post("v1/chat/completions", STREAM).body())
          .contains("\"model\":\"second\"")
          .endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void aStrictClientIsRefusedRatherThanHalfUnderstood() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "openai", openAi)) {
      HttpResponse<String> response = strict(proxy, MESSAGES);

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("invalid_request_error").contains("top_k");
      assertThat(response.headers().firstValue("x-routerly-error"))
          .hasValue("fields_not_supported");
      assertThat(openAi.requests()).isEmpty();
      assertThat(proxy.records()).isEmpty();
    }
  }

  @Test
  void aStrictClientIsServedByTheModelThatUnderstandsAllOfIt() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        FakeAnthropic anthropic = FakeAnthropic.start();
        RunningProxy proxy =
            new RunningProxy(home)
                .model("first", "openai", openAi)
                .model("second", "anthropic", anthropic)) {
      assertThat(strict(proxy, MESSAGES).statusCode()).isEqualTo(200);
      assertThat(openAi.requests()).isEmpty();
    }
  }

  @Test
  void aProvidersErrorComesInTheClientsEnvelope() {
    try (FakeGemini gemini = FakeGemini.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "gemini", gemini)) {
      gemini.byDefault(Script.error(429, "Slow down."));
      HttpResponse<String> response = proxy.post("v1/chat/completions", CHAT);

      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(response.body())
          .startsWith("{\"error\":{")
          .contains("\"message\":\"Slow down.\"")
          .contains("RESOURCE_EXHAUSTED");
    }
  }

  @Test
  void anErrorInTheFirstEventKeepsItsStatusAndCode() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "openai", openAi)) {
      openAi.next(
          Script.answer()
              .insertAfterEvents(
                  0,
                  "data: {\"error\":{\"message\":\"Too long.\",\"type\":\"invalid_request_error\","
                      + "\"code\":\"context_length_exceeded\"}}\n\n"));
      HttpResponse<String> response = proxy.post("v1/chat/completions", STREAM);

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("context_length_exceeded").contains("Too long.");
    }
  }

  @Test
  void aHybridOfTwoFormatsIsUnderstoodWhereTheProviderWouldNot() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "openai", openAi)) {
      HttpResponse<String> response =
          proxy.post("v1/chat/completions", "{\"model\":\"first\",\"input\":\"Hi\"}");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("\"object\":\"chat.completion\"");
      assertThat(openAi.takeRequest(Duration.ofSeconds(5)).bodyText()).contains("\"messages\"");
    }
  }

  @Test
  void aNumberThatNoTreeTakesIsTheClientsFault() {
    try (FakeAnthropic anthropic = FakeAnthropic.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "anthropic", anthropic)) {
      String body =
          CHAT.replace("\"messages\"", "\"seed\":0." + "1".repeat(1_200) + ",\"messages\"");

      assertThat(proxy.post("v1/chat/completions", body).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void aBetaThatOnlyAnthropicHasIsNamedOrRefused() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "openai", openAi)) {
      String body = MESSAGES.replace("\"top_k\":5,", "");
      String betas = "context-1m-2025-08-07,claude-code-20250219";
      HttpResponse<String> told = send(proxy, body, "anthropic-beta", betas);
      HttpResponse<String> refused =
          send(proxy, body, "anthropic-beta", betas, "x-routerly-strict", "true");

      assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
      assertThat(told.headers().firstValue("x-routerly-dropped"))
          .hasValue("anthropic-beta.context-1m-2025-08-07");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("anthropic-beta.context-1m-2025-08-07");
      assertThat(openAi.requests()).hasSize(1);
    }
  }

  private static HttpResponse<String> strict(RunningProxy proxy, String body) {
    return send(proxy, body, "x-routerly-strict", "true");
  }

  private static HttpResponse<String> send(RunningProxy proxy, String body, String... headers) {
    return proxy.send(
        HttpRequest.newBuilder(proxy.root().resolve("v1/messages"))
            .header("Authorization", "Bearer " + proxy.token())
            .header("Content-Type", "application/json")
            .headers(headers)
            .POST(BodyPublishers.ofString(body)));
  }
}
