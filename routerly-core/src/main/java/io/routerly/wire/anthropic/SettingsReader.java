package io.routerly.wire.anthropic;

import io.routerly.chat.CallOptions;
import io.routerly.chat.Losses;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Reasoning;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Sampling;
import io.routerly.wire.FieldReader;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads what a request says beside the conversation and its tools. */
final class SettingsReader {
  private final FieldReader fields;
  private final Losses losses;

  SettingsReader(FieldReader fields, Losses losses) {
    this.fields = fields;
    this.losses = losses;
  }

  Sampling sampling() {
    return new Sampling(
        fields.number("temperature"),
        fields.number("top_p"),
        fields.whole("top_k"),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty());
  }

  OutputRules output() {
    return new OutputRules(
        fields.whole("max_tokens"),
        fields.strings("stop_sequences"),
        1,
        format(),
        Optional.empty(),
        false,
        OptionalInt.empty());
  }

  /** The format stands in {@code output_config}, and in older requests beside it. */
  private Optional<ResponseFormat> format() {
    Optional<FieldReader> format =
        fields
            .object("output_config")
            .flatMap(config -> config.object("format"))
            .or(() -> fields.object("output_format"));
    fields.ignore("output_format");
    if (format.isEmpty()) {
      return Optional.empty();
    }
    FieldReader schema = format.get();
    if (!schema.requireString("type").equals("json_schema")) {
      losses.drop("output_config.format");
      return Optional.empty();
    }
    ResponseFormat read =
        new ResponseFormat.JsonSchema(
            "response",
            Optional.empty(),
            schema.plainObject("schema").orElseThrow(() -> schema.invalid("schema", "an object")),
            Optional.empty());
    schema.reportUnread(losses);
    return Optional.of(read);
  }

  Optional<Reasoning> reasoning() {
    Optional<FieldReader> config = fields.object("output_config");
    Optional<String> effort = config.flatMap(output -> output.string("effort"));
    config.ifPresent(
        output -> {
          output.ignore("format");
          output.reportUnread(losses);
        });
    Optional<FieldReader> thinking = fields.object("thinking");
    if (thinking.isEmpty()) {
      return effort.map(
          level ->
              new Reasoning(
                  Optional.empty(), Optional.of(level), OptionalLong.empty(), Optional.empty()));
    }
    return Optional.of(reasoning(thinking.get(), effort));
  }

  private Reasoning reasoning(FieldReader thinking, Optional<String> effort) {
    Reasoning read =
        new Reasoning(
            mode(thinking),
            effort,
            thinking.whole("budget_tokens"),
            thinking.string("display").map(SettingsReader::summary));
    thinking.reportUnread(losses);
    return read;
  }

  private Optional<Reasoning.Mode> mode(FieldReader thinking) {
    switch (thinking.requireString("type")) {
      case "enabled" -> {
        return Optional.of(Reasoning.Mode.ENABLED);
      }
      case "adaptive" -> {
        return Optional.of(Reasoning.Mode.ADAPTIVE);
      }
      case "disabled" -> {
        return Optional.of(Reasoning.Mode.DISABLED);
      }
      default -> {
        losses.drop("thinking.type");
        return Optional.empty();
      }
    }
  }

  private static String summary(String display) {
    return display.equals("omitted") ? "none" : "auto";
  }

  CallOptions options() {
    Optional<FieldReader> metadata = fields.object("metadata");
    Optional<String> user = metadata.flatMap(notes -> notes.string("user_id"));
    metadata.ifPresent(notes -> notes.reportUnread(losses));
    return new CallOptions(
        user,
        Map.of(),
        fields.string("service_tier"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
