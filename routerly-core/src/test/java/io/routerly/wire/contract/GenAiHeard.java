package io.routerly.wire.contract;

import com.google.genai.types.Candidate;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.Part;
import io.routerly.chat.TokenUsage;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What an application hears of an answer by Google's SDK, in words of this test.
 *
 * @param choices by their index
 */
record GenAiHeard(String model, List<Said> choices, Optional<TokenUsage> usage) {
  /**
   * What one candidate says.
   *
   * @param seals in their order, wherever they stand but on the last words, where the gateway does
   *     not keep them
   * @param finish the API's own word, or {@code blocked} where the question got no answer
   */
  record Said(String text, String thoughts, List<Call> calls, List<String> seals, String finish) {}

  /**
   * A call of a function.
   *
   * @param id absent: the provider gave none
   */
  record Call(Optional<String> id, String name, JsonObject arguments) {}

  /** Hears a whole answer, or the pieces of a stream. */
  static GenAiHeard of(List<GenerateContentResponse> pieces) {
    Map<Integer, List<Candidate>> candidates = new TreeMap<>();
    for (GenerateContentResponse piece : pieces) {
      for (Candidate candidate : piece.candidates().orElse(List.of())) {
        int index = candidate.index().orElse(0);
        candidates.computeIfAbsent(index, i -> new ArrayList<>()).add(candidate);
      }
    }
    List<Said> choices = new ArrayList<>();
    candidates.values().forEach(some -> choices.add(said(some)));
    if (pieces.stream().anyMatch(GenAiHeard::isBlocked)) {
      choices.add(new Said("", "", List.of(), List.of(), "blocked"));
    }
    String model = last(pieces, GenerateContentResponse::modelVersion).orElse("");
    return new GenAiHeard(model, choices, usage(pieces));
  }

  private static boolean isBlocked(GenerateContentResponse piece) {
    return piece.promptFeedback().flatMap(feedback -> feedback.blockReason()).isPresent();
  }

  private static Said said(List<Candidate> candidates) {
    StringBuilder text = new StringBuilder();
    StringBuilder thoughts = new StringBuilder();
    List<Call> calls = new ArrayList<>();
    List<String> seals = new ArrayList<>();
    boolean onWords = false;
    for (Candidate candidate : candidates) {
      for (Part part : candidate.content().flatMap(Content::parts).orElse(List.of())) {
        (part.thought().orElse(false) ? thoughts : text).append(part.text().orElse(""));
        part.functionCall().map(GenAiHeard::call).ifPresent(calls::add);
        part.thoughtSignature().map(Base64.getEncoder()::encodeToString).ifPresent(seals::add);
        boolean words = part.functionCall().isEmpty() && !part.thought().orElse(false);
        onWords = part.thoughtSignature().isPresent() ? words : onWords && isNothing(part);
      }
    }
    if (onWords) {
      seals.remove(seals.size() - 1);
    }
    String finish =
        last(candidates, Candidate::finishReason).map(FinishReason::toString).orElse("");
    return new Said(text.toString(), thoughts.toString(), calls, seals, finish);
  }

  private static boolean isNothing(Part part) {
    return part.functionCall().isEmpty() && part.text().orElse("").isEmpty();
  }

  private static Call call(FunctionCall call) {
    String arguments = GenAiTypes.write(call.args().orElse(Map.of()));
    return new Call(
        call.id(), call.name().orElse(""), GenAiTypes.plain(Json.raw(arguments)).asJsonObject());
  }

  private static Optional<TokenUsage> usage(List<GenerateContentResponse> pieces) {
    List<GenerateContentResponseUsageMetadata> told =
        pieces.stream().flatMap(piece -> piece.usageMetadata().stream()).toList();
    if (told.isEmpty()) {
      return Optional.empty();
    }
    int input =
        count(told, GenerateContentResponseUsageMetadata::promptTokenCount)
            + count(told, GenerateContentResponseUsageMetadata::toolUsePromptTokenCount);
    int thoughts = count(told, GenerateContentResponseUsageMetadata::thoughtsTokenCount);
    int output =
        Math.max(
            count(told, GenerateContentResponseUsageMetadata::candidatesTokenCount) + thoughts,
            count(told, GenerateContentResponseUsageMetadata::totalTokenCount) - input);
    int cached = count(told, GenerateContentResponseUsageMetadata::cachedContentTokenCount);
    return Optional.of(new TokenUsage(input, cached, 0, 0, output, thoughts));
  }

  private static int count(
      List<GenerateContentResponseUsageMetadata> told,
      Function<GenerateContentResponseUsageMetadata, Optional<Integer>> figure) {
    return last(told, figure).orElse(0);
  }

  /**
   * Returns what was said last, for what comes later in a stream stands in for what came before.
   */
  private static <T, V> Optional<V> last(List<T> pieces, Function<T, Optional<V>> field) {
    return pieces.stream().flatMap(piece -> field.apply(piece).stream()).reduce((a, b) -> b);
  }
}
