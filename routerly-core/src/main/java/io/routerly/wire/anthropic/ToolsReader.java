package io.routerly.wire.anthropic;

import io.routerly.chat.Losses;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import io.routerly.wire.FieldReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the tools of a client's request. */
final class ToolsReader {
  /** Tools that the provider defines are named with the day of their version. */
  private static final Pattern VERSION = Pattern.compile("_\\d{8}$");

  private ToolsReader() {}

  static Toolbox read(FieldReader fields, Losses losses) {
    List<Tool> tools = new ArrayList<>();
    for (FieldReader tool : fields.objects("tools")) {
      String type = tool.string("type").orElse("custom");
      if (type.equals("custom")) {
        tools.add(tool(tool, losses));
      } else {
        losses.drop("tools." + VERSION.matcher(type).replaceFirst(""));
      }
    }
    Optional<FieldReader> choice = fields.object("tool_choice");
    if (choice.isEmpty()) {
      return new Toolbox(tools, Optional.empty(), Optional.empty());
    }
    Toolbox read =
        new Toolbox(
            tools,
            choice(choice.get(), losses),
            choice.get().bool("disable_parallel_tool_use").filter(off -> off).map(off -> false));
    choice.get().reportUnread(losses);
    return read;
  }

  private static Tool tool(FieldReader tool, Losses losses) {
    tool.ignore("eager_input_streaming"); // a matter of how the provider cuts its stream
    if (tool.bool("defer_loading").orElse(false)) {
      losses.drop("tools.defer_loading");
    }
    Tool read =
        new Tool(
            Tool.Kind.FUNCTION,
            tool.requireString("name"),
            tool.string("description"),
            tool.plainObject("input_schema"),
            tool.bool("strict"),
            Optional.empty(),
            CacheMarks.read(tool, losses));
    tool.reportUnread(losses);
    return read;
  }

  private static Optional<ToolChoice> choice(FieldReader choice, Losses losses) {
    switch (choice.requireString("type")) {
      case "auto" -> {
        return Optional.of(new ToolChoice.Auto());
      }
      case "any" -> {
        return Optional.of(new ToolChoice.Required());
      }
      case "none" -> {
        return Optional.of(new ToolChoice.None());
      }
      case "tool" -> {
        return Optional.of(new ToolChoice.Named(choice.requireString("name")));
      }
      default -> {
        losses.drop("tool_choice.type");
        return Optional.empty();
      }
    }
  }
}
