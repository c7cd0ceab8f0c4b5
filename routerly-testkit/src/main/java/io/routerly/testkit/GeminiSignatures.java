package io.routerly.testkit;

import io.routerly.testkit.wire.ApiError;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Gemini 3 refuses: a step of the current turn whose first function call lacks its thought
 * signature, or has one that Gemini cannot have made.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">thought signatures</a>
 */
final class GeminiSignatures {
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]+=*");

  private GeminiSignatures() {}

  static void check(JsonObject body) {
    List<JsonObject> contents = body.getJsonArray("contents").getValuesAs(JsonObject.class);
    for (int i = beginOfTurn(contents); i < contents.size(); i++) {
      parts(contents.get(i)).stream()
          .filter(part -> part.containsKey("functionCall"))
          .findFirst()
          .ifPresent(GeminiSignatures::requireSignature);
    }
  }

  /** A turn begins with what the user said, not with what functions returned. */
  private static int beginOfTurn(List<JsonObject> contents) {
    int begin = contents.size();
    while (begin > 0 && !isSaidByUser(contents.get(begin - 1))) {
      begin--;
    }
    return begin;
  }

  private static boolean isSaidByUser(JsonObject content) {
    return content.getString("role", "user").equals("user")
        && parts(content).stream().noneMatch(part -> part.containsKey("functionResponse"));
  }

  private static void requireSignature(JsonObject part) {
    String signature = part.getString("thoughtSignature", "");
    if (!BASE64.matcher(signature).matches()) {
      String name = part.getJsonObject("functionCall").getString("name", "");
      throw new RefusedException(
          ApiError.of(400, "Function call `" + name + "` is missing a thought_signature."));
    }
  }

  private static List<JsonObject> parts(JsonObject content) {
    return content.get("parts") instanceof JsonArray parts
        ? parts.getValuesAs(JsonObject.class)
        : List.of();
  }
}
