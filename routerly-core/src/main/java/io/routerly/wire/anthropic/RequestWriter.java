package io.routerly.wire.anthropic;

import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.ResponseFormat.JsonSchema;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.Target;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes a request for a provider. */
final class RequestWriter {
  /**
   * Most tokens of an answer where the client names no limit, since the API wants one: as many as
   * every model takes from Claude 4 on, so that answers are cut off as rarely as can be. It is less
   * where the model is known to give less, and where it would leave the prompt less than half of
   * the window.
   */
  static final long MOST_TOKENS = 32_000;

  private static final String ANSWER_IN_JSON =
      "Answer with one JSON object and nothing else: no words before or after it, no code fence.";

  private final ChatRequest request;
  private final Target target;
  private final Losses losses;
  private final JsonObjectBuilder body = Blocks.object();
  private final ToolsWriter tools;
  private final ThinkingWriter thinking;
  private final ConversationWriter conversation;
  private final JsonObjectBuilder outputConfig = Blocks.object();

  private RequestWriter(ChatRequest request, Target target, Losses losses) {
    ApiTraits traits = target.traits();
    this.request = request;
    this.target = target;
    this.losses = losses;
    this.tools = new ToolsWriter(traits, losses);
    this.thinking = new ThinkingWriter(traits, losses);
    this.conversation =
        new ConversationWriter(
            new BlockWriter(traits, isCitable(request, traits), losses),
            !traits.has(Quirk.NO_PREFILL),
            losses);
  }

  static JsonObject write(ChatRequest request, Target target, Losses losses) {
    return Refusals.apply(
        new RequestWriter(request, target, losses).write(), target.traits(), losses);
  }

  /** An answer that follows a schema cannot cite. */
  private static boolean isCitable(ChatRequest request, ApiTraits traits) {
    return traits.has(Quirk.NO_STRUCTURED_OUTPUT)
        || !(request.output().format().orElse(null) instanceof JsonSchema);
  }

  private JsonObject write() {
    long maxTokens = maxTokens();
    conversation.add(request.messages());
    tools.add(request.toolbox());
    request.output().format().ifPresent(this::format);
    thinking.decide(request, maxTokens, tools.isForced());
    thinking.effort().ifPresent(effort -> outputConfig.add("effort", effort));

    body.add("model", target.model()).add("max_tokens", maxTokens);
    conversation.system().ifPresent(system -> body.add("system", system));
    body.add("messages", conversation.messages());
    tools.writeTo(body);
    thinking.thinking().ifPresent(config -> body.add("thinking", config));
    JsonObject config = outputConfig.build();
    if (!config.isEmpty()) {
      body.add("output_config", config);
    }
    SettingsWriter settings = new SettingsWriter(target.traits(), body, losses);
    settings.sampling(request.sampling(), thinking.isOn());
    settings.output(request.output());
    settings.options(request.options());
    if (request.stream()) {
      body.add("stream", true);
    }
    return body.build();
  }

  private long maxTokens() {
    OptionalLong asked = request.output().maxTokens();
    if (asked.isPresent()) {
      return target.fitMaximum(asked.getAsLong(), losses);
    }
    long half = Math.max(1, target.contextWindow().orElse(Long.MAX_VALUE) / 2);
    return Math.min(MOST_TOKENS, Math.min(half, target.mostTokens().orElse(MOST_TOKENS)));
  }

  private void format(ResponseFormat format) {
    if (format instanceof JsonSchema schema && target.traits().has(Quirk.NO_STRUCTURED_OUTPUT)) {
      if (tools.answerThrough(schema)) {
        conversation.instruct(
            "Give your final answer by calling the tool " + Blocks.JSON_TOOL + ".");
      }
    } else if (format instanceof JsonSchema schema) {
      outputConfig.add("format", Blocks.block("json_schema").add("schema", schema(schema)));
    } else {
      conversation.instruct(ANSWER_IN_JSON);
      losses.drop(ChatField.RESPONSE_FORMAT); // asked for, but not enforced
    }
  }

  private JsonObject schema(JsonSchema wanted) {
    SchemaSubset subset = SchemaSubset.of(wanted.schema());
    if (subset.isLossy()) {
      losses.drop(ChatField.RESPONSE_SCHEMA);
    }
    Optional<String> description = wanted.description();
    if (description.isEmpty() || subset.schema().get("description") instanceof JsonString) {
      return subset.schema();
    }
    JsonObjectBuilder described = Blocks.object();
    subset.schema().forEach(described::add);
    return described.add("description", description.get()).build();
  }
}
