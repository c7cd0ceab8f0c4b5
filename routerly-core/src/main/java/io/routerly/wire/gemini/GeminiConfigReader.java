package io.routerly.wire.gemini;

import static java.util.Locale.ROOT;

import io.routerly.chat.Losses;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Reasoning;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Sampling;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads {@code generationConfig}. */
final class GeminiConfigReader {
  private static final int MOST_CANDIDATES = 128;

  private final FieldReader config;
  private final Losses losses;

  GeminiConfigReader(FieldReader config, Losses losses) {
    this.config = config;
    this.losses = losses;
  }

  Sampling sampling() {
    return new Sampling(
        config.number("temperature"),
        config.number("topP"),
        config.whole("topK"),
        config.number("frequencyPenalty"),
        config.number("presencePenalty"),
        config.whole("seed"));
  }

  OutputRules output() {
    boolean text = config.strings("responseModalities").stream().allMatch("TEXT"::equals);
    if (!text) {
      losses.drop("generationConfig.responseModalities");
    }
    OptionalLong top = config.whole("logprobs");
    return new OutputRules(
        config.whole("maxOutputTokens"),
        config.strings("stopSequences"),
        count("candidateCount", config.whole("candidateCount").orElse(1)),
        format(),
        Optional.empty(),
        config.bool("responseLogprobs").orElse(false),
        top.isEmpty() ? OptionalInt.empty() : OptionalInt.of(count("logprobs", top.getAsLong())));
  }

  private int count(String field, long value) {
    if (value < 0 || value > MOST_CANDIDATES) {
      throw config.invalid(field, "from 0 to " + MOST_CANDIDATES);
    }
    return (int) value;
  }

  private Optional<ResponseFormat> format() {
    Optional<JsonObject> schema =
        config
            .plainObject("responseSchema")
            .map(GeminiSchemaReader::read)
            .or(() -> config.plainObject("responseJsonSchema"));
    String type = config.string("responseMimeType").orElse("text/plain");
    if (type.equals("text/x.enum")) {
      losses.drop("generationConfig.responseMimeType");
      return Optional.empty();
    }
    if (schema.isPresent()) {
      return Optional.of(
          new ResponseFormat.JsonSchema(
              "response", Optional.empty(), schema.get(), Optional.empty()));
    }
    return type.equals("application/json")
        ? Optional.of(new ResponseFormat.AnyJson())
        : Optional.empty();
  }

  Optional<Reasoning> reasoning() {
    Optional<FieldReader> thinking = config.object("thinkingConfig");
    Optional<Reasoning> reasoning = thinking.map(GeminiConfigReader::reasoning);
    thinking.ifPresent(found -> found.reportUnread(losses));
    return reasoning;
  }

  /** Without the wish to see them, Gemini keeps its thoughts to itself. */
  private static Reasoning reasoning(FieldReader thinking) {
    boolean shown = thinking.bool("includeThoughts").orElse(false);
    OptionalLong budget = thinking.whole("thinkingBudget");
    Optional<Reasoning.Mode> mode =
        budget.isEmpty() ? Optional.empty() : Optional.of(mode(budget.getAsLong()));
    return new Reasoning(
        mode,
        thinking
            .string("thinkingLevel")
            .map(level -> level.toLowerCase(ROOT))
            .filter(level -> !level.equals("thinking_level_unspecified")),
        budget.orElse(0) > 0 ? budget : OptionalLong.empty(),
        Optional.of(shown ? "auto" : "none"));
  }

  private static Reasoning.Mode mode(long budget) {
    if (budget == 0) {
      return Reasoning.Mode.DISABLED;
    }
    return budget < 0 ? Reasoning.Mode.ADAPTIVE : Reasoning.Mode.ENABLED;
  }
}
