package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.object;

import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.json.JsonFactories;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.Target;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Writes a request for Gemini. */
final class GeminiRequestWriter {
  private final Target target;
  private final Losses losses;
  private final JsonObjectBuilder body = object();

  private GeminiRequestWriter(Target target, Losses losses) {
    this.target = target;
    this.losses = losses;
  }

  static JsonObject write(ChatRequest request, Target target, Losses losses) {
    GeminiRequestWriter writer = new GeminiRequestWriter(target, losses);
    GeminiTools tools = new GeminiTools(target.traits(), losses);
    boolean withTools = tools.areIn(request);
    List<Message> messages = new ArrayList<>(request.messages());
    if (withTools && !target.traits().has(Quirk.THINKING_LEVELS)) {
      request
          .output()
          .format()
          .map(GeminiConfig::inWords)
          .ifPresent(words -> messages.add(GeminiContents.leading(messages), words));
    }
    new GeminiContents(target.traits(), losses).write(messages, writer.body);
    tools.write(request, writer.body);
    new GeminiConfig(target, losses).write(request, withTools, writer.body);
    writer.options(request.options());
    return writer.fitted();
  }

  private void options(CallOptions options) {
    options.serviceTier().ifPresent(this::serviceTier);
    lose(options.user().isPresent(), ChatField.USER);
    lose(!options.metadata().isEmpty(), ChatField.METADATA);
    lose(options.promptCacheKey().isPresent(), ChatField.PROMPT_CACHE_KEY);
    lose(options.promptCacheRetention().isPresent(), ChatField.PROMPT_CACHE_RETENTION);
    lose(options.store().orElse(false), ChatField.STORE);
    lose(options.previousResponseId().isPresent(), ChatField.PREVIOUS_RESPONSE_ID);
  }

  /**
   * OpenAI's and Anthropic's words for the usual lane are what Gemini does by itself.
   *
   * @see <a href="https://ai.google.dev/gemini-api/docs/priority-inference">service tiers</a>
   */
  private void serviceTier(String tier) {
    switch (tier) {
      case "auto", "default", "standard", "standard_only" -> {}
      case "flex", "priority" -> body.add("serviceTier", tier);
      default -> losses.drop(ChatField.SERVICE_TIER);
    }
  }

  private void lose(boolean said, ChatField field) {
    if (said) {
      losses.drop(field);
    }
  }

  /** Leaves out and renames what the target's API has differently. */
  private JsonObject fitted() {
    JsonObject written = body.build();
    if (target.traits().refused().isEmpty() && target.traits().renamed().isEmpty()) {
      return written;
    }
    JsonObjectBuilder result = JsonFactories.BUILDERS.createObjectBuilder();
    written.forEach((name, value) -> fit(name, value, result));
    return result.build();
  }

  private void fit(String name, JsonValue value, JsonObjectBuilder result) {
    if (target.traits().refused().contains(name)) {
      losses.drop(name);
    } else {
      result.add(target.traits().renamed().getOrDefault(name, name), value);
    }
  }
}
