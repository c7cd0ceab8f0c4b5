package io.routerly.wire.gemini;

import io.routerly.chat.Losses;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the tools of a request; those that run at Google are named as dropped. */
final class GeminiToolsReader {
  private final Losses losses;

  GeminiToolsReader(Losses losses) {
    this.losses = losses;
  }

  Toolbox read(FieldReader request) {
    Optional<FieldReader> config = request.object("toolConfig");
    Optional<FieldReader> calling = config.flatMap(found -> found.object("functionCallingConfig"));
    String mode = calling.flatMap(found -> found.string("mode")).orElse("MODE_UNSPECIFIED");
    List<String> names =
        calling.map(found -> found.strings("allowedFunctionNames")).orElse(List.of()).stream()
            .map(GeminiNames::read)
            .toList();
    calling.ifPresent(found -> found.reportUnread(losses));
    config.ifPresent(found -> found.reportUnread(losses));
    Optional<Boolean> strict =
        mode.equals("VALIDATED") && names.isEmpty() ? Optional.of(true) : Optional.empty();
    List<Tool> tools = new ArrayList<>();
    for (FieldReader tool : request.objects("tools")) {
      tool.objects("functionDeclarations").forEach(f -> tools.add(function(f, strict)));
      tool.reportUnread(losses);
    }
    return new Toolbox(tools, choice(mode, names), Optional.empty());
  }

  private Optional<ToolChoice> choice(String mode, List<String> names) {
    return switch (mode) {
      case "AUTO" -> Optional.of(new ToolChoice.Auto());
      case "NONE" -> Optional.of(new ToolChoice.None());
      case "ANY" ->
          Optional.of(
              names.isEmpty()
                  ? new ToolChoice.Required()
                  : names.size() == 1
                      ? new ToolChoice.Named(names.get(0))
                      : new ToolChoice.Allowed(names, true));
      case "VALIDATED" ->
          Optional.of(
              names.isEmpty() ? new ToolChoice.Auto() : new ToolChoice.Allowed(names, false));
      case "MODE_UNSPECIFIED" -> Optional.empty();
      default -> {
        losses.drop("toolConfig.functionCallingConfig.mode");
        yield Optional.empty();
      }
    };
  }

  private Tool function(FieldReader function, Optional<Boolean> strict) {
    Optional<JsonObject> parameters =
        function
            .plainObject("parameters")
            .map(GeminiSchemaReader::read)
            .or(() -> function.plainObject("parametersJsonSchema"));
    Tool tool =
        new Tool(
            Tool.Kind.FUNCTION,
            GeminiNames.read(function.requireString("name")),
            function.string("description").filter(text -> !text.isEmpty()),
            parameters,
            strict,
            Optional.empty(),
            Optional.empty());
    function.reportUnread(losses);
    return tool;
  }
}
