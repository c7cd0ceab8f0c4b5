package io.routerly.wire.responses;

import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.OutputRules;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Role;
import io.routerly.chat.Sampling;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.Target;
import io.routerly.wire.openai.EndUsers;
import io.routerly.wire.openai.ServiceTiers;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Writes a request for a provider. One owner thread. */
final class RequestWriter {
  /** The API refuses a smaller limit. */
  private static final long LEAST_TOKENS = 16;

  private final ChatRequest request;
  private final Target target;
  private final ApiTraits traits;
  private final Losses losses;
  private final ReasoningWriter reasoning;
  private final TraitedBody body;

  RequestWriter(ChatRequest request, Target target, Losses losses) {
    this.request = request;
    this.target = target;
    this.losses = losses;
    this.reasoning = new ReasoningWriter(request.reasoning(), target, losses);
    this.traits = target.traits().forEffort(reasoning.effort());
    this.body = new TraitedBody(traits, losses);
  }

  JsonObject write() {
    body.put("model", target.model());
    messages();
    new ToolWriter(request.toolbox(), losses).write(body);
    sampling(request.sampling());
    output(request.output());
    request.reasoning().ifPresent(said -> reasoning.write(said, body));
    include();
    options(request.options());
    if (request.stream()) {
      body.put("stream", true);
    }
    return body.build();
  }

  /** The first instructions have a field of their own, if they are nothing but one text. */
  private void messages() {
    List<Message> messages = request.messages();
    Optional<String> instructions = messages.stream().findFirst().flatMap(this::instructions);
    instructions.ifPresent(text -> body.put("instructions", text));
    List<Message> others =
        instructions.isPresent() ? messages.subList(1, messages.size()) : messages;
    JsonArray items = new ItemWriter(traits, losses).write(others);
    body.put("input", items);
    if (!others.isEmpty() && isPrefill(others.get(others.size() - 1))) {
      losses.drop(ChatField.PREFILL);
    }
  }

  private Optional<String> instructions(Message first) {
    boolean plain =
        !traits.refused().contains("instructions")
            && first.role() == Role.SYSTEM
            && first.name().isEmpty()
            && first.content().size() == 1;
    if (!plain || !(first.content().get(0) instanceof ContentBlock.Text text)) {
      return Optional.empty();
    }
    if (text.cache().isPresent()) {
      losses.drop(ChatField.CACHE_CONTROL);
    }
    return text.citations().isEmpty() ? Optional.of(text.text()) : Optional.empty();
  }

  private static boolean isPrefill(Message last) {
    int size = last.content().size();
    return last.role() == Role.ASSISTANT
        && size > 0
        && last.content().get(size - 1) instanceof ContentBlock.Text;
  }

  private void sampling(Sampling sampling) {
    sampling.temperature().ifPresent(v -> body.put("temperature", v, ChatField.TEMPERATURE));
    sampling.topP().ifPresent(v -> body.put("top_p", v, ChatField.TOP_P));
    Predicate<BigDecimal> says = value -> value.signum() != 0;
    loseIf(sampling.frequencyPenalty().filter(says).isPresent(), ChatField.FREQUENCY_PENALTY);
    loseIf(sampling.presencePenalty().filter(says).isPresent(), ChatField.PRESENCE_PENALTY);
    loseIf(sampling.topK().isPresent(), ChatField.TOP_K);
    loseIf(sampling.seed().isPresent(), ChatField.SEED);
  }

  private void output(OutputRules rules) {
    rules.maxTokens().ifPresent(this::maxTokens);
    loseIf(!rules.stopSequences().isEmpty(), ChatField.STOP);
    loseIf(rules.choices() > 1, ChatField.N);
    rules.topLogprobs().ifPresent(n -> body.put("top_logprobs", n, ChatField.LOGPROBS));
    if (rules.format().isPresent() || rules.verbosity().isPresent()) {
      JsonObjectBuilder text = Trees.object();
      rules.format().ifPresent(format -> text.add("format", format(format)));
      rules.verbosity().ifPresent(verbosity -> text.add("verbosity", verbosity));
      body.put("text", text.build(), ChatField.RESPONSE_FORMAT);
    }
  }

  private void maxTokens(long limit) {
    loseIf(limit < LEAST_TOKENS, ChatField.MAX_TOKENS);
    long most = target.fitMaximum(Math.max(LEAST_TOKENS, limit), losses);
    body.put("max_output_tokens", most, ChatField.MAX_TOKENS);
  }

  private static JsonObject format(ResponseFormat format) {
    if (!(format instanceof ResponseFormat.JsonSchema schema)) {
      return Trees.typed("json_object").build();
    }
    JsonObjectBuilder written = Trees.typed("json_schema").add("name", schema.name());
    schema.description().ifPresent(text -> written.add("description", text));
    written.add("schema", schema.schema());
    schema.strict().ifPresent(strict -> written.add("strict", strict));
    return written.build();
  }

  /** Seals and probabilities come only if they are asked for. */
  private void include() {
    boolean logprobs = request.output().logprobs();
    loseIf(logprobs && refusesLogprobs(), ChatField.LOGPROBS);
    JsonArrayBuilder wanted = Trees.array();
    if (reasoning.mayComeSealed(request)) {
      wanted.add(RequestReader.ENCRYPTED);
    }
    if (logprobs && !refusesLogprobs()) {
      wanted.add(RequestReader.LOGPROBS);
    }
    JsonArray all = wanted.build();
    if (logprobs && !refusesLogprobs()) {
      body.put("include", all, ChatField.LOGPROBS);
    } else if (!all.isEmpty()) {
      body.put("include", all);
    }
  }

  /** Chat Completions has a field for what is asked for by name here. */
  private boolean refusesLogprobs() {
    return traits.refused().contains("logprobs");
  }

  private void options(CallOptions options) {
    options.user().ifPresent(user -> put("user", EndUsers.fit(user), ChatField.USER));
    if (!options.metadata().isEmpty()) {
      JsonObjectBuilder notes = Trees.object();
      options.metadata().forEach(notes::add);
      body.put("metadata", notes.build(), ChatField.METADATA);
    }
    options.serviceTier().ifPresent(this::serviceTier);
    options.promptCacheKey().ifPresent(v -> put("prompt_cache_key", v, ChatField.PROMPT_CACHE_KEY));
    options
        .promptCacheRetention()
        .ifPresent(v -> put("prompt_cache_retention", v, ChatField.PROMPT_CACHE_RETENTION));
    if (options.store().orElse(false)) {
      body.put("store", true, ChatField.STORE);
    } else {
      body.put("store", false); // this API alone keeps what nobody asked it to keep
    }
    options
        .previousResponseId()
        .ifPresent(v -> put("previous_response_id", v, ChatField.PREVIOUS_RESPONSE_ID));
  }

  private void serviceTier(String tier) {
    ServiceTiers.toAskFor(tier)
        .ifPresentOrElse(
            word -> put("service_tier", word, ChatField.SERVICE_TIER),
            () -> losses.drop(ChatField.SERVICE_TIER));
  }

  private void put(String field, String value, ChatField loss) {
    body.put(field, value, loss);
  }

  private void loseIf(boolean lost, ChatField field) {
    if (lost) {
      losses.drop(field);
    }
  }
}
