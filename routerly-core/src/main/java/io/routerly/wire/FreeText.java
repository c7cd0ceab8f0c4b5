package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.Tool;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;

/** How a tool that takes free text is described where it has to be a function with one text. */
public final class FreeText {
  /** The one parameter of such a function. */
  public static final String PARAMETER = "input";

  /** What that parameter is. */
  public static final String PARAMETER_DESCRIPTION =
      "The whole text for the tool, as it is: neither JSON nor in quotes.";

  private FreeText() {}

  /**
   * Returns the description of the tool, and the grammar that its text has to follow. Nothing holds
   * the model to a grammar that it is only told of.
   */
  public static String describe(Tool tool) {
    StringBuilder said = new StringBuilder(tool.description().orElse(""));
    said.append(said.length() == 0 ? "" : "\n\n")
        .append("Give the text in `")
        .append(PARAMETER)
        .append("`.");
    tool.format().filter(FreeText::isGrammar).ifPresent(format -> grammar(format, said));
    return said.toString();
  }

  /**
   * Returns the text that stands in the arguments of such a function; the arguments as they are
   * where the model did not keep to its parameters.
   */
  public static String unwrapped(String arguments) {
    try {
      JsonObject object = JsonTrees.object(arguments.getBytes(UTF_8));
      return object.get(PARAMETER) instanceof JsonString text ? text.getString() : arguments;
    } catch (JsonSyntaxException e) {
      return arguments;
    }
  }

  /** Returns whether the text has to follow a grammar. */
  public static boolean isGrammar(JsonObject format) {
    return !format.getString("type", "").equals("text");
  }

  /** Chat Completions puts the grammar into an object of its own. */
  private static void grammar(JsonObject format, StringBuilder said) {
    JsonObject grammar = format.get("grammar") instanceof JsonObject inner ? inner : format;
    String definition = grammar.getString("definition", "");
    if (!definition.isEmpty()) {
      String syntax = grammar.getString("syntax", "");
      said.append(" It must follow this grammar")
          .append(syntax.isEmpty() ? "" : " (" + syntax + ")")
          .append(":\n")
          .append(definition);
    }
  }
}
