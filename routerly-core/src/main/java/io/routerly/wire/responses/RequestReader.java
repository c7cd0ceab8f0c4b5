package io.routerly.wire.responses;

import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Reasoning;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Role;
import io.routerly.chat.Sampling;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads a client's request. One owner thread. */
final class RequestReader {
  /** Asks for the probabilities of tokens. */
  static final String LOGPROBS = "message.output_text.logprobs";

  /** Asks for reasoning in encrypted form, which every answer holds anyway. */
  static final String ENCRYPTED = "reasoning.encrypted_content";

  /** What says nothing when it stands for its default. */
  private static final Map<String, String> DEFAULTS =
      Map.of("truncation", "disabled", "background", "false");

  private final FieldReader body;
  private final DeclaredTools declared;
  private final ToolReader tools;
  private final Losses losses;

  RequestReader(JsonObject body, Losses losses) {
    this.body = FieldReader.ofRequest(body);
    this.declared = DeclaredTools.of(body);
    this.tools = new ToolReader(declared, losses);
    this.losses = losses;
  }

  /** Messages come before tools, for they may load some. */
  ChatRequest read() {
    ChatRequest request =
        new ChatRequest(
            body.string("model").orElse(""),
            messages(),
            tools.read(body),
            sampling(),
            output(),
            body.object("reasoning").map(this::reasoning),
            options(),
            body.bool("stream").orElse(false));
    body.object("stream_options").ifPresent(this::streamOptions);
    DEFAULTS.forEach(this::ignoreDefault);
    body.reportUnread(losses);
    return request;
  }

  private List<Message> messages() {
    ItemReader items = new ItemReader(declared, tools, losses);
    body.string("instructions").ifPresent(text -> items.say(Role.SYSTEM, text));
    if (body.object().get("input") instanceof JsonString) {
      items.say(Role.USER, body.requireString("input"));
    } else if (body.has("input")) {
      body.objects("input").forEach(items::read);
    } else if (!body.has("previous_response_id")) {
      throw body.invalid("input", "a string or a list of items");
    }
    return items.messages();
  }

  private Sampling sampling() {
    return new Sampling(
        body.number("temperature"),
        body.number("top_p"),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty());
  }

  private OutputRules output() {
    Optional<FieldReader> text = body.object("text");
    Optional<ResponseFormat> format =
        text.flatMap(field -> field.object("format")).flatMap(this::format);
    Optional<String> verbosity = text.flatMap(field -> field.string("verbosity"));
    text.ifPresent(field -> field.reportUnread(losses));
    OptionalLong top = body.whole("top_logprobs");
    return new OutputRules(
        body.whole("max_output_tokens"),
        List.of(),
        1,
        format,
        verbosity,
        include(),
        top.isPresent() && top.getAsLong() != 0
            ? OptionalInt.of((int) Math.max(0, Math.min(top.getAsLong(), Integer.MAX_VALUE)))
            : OptionalInt.empty());
  }

  /** Returns whether probabilities are to be included. */
  private boolean include() {
    List<String> included = body.strings("include");
    included.stream()
        .filter(what -> !Set.of(LOGPROBS, ENCRYPTED).contains(what))
        .forEach(what -> losses.drop("include." + what));
    return included.contains(LOGPROBS);
  }

  private Optional<ResponseFormat> format(FieldReader format) {
    String type = format.requireString("type");
    Optional<ResponseFormat> read =
        switch (type) {
          case "json_object" -> Optional.of(new ResponseFormat.AnyJson());
          case "json_schema" ->
              Optional.of(
                  new ResponseFormat.JsonSchema(
                      format.string("name").orElse("response"),
                      format.string("description"),
                      format
                          .plainObject("schema")
                          .orElseThrow(() -> format.invalid("schema", "an object")),
                      format.bool("strict")));
          default -> Optional.empty();
        };
    if (read.isEmpty() && !type.equals("text")) {
      losses.drop("text.format." + type);
    } else {
      format.reportUnread(losses);
    }
    return read;
  }

  private Reasoning reasoning(FieldReader reasoning) {
    Optional<String> summary = reasoning.string("summary");
    Optional<String> oldName = reasoning.string("generate_summary");
    Reasoning read =
        new Reasoning(
            Optional.empty(),
            reasoning.string("effort"),
            OptionalLong.empty(),
            summary.or(() -> oldName));
    reasoning.reportUnread(losses);
    return read;
  }

  private CallOptions options() {
    Optional<String> user = body.string("user");
    Optional<String> safetyIdentifier = body.string("safety_identifier");
    if (user.isPresent() && safetyIdentifier.isPresent() && !user.equals(safetyIdentifier)) {
      losses.drop("safety_identifier");
    }
    return new CallOptions(
        user.or(() -> safetyIdentifier),
        metadata(),
        body.string("service_tier").filter(tier -> !tier.equals("auto")),
        body.string("prompt_cache_key"),
        body.string("prompt_cache_retention"),
        body.bool("store"),
        body.string("previous_response_id"));
  }

  private Map<String, String> metadata() {
    Map<String, String> notes = new LinkedHashMap<>();
    body.object("metadata")
        .ifPresent(
            metadata ->
                metadata
                    .object()
                    .keySet()
                    .forEach(key -> metadata.string(key).ifPresent(note -> notes.put(key, note))));
    return notes;
  }

  private void streamOptions(FieldReader options) {
    options.ignore("include_obfuscation"); // padding of the stream, which says nothing
    options.reportUnread(losses);
  }

  private void ignoreDefault(String field, String value) {
    JsonValue said = body.object().get(field);
    String text = said instanceof JsonString string ? string.getString() : String.valueOf(said);
    if (text.equals(value)) {
      body.ignore(field);
    }
  }
}
