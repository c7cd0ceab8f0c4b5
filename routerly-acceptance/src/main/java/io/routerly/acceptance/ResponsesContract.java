package io.routerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.StreamResponse;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseTextDeltaEvent;
import io.routerly.testkit.script.Script;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** OpenAI's responses, through OpenAI's own SDK. */
public interface ResponsesContract extends OnSite {
  @Test
  default void answersAResponse() {
    site().openAi().next(Script.text("Quito"));
    Response answer = site().openAiSdk().responses().create(question());
    String text =
        answer.output().stream()
            .flatMap(item -> item.message().stream())
            .flatMap(message -> message.content().stream())
            .map(content -> content.asOutputText().text())
            .collect(Collectors.joining());
    assertThat(text).isEqualTo("Quito");
  }

  @Test
  default void streamsAResponseToItsCompletion() {
    site().openAi().next(Script.text("Quito"));
    try (StreamResponse<ResponseStreamEvent> answer =
        site().openAiSdk().responses().createStreaming(question())) {
      List<ResponseStreamEvent> events = answer.stream().toList();
      String text =
          events.stream()
              .flatMap(event -> event.outputTextDelta().stream())
              .map(ResponseTextDeltaEvent::delta)
              .collect(Collectors.joining());
      assertThat(text).isEqualTo("Quito");
      assertThat(events.get(events.size() - 1).isCompleted()).isTrue();
    }
  }

  private static ResponseCreateParams question() {
    return ResponseCreateParams.builder().model(Site.OPENAI_MODEL).input("Where?").build();
  }
}
