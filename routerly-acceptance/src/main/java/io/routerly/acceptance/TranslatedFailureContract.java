package io.routerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.errors.AnthropicException;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.OpenAIException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.routerly.testkit.FakeProvider;
import io.routerly.testkit.script.Gate;
import io.routerly.testkit.script.Script;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong, and what cannot be said, where client and provider speak different formats. */
public interface TranslatedFailureContract extends OnSite {
  /** How the fakes fail once some events have gone out. */
  String FAILURE = "The fake fails in mid-stream.";

  @Test
  default void failsTheStreamOfAChatClientWhoseProviderFails() {
    String body = "{\"model\":\"%s\",\"stream\":true,\"messages\":[%s]}";
    String told = failing(site().anthropic(), "v1/chat/completions", body, Site.ANTHROPIC_MODEL);
    assertThat(told)
        .contains("\"delta\":", "data: {\"error\":{\"message\":\"" + FAILURE)
        .doesNotContain("[DONE]", "\"finish_reason\":\"");

    Gate gate = new Gate();
    site().anthropic().next(broken(gate));
    assertThatThrownBy(() -> streamChat(gate))
        .isInstanceOf(OpenAIException.class)
        .hasMessageContaining(FAILURE);
  }

  @Test
  default void failsTheStreamOfAMessagesClientWhoseProviderFails() {
    String body = "{\"model\":\"%s\",\"max_tokens\":100,\"stream\":true,\"messages\":[%s]}";
    String told = failing(site().gemini(), "v1/messages", body, Site.GEMINI_MODEL);
    assertThat(told)
        .contains("content_block_delta", "event: error\ndata: {\"type\":\"error\"", FAILURE)
        .doesNotContain("message_stop", "stop_reason\":\"");

    Gate gate = new Gate();
    site().gemini().next(broken(gate));
    assertThatThrownBy(() -> streamMessage(gate))
        .isInstanceOf(AnthropicException.class)
        .hasMessageContaining(FAILURE);
  }

  @Test
  default void failsTheStreamOfAResponsesClientWhoseProviderFails() {
    String body = "{\"model\":\"%s\",\"stream\":true,\"input\":[%s]}";
    String told = failing(site().mistral(), "v1/responses", body, Site.MISTRAL_MODEL);
    assertThat(told)
        .contains("response.output_text.delta", "event: response.failed", FAILURE)
        .doesNotContain("response.completed");

    Gate gate = new Gate();
    site().mistral().next(broken(gate));
    List<ResponseStreamEvent> events = streamResponse(gate);
    assertThat(events.get(events.size() - 1).isFailed()).isTrue();
  }

  @Test
  default void namesWhatAProviderCouldNotBeTold() {
    site().anthropic().next(Script.text("La Paz"));
    try (HttpResponseFor<ChatCompletion> answer =
        site()
            .openAiSdk(site().crossingToken())
            .chat()
            .completions()
            .withRawResponse()
            .create(chat().frequencyPenalty(0.5).build())) {
      assertThat(answer.headers().values("x-routerly-dropped"))
          .containsExactly("frequency_penalty");
      assertThat(answer.parse().choices().get(0).message().content()).contains("La Paz");
    }
  }

  @Test
  default void refusesAStrictRequestThatCouldNotBeToldWhollyWithoutAskingTheProvider() {
    ChatCompletionCreateParams strict =
        chat().frequencyPenalty(0.5).putAdditionalHeader("x-routerly-strict", "true").build();
    int before = site().anthropic().requests().size();

    assertThatThrownBy(
            () -> site().openAiSdk(site().crossingToken()).chat().completions().create(strict))
        .isInstanceOfSatisfying(
            BadRequestException.class,
            refusal ->
                assertThat(refusal.headers().values("x-routerly-error"))
                    .containsExactly("fields_not_supported"))
        .hasMessageContaining("frequency_penalty");
    assertThat(site().anthropic().requests()).hasSize(before);
  }

  /** Returns all that a client gets of a stream that breaks, as it stands on the wire. */
  private String failing(FakeProvider provider, String path, String body, String model) {
    Gate gate = new Gate();
    provider.next(broken(gate));
    String question = "{\"role\":\"user\",\"content\":\"Count.\"}";
    Browser script = site().visitor().with(site().crossingToken());
    return String.join("\n", script.stream(path, body.formatted(model, question), gate::open));
  }

  /** Goes on to fail when the client has had something, so that no other attempt can be made. */
  private static Script broken(Gate gate) {
    return Script.text("one two three four five six seven")
        .hangAfterEvents(4, gate)
        .errorAfterEvents(4);
  }

  private void streamChat(Gate gate) {
    try (StreamResponse<ChatCompletionChunk> answer =
        site()
            .openAiSdk(site().crossingToken())
            .chat()
            .completions()
            .createStreaming(chat().build())) {
      answer.stream().forEach(chunk -> gate.open());
    }
  }

  private void streamMessage(Gate gate) {
    MessageCreateParams params =
        MessageCreateParams.builder()
            .model(Site.GEMINI_MODEL)
            .maxTokens(100)
            .addUserMessage("Count.")
            .build();
    try (var answer =
        site().anthropicSdk(site().crossingToken()).messages().createStreaming(params)) {
      answer.stream().forEach(event -> gate.open());
    }
  }

  private List<ResponseStreamEvent> streamResponse(Gate gate) {
    ResponseCreateParams params =
        ResponseCreateParams.builder().model(Site.MISTRAL_MODEL).input("Count.").build();
    try (StreamResponse<ResponseStreamEvent> answer =
        site().openAiSdk(site().crossingToken()).responses().createStreaming(params)) {
      return answer.stream().peek(event -> gate.open()).toList();
    }
  }

  private static ChatCompletionCreateParams.Builder chat() {
    return ChatCompletionCreateParams.builder()
        .model(Site.ANTHROPIC_MODEL)
        .addUserMessage("Count.");
  }
}
