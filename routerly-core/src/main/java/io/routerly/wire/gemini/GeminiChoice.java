package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.array;
import static io.routerly.wire.gemini.GeminiJson.object;

import io.routerly.chat.ChatEvent.Part;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.FinishReason;
import io.routerly.chat.Losses;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenLogprob;
import io.routerly.wire.ApiTraits;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One candidate of a stream to a client. Calls of functions go out whole, when they are complete.
 * One owner thread.
 */
final class GeminiChoice {
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder arguments = new StringBuilder();
  private final List<Citation> citations = new ArrayList<>();
  private final List<TokenLogprob> tokens = new ArrayList<>();
  private Optional<ContentBlock.ToolUse> call = Optional.empty();
  private Optional<Signature> callSeal = Optional.empty();
  private FinishReason finish = FinishReason.of(FinishReason.Kind.STOP);
  private boolean thinking;
  private boolean worded;

  /** Returns the part that tells of a block's beginning, if it is worth one. */
  Optional<JsonObject> start(ContentBlock opening) {
    if (opening instanceof ContentBlock.Text words) {
      citations.addAll(words.citations());
      return grow(Part.TEXT, words.text());
    }
    if (opening instanceof ContentBlock.Refusal refusal) {
      return grow(Part.REFUSAL, refusal.text());
    }
    if (opening instanceof ContentBlock.Thinking thoughts) {
      thinking = true;
      return grow(Part.THINKING, thoughts.text());
    }
    if (opening instanceof ContentBlock.ToolUse use) {
      call = Optional.of(use);
      arguments.setLength(0);
      arguments.append(use.arguments());
      callSeal = use.signature();
      return Optional.empty();
    }
    return GeminiBlocks.media(opening, ApiTraits.PLAIN, new Losses());
  }

  Optional<JsonObject> grow(Part part, String piece) {
    if (piece.isEmpty()) {
      return Optional.empty();
    }
    return switch (part) {
      case ARGUMENTS -> {
        arguments.append(piece);
        yield Optional.empty();
      }
      case THINKING -> {
        worded = true;
        yield Optional.of(object().add("text", piece).add("thought", true).build());
      }
      case TEXT, REFUSAL -> {
        text.append(piece);
        yield Optional.of(object().add("text", piece).build());
      }
    };
  }

  /** A seal without a thought belongs to the words before it, and comes in a part without any. */
  Optional<JsonObject> sign(Signature signature) {
    if (!thinking) {
      callSeal = Optional.of(signature);
      return Optional.empty();
    }
    JsonObjectBuilder part = object().add("text", "");
    if (worded) {
      part.add("thought", true);
    }
    return Optional.of(part.add("thoughtSignature", GeminiSeals.forClient(signature)).build());
  }

  /** Returns the part that tells of a block as a whole, if it was not told piece by piece. */
  Optional<JsonObject> end() {
    thinking = false;
    worded = false;
    Optional<ContentBlock.ToolUse> complete = call;
    call = Optional.empty();
    return complete.map(this::functionCall);
  }

  private JsonObject functionCall(ContentBlock.ToolUse use) {
    ContentBlock.ToolUse whole =
        new ContentBlock.ToolUse(
            use.kind(), use.id(), use.name(), arguments.toString(), callSeal, use.cache());
    PartList part = new PartList();
    part.call(
        GeminiBlocks.functionCall(whole, GeminiNames.forClient(use.name()), new Losses()),
        callSeal.map(GeminiSeals::forClient));
    return part.build().getJsonObject(0);
  }

  void cite(Citation citation) {
    citations.add(citation);
  }

  void rate(List<TokenLogprob> rated) {
    tokens.addAll(rated);
  }

  void finish(FinishReason reason) {
    finish = reason;
  }

  /** Returns the candidate with some parts, and the probabilities that were not told yet. */
  JsonObjectBuilder candidate(JsonArrayBuilder parts) {
    JsonObjectBuilder candidate =
        object().add("content", object().add("parts", parts).add("role", "model"));
    if (!tokens.isEmpty()) {
      candidate.add("logprobsResult", GeminiLogprobs.write(tokens));
      tokens.clear();
    }
    return candidate;
  }

  /** Returns the candidate as it ends. */
  JsonObjectBuilder last() {
    JsonObjectBuilder candidate =
        candidate(array().add(object().add("text", "")))
            .add("finishReason", GeminiFinish.write(finish));
    GeminiCitations.write(text.toString(), citations)
        .ifPresent(found -> candidate.add("groundingMetadata", found));
    return candidate;
  }
}
