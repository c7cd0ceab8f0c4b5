package io.routerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.routerly.testkit.script.Gate;
import io.routerly.testkit.script.Script;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

/** That streams arrive as they are made. */
public interface StreamingContract extends OnSite {
  @Test
  default void handsTheFirstChunkOnBeforeTheProviderGoesOn() {
    Gate gate = new Gate();
    site().openAi().next(Script.text("one two three").hangAfterEvents(1, gate));
    try (StreamResponse<ChatCompletionChunk> answer =
        site()
            .openAiSdk()
            .chat()
            .completions()
            .createStreaming(
                ChatCompletionCreateParams.builder()
                    .model(Site.OPENAI_MODEL)
                    .addUserMessage("Count.")
                    .build())) {
      Iterator<ChatCompletionChunk> chunks = answer.stream().iterator();
      // The provider waits at the gate, so this can only return if its one chunk was handed on.
      assertThat(chunks.next().choices()).isNotEmpty();
      gate.open();
      assertThat(chunks).toIterable().isNotEmpty();
    } finally {
      gate.open();
    }
  }
}
