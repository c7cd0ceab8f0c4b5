package io.routerly.wire.openai;

import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Reasoning;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Sampling;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.Efforts;
import io.routerly.wire.Target;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Writes a request for a provider. One request. */
final class RequestWriter {
  private static final int MOST_STOPS = 4;

  private final ChatRequest request;
  private final Target target;
  private final ApiTraits traits;
  private final Losses losses;
  private final Optional<String> effort;
  private final JsonObjectBuilder body = Nodes.object();

  RequestWriter(ChatRequest request, Target target, Losses losses) {
    this.request = request;
    this.target = target;
    this.losses = losses;
    Efforts efforts = target.traits().efforts().orElse(Efforts.USUAL);
    this.effort = request.reasoning().flatMap(said -> efforts.fit(said, losses));
    this.traits = target.traits().forEffort(effort);
  }

  JsonObject write() {
    body.add("model", target.model());
    Optional<ResponseFormat> format = request.output().format();
    ConversationWriter conversation = new ConversationWriter(traits, losses);
    body.add("messages", conversation.write(request.messages(), instruction(format)));
    new ToolWriter(request.toolbox(), traits, losses).writeTo(body);
    sampling(request.sampling());
    output(request.output());
    format.ifPresent(this::format);
    request.reasoning().ifPresent(this::reasoning);
    options(request.options());
    if (request.stream()) {
      body.add("stream", true);
      body.add("stream_options", Nodes.of("include_usage", JsonValue.TRUE));
    }
    return new RequestFitting(traits, losses).fit(body.build());
  }

  private void sampling(Sampling sampling) {
    sampling.temperature().ifPresent(value -> body.add("temperature", value));
    sampling.topP().ifPresent(value -> body.add("top_p", value));
    sampling.frequencyPenalty().ifPresent(value -> body.add("frequency_penalty", value));
    sampling.presencePenalty().ifPresent(value -> body.add("presence_penalty", value));
    sampling.seed().ifPresent(value -> body.add("seed", value));
    if (sampling.topK().isPresent()) {
      topK(sampling.topK().getAsLong());
    }
  }

  /** OpenAI's own API answers it with an error. */
  private void topK(long value) {
    if (traits.has(Quirk.TAKES_TOP_K)) {
      body.add("top_k", value);
    } else {
      losses.drop(ChatField.TOP_K);
    }
  }

  private void output(OutputRules output) {
    output
        .maxTokens()
        .ifPresent(most -> body.add("max_completion_tokens", target.fitMaximum(most, losses)));
    stop(output.stopSequences());
    if (output.choices() != 1) {
      body.add("n", output.choices());
    }
    output.verbosity().ifPresent(value -> body.add("verbosity", value));
    if (output.logprobs()) {
      body.add("logprobs", true);
      output.topLogprobs().ifPresent(value -> body.add("top_logprobs", value));
    }
  }

  /** The API takes four at most. */
  private void stop(List<String> sequences) {
    if (sequences.size() > MOST_STOPS) {
      losses.drop(ChatField.STOP);
    }
    if (!sequences.isEmpty()) {
      body.add("stop", Nodes.strings(sequences.stream().limit(MOST_STOPS).toList()));
    }
  }

  private void format(ResponseFormat format) {
    if (format instanceof ResponseFormat.JsonSchema schema && !traits.has(Quirk.NO_JSON_SCHEMA)) {
      JsonObjectBuilder inner = Nodes.object().add("name", schema.name());
      schema.description().ifPresent(text -> inner.add("description", text));
      inner.add("schema", schema.schema());
      schema.strict().ifPresent(strict -> inner.add("strict", strict));
      body.add("response_format", Nodes.typed("json_schema", "json_schema", inner.build()));
    } else {
      body.add("response_format", Nodes.object().add("type", "json_object"));
    }
  }

  /** Where an API follows no schema, the model is told of it, which is no guarantee. */
  private Optional<String> instruction(Optional<ResponseFormat> format) {
    if (traits.has(Quirk.NO_JSON_SCHEMA)
        && format.orElse(null) instanceof ResponseFormat.JsonSchema schema) {
      losses.drop(ChatField.RESPONSE_SCHEMA);
      return Optional.of(
          "Answer with a JSON object that follows this JSON schema, and with nothing else:\n"
              + Nodes.text(schema.schema()));
    }
    return Optional.empty();
  }

  private void reasoning(Reasoning reasoning) {
    effort.ifPresent(word -> body.add("reasoning_effort", word));
    if (!reasoning.isOff() && reasoning.budgetTokens().isPresent()) {
      losses.drop(ChatField.REASONING_BUDGET);
    }
    if (reasoning.summary().filter(summary -> !summary.equals("none")).isPresent()) {
      losses.drop(ChatField.REASONING_SUMMARY);
    }
  }

  private void options(CallOptions options) {
    options.user().ifPresent(user -> body.add("user", EndUsers.fit(user)));
    if (!options.metadata().isEmpty()) {
      JsonObjectBuilder notes = Nodes.object();
      options.metadata().forEach(notes::add);
      body.add("metadata", notes);
    }
    options.serviceTier().ifPresent(this::tier);
    options.promptCacheKey().ifPresent(key -> body.add("prompt_cache_key", key));
    options.promptCacheRetention().ifPresent(time -> body.add("prompt_cache_retention", time));
    if (options.store().orElse(false)) {
      body.add("store", true);
    }
    if (options.previousResponseId().isPresent()) {
      losses.drop(ChatField.PREVIOUS_RESPONSE_ID);
    }
  }

  /** Other formats have words of their own for their lanes. */
  private void tier(String tier) {
    ServiceTiers.toAskFor(tier)
        .ifPresentOrElse(
            word -> body.add("service_tier", word), () -> losses.drop(ChatField.SERVICE_TIER));
  }
}
