package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.object;

import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.OutputRules;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Role;
import io.routerly.chat.Sampling;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.Target;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.util.List;

/**
 * Writes {@code generationConfig}.
 *
 * @see <a href="https://ai.google.dev/api/generate-content#generationconfig">GenerationConfig</a>
 */
final class GeminiConfig {
  private static final int MOST_STOP_SEQUENCES = 5;

  private final Target target;
  private final Losses losses;
  private final JsonObjectBuilder config = object();

  GeminiConfig(Target target, Losses losses) {
    this.target = target;
    this.losses = losses;
  }

  /**
   * Writes what the request says of how to answer.
   *
   * @param tools whether tools stand in the request
   */
  void write(ChatRequest request, boolean tools, JsonObjectBuilder body) {
    sampling(request.sampling());
    output(request.output());
    request.output().format().ifPresent(format -> format(format, tools));
    request
        .reasoning()
        .map(reasoning -> new GeminiThinking(target, losses).write(reasoning))
        .filter(thinking -> !thinking.isEmpty())
        .ifPresent(thinking -> config.add("thinkingConfig", thinking));
    JsonObject built = config.build();
    if (!built.isEmpty()) {
      body.add("generationConfig", built);
    }
  }

  private void sampling(Sampling sampling) {
    sampling.temperature().ifPresent(value -> config.add("temperature", value));
    sampling.topP().ifPresent(value -> config.add("topP", value));
    sampling.topK().ifPresent(value -> config.add("topK", value));
    sampling
        .presencePenalty()
        .ifPresent(value -> penalty("presencePenalty", value, ChatField.PRESENCE_PENALTY));
    sampling
        .frequencyPenalty()
        .ifPresent(value -> penalty("frequencyPenalty", value, ChatField.FREQUENCY_PENALTY));
    sampling.seed().ifPresent(this::seed);
  }

  private void penalty(String name, BigDecimal value, ChatField loss) {
    if (!target.traits().has(Quirk.NO_PENALTIES)) {
      config.add(name, value);
    } else if (value.signum() != 0) {
      losses.drop(loss);
    }
  }

  private void seed(long seed) {
    if (seed == (int) seed) {
      config.add("seed", seed);
    } else {
      losses.drop(ChatField.SEED);
    }
  }

  private void output(OutputRules output) {
    output
        .maxTokens()
        .ifPresent(most -> config.add("maxOutputTokens", target.fitMaximum(most, losses)));
    List<String> stops = output.stopSequences();
    if (!stops.isEmpty()) {
      int taken = Math.min(stops.size(), MOST_STOP_SEQUENCES);
      config.add("stopSequences", GeminiJson.strings(stops.subList(0, taken)));
      if (taken < stops.size()) {
        losses.drop(ChatField.STOP);
      }
    }
    if (output.choices() > 1) {
      config.add("candidateCount", output.choices());
    }
    if (output.logprobs() && target.traits().has(Quirk.NO_LOGPROBS)) {
      losses.drop(ChatField.LOGPROBS);
    } else if (output.logprobs()) {
      config.add("responseLogprobs", true);
      output.topLogprobs().ifPresent(top -> config.add("logprobs", top));
    }
    if (output.verbosity().isPresent()) {
      losses.drop(ChatField.VERBOSITY);
    }
  }

  private void format(ResponseFormat format, boolean tools) {
    if (tools && !target.traits().has(Quirk.THINKING_LEVELS)) {
      losses.drop(ChatField.RESPONSE_FORMAT);
      return;
    }
    config.add("responseMimeType", "application/json");
    if (format instanceof ResponseFormat.JsonSchema json) {
      GeminiSchema.response(described(json)).addTo(config, losses);
    }
  }

  /**
   * Returns the instruction that stands for a format that the model cannot be held to, for it has
   * tools: models before Gemini 3 take one or the other.
   */
  static Message inWords(ResponseFormat format) {
    String said = "When you give your final answer, give nothing but a JSON object.";
    if (format instanceof ResponseFormat.JsonSchema json) {
      said += " It must follow this schema:\n" + GeminiJson.text(described(json));
    }
    return new Message(Role.SYSTEM, List.of(new ContentBlock.Text(said)));
  }

  /** The schema has no description beside it; one in it says the same. */
  private static JsonObject described(ResponseFormat.JsonSchema json) {
    if (json.description().isEmpty() || json.schema().containsKey("description")) {
      return json.schema();
    }
    JsonObjectBuilder schema = object();
    json.schema().forEach(schema::add);
    return schema.add("description", json.description().get()).build();
  }
}
