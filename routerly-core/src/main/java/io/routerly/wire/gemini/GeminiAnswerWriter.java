package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.array;
import static io.routerly.wire.gemini.GeminiJson.object;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatField;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.ApiTraits;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;

/** Writes a whole answer for a client that speaks Gemini. */
final class GeminiAnswerWriter {
  private final Losses losses;

  GeminiAnswerWriter(Losses losses) {
    this.losses = losses;
  }

  JsonObject write(ChatAnswer answer, AnswerFrame frame) {
    JsonArrayBuilder candidates = array();
    for (int index = 0; index < answer.choices().size(); index++) {
      candidates.add(candidate(answer.choices().get(index), index));
    }
    JsonObjectBuilder body = object().add("candidates", candidates);
    answer
        .usage()
        .ifPresent(
            usage -> body.add("usageMetadata", GeminiUsage.write(usage, answer.serviceTier())));
    return body.add("modelVersion", answer.model()).add("responseId", frame.uniqueId()).build();
  }

  private JsonObjectBuilder candidate(ChatAnswer.Choice choice, int index) {
    PartList parts = new PartList();
    Optional<JsonObject> sources = Optional.empty();
    for (ContentBlock block : choice.content()) {
      write(block, parts);
      if (block instanceof ContentBlock.Text text && !text.citations().isEmpty()) {
        Optional<JsonObject> found = GeminiCitations.write(text.text(), text.citations());
        loseSources(text, sources.isPresent());
        sources = sources.or(() -> found);
      }
    }
    JsonObjectBuilder candidate =
        object()
            .add("content", object().add("parts", parts.build()).add("role", "model"))
            .add("finishReason", GeminiFinish.write(choice.finish()))
            .add("index", index);
    sources.ifPresent(found -> candidate.add("groundingMetadata", found));
    if (!choice.logprobs().isEmpty()) {
      candidate.add("logprobsResult", GeminiLogprobs.write(choice.logprobs()));
    }
    return candidate;
  }

  private void write(ContentBlock block, PartList parts) {
    if (block instanceof ContentBlock.Text text) {
      parts.text(text.text());
    } else if (block instanceof ContentBlock.Refusal refusal) {
      parts.text(refusal.text());
    } else if (block instanceof ContentBlock.Thinking thinking) {
      Optional<String> seal = thinking.signature().map(GeminiSeals::forClient);
      if (thinking.text().isEmpty()) {
        seal.ifPresent(parts::seal);
      } else {
        parts.thought(thinking.text(), seal);
      }
    } else if (block instanceof ContentBlock.RedactedThinking) {
      losses.drop(ChatField.REDACTED_THINKING);
    } else if (block instanceof ContentBlock.ToolUse call) {
      parts.call(
          GeminiBlocks.functionCall(call, GeminiNames.forClient(call.name()), losses),
          call.signature().map(GeminiSeals::forClient));
    } else {
      GeminiBlocks.media(block, ApiTraits.PLAIN, losses).ifPresent(parts::media);
    }
  }

  /** There is one place for sources, which are pages, and they belong to one text. */
  private void loseSources(ContentBlock.Text text, boolean taken) {
    boolean others =
        taken
            || text.citations().stream()
                .map(Citation::source)
                .anyMatch(source -> !(source instanceof Citation.Source.Page));
    if (others) {
      losses.drop(ChatField.CITATIONS);
    }
  }
}
