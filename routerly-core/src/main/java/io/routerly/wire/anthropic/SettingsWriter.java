package io.routerly.wire.anthropic;

import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Sampling;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.util.Optional;

/** Writes how the model samples, where it stops, and on whose behalf it works. */
final class SettingsWriter {
  private static final BigDecimal LEAST_TOP_P_OF_THINKING = new BigDecimal("0.95");

  private final ApiTraits traits;
  private final JsonObjectBuilder body;
  private final Losses losses;

  SettingsWriter(ApiTraits traits, JsonObjectBuilder body, Losses losses) {
    this.traits = traits;
    this.body = body;
    this.losses = losses;
  }

  /** Writes what a model that thinks, or does not, takes. */
  void sampling(Sampling sampling, boolean thinking) {
    Optional<BigDecimal> temperature = temperature(sampling.temperature(), thinking);
    boolean tempered = temperature.filter(value -> !isOne(value)).isPresent();
    boolean either = traits.has(Quirk.TEMPERATURE_OR_TOP_P);
    boolean nucleus = topP(sampling.topP(), tempered && either, thinking);
    temperature
        .filter(value -> !(nucleus && either)) // it is 1 then, which holds anyway
        .ifPresent(value -> body.add("temperature", value));
    if (sampling.topK().isPresent()) {
      if (thinking) {
        losses.drop(ChatField.TOP_K);
      } else {
        body.add("top_k", sampling.topK().getAsLong());
      }
    }
    dropPenalty(sampling.frequencyPenalty(), ChatField.FREQUENCY_PENALTY);
    dropPenalty(sampling.presencePenalty(), ChatField.PRESENCE_PENALTY);
    drop(sampling.seed().isPresent(), ChatField.SEED);
  }

  /** OpenAI allows up to 2, this format up to 1. */
  private Optional<BigDecimal> temperature(Optional<BigDecimal> wanted, boolean thinking) {
    if (wanted.isEmpty()) {
      return wanted;
    }
    BigDecimal value = wanted.get();
    boolean tooHigh = value.compareTo(BigDecimal.ONE) > 0;
    drop(tooHigh || (thinking && !isOne(value)), ChatField.TEMPERATURE);
    return thinking ? Optional.empty() : Optional.of(tooHigh ? BigDecimal.ONE : value);
  }

  /** Returns whether it was written. */
  private boolean topP(Optional<BigDecimal> wanted, boolean excluded, boolean thinking) {
    if (wanted.isEmpty() || isOne(wanted.get())) {
      return false;
    }
    if (excluded || (thinking && wanted.get().compareTo(LEAST_TOP_P_OF_THINKING) < 0)) {
      losses.drop(ChatField.TOP_P);
      return false;
    }
    body.add("top_p", wanted.get());
    return true;
  }

  private static boolean isOne(BigDecimal value) {
    return value.compareTo(BigDecimal.ONE) == 0;
  }

  private void dropPenalty(Optional<BigDecimal> penalty, ChatField field) {
    drop(penalty.map(value -> value.signum() != 0).orElse(false), field);
  }

  /** Writes where the answer ends. */
  void output(OutputRules output) {
    JsonArrayBuilder stops = Blocks.array();
    boolean any = false;
    for (String stop : output.stopSequences()) {
      if (stop.isBlank()) {
        losses.drop(ChatField.STOP); // refused by the API
      } else {
        stops.add(stop);
        any = true;
      }
    }
    if (any) {
      body.add("stop_sequences", stops);
    }
    drop(output.choices() > 1, ChatField.N);
    drop(output.logprobs() || output.topLogprobs().orElse(0) > 0, ChatField.LOGPROBS);
    drop(!output.verbosity().orElse("medium").equals("medium"), ChatField.VERBOSITY);
  }

  /** Writes on whose behalf, and in which lane. */
  void options(CallOptions options) {
    options.user().ifPresent(user -> body.add("metadata", Blocks.object().add("user_id", user)));
    options.serviceTier().ifPresent(this::serviceTier);
    drop(!options.metadata().isEmpty(), ChatField.METADATA);
    drop(options.promptCacheKey().isPresent(), ChatField.PROMPT_CACHE_KEY);
    drop(options.promptCacheRetention().isPresent(), ChatField.PROMPT_CACHE_RETENTION);
    drop(options.store().orElse(false), ChatField.STORE);
    drop(options.previousResponseId().isPresent(), ChatField.PREVIOUS_RESPONSE_ID);
  }

  private void serviceTier(String tier) {
    switch (tier) {
      case "auto" -> {} // what holds anyway
      case "default", "standard_only" -> body.add("service_tier", "standard_only");
      default -> losses.drop(ChatField.SERVICE_TIER);
    }
  }

  private void drop(boolean said, ChatField field) {
    if (said) {
      losses.drop(field);
    }
  }
}
