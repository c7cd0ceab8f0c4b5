package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.array;
import static io.routerly.wire.gemini.GeminiJson.object;

import io.routerly.chat.TokenLogprob;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The probabilities of tokens.
 *
 * @see <a href="https://ai.google.dev/api/generate-content#LogprobsResult">LogprobsResult</a>
 */
final class GeminiLogprobs {
  private GeminiLogprobs() {}

  static List<TokenLogprob> read(FieldReader candidate) {
    Optional<FieldReader> result = candidate.object("logprobsResult");
    if (result.isEmpty()) {
      return List.of();
    }
    List<FieldReader> steps = result.get().objects("topCandidates");
    List<TokenLogprob> tokens = new ArrayList<>();
    for (FieldReader chosen : result.get().objects("chosenCandidates")) {
      List<TokenLogprob> alternatives =
          tokens.size() < steps.size() ? step(steps.get(tokens.size())) : List.of();
      tokens.add(token(chosen, alternatives));
    }
    return tokens;
  }

  private static List<TokenLogprob> step(FieldReader step) {
    return step.objects("candidates").stream().map(token -> token(token, List.of())).toList();
  }

  private static TokenLogprob token(FieldReader token, List<TokenLogprob> alternatives) {
    return new TokenLogprob(
        token.string("token").orElse(""),
        token.number("logProbability").orElse(BigDecimal.ZERO),
        List.of(),
        alternatives);
  }

  static JsonObject write(List<TokenLogprob> tokens) {
    JsonArrayBuilder chosen = array();
    JsonArrayBuilder steps = array();
    for (TokenLogprob token : tokens) {
      JsonArrayBuilder candidates = array();
      token.alternatives().forEach(other -> candidates.add(token(other)));
      chosen.add(token(token));
      steps.add(object().add("candidates", candidates));
    }
    return object().add("topCandidates", steps).add("chosenCandidates", chosen).build();
  }

  private static JsonObject token(TokenLogprob token) {
    return object().add("token", token.token()).add("logProbability", token.logprob()).build();
  }
}
