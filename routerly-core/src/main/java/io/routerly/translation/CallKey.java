package io.routerly.translation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.json.CanonicalJson;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.wire.FreeText;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names one call of a tool. Its id does not do so alone: some models number their calls anew in
 * each conversation.
 *
 * @param digest of the tool, its arguments, however the client writes them, and what the user said
 *     before
 */
record CallKey(String projectId, String toolUseId, String digest) {
  private static final int DIGITS = 32;

  static CallKey of(
      String projectId, LastWords said, String toolUseId, String tool, String arguments) {
    String call = tool.length() + ":" + tool + canonical(arguments);
    return new CallKey(projectId, toolUseId, said.digest() + digest(call));
  }

  /** Returns the key of the same call under another id. */
  CallKey withId(String other) {
    return new CallKey(projectId, other, digest);
  }

  /** What is free text for the client may have been a function's only argument for the provider. */
  private static String canonical(String arguments) {
    if (arguments.isBlank()) {
      return canonical("{}");
    }
    try {
      JsonObject tree = JsonTrees.object(arguments.getBytes(UTF_8));
      return tree.size() == 1 && tree.get(FreeText.PARAMETER) instanceof JsonString text
          ? canonical(text.getString())
          : CanonicalJson.of(tree);
    } catch (JsonSyntaxException e) {
      return arguments;
    }
  }

  /** Returns 128 bits that no other text can be found for. */
  static String digest(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
