package io.routerly.wire;

import io.routerly.chat.Conversation;
import io.routerly.chat.Feature;
import io.routerly.chat.Turn;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a conversation from a JSON body, when it is asked for.
 *
 * <p>What it takes of a model is known from the walk that every body is checked with, so that a
 * tree is made for nobody but who asks for texts. The formats differ in where things stand and
 * hardly in how they are named, so one reader looks at all of those places. What it does not know
 * it passes over.
 */
public final class JsonConversation implements Conversation {
  private final byte[] body;
  private final Supplier<Set<Feature>> features;
  private @Nullable List<Turn> turns;

  private JsonConversation(byte[] body, Supplier<Set<Feature>> features) {
    this.body = body;
    this.features = features;
  }

  /**
   * Returns the conversation in a body that was found to be valid; nothing is known of one that is
   * passed through.
   */
  public static Conversation of(WireFormat format, byte[] body) {
    return format == WireFormat.OPAQUE
        ? Conversation.UNKNOWN
        : new JsonConversation(body, () -> FeatureScanner.scan(body));
  }

  /** Returns the conversation in a body of which these facts are known. */
  public static Conversation of(WireFormat format, byte[] body, RequestFacts facts) {
    return format == WireFormat.OPAQUE
        ? Conversation.UNKNOWN
        : new JsonConversation(body, facts::features);
  }

  @Override
  public Set<Feature> features() {
    return features.get();
  }

  @Override
  public List<Turn> turns() {
    List<Turn> known = turns;
    if (known == null) {
      known = read(body);
      turns = known;
    }
    return known;
  }

  /** A number may be valid JSON and still longer than any tree takes. */
  private static List<Turn> read(byte[] body) {
    try {
      return read(JsonTrees.object(body));
    } catch (JsonSyntaxException e) {
      return List.of();
    }
  }

  private static List<Turn> read(JsonObject request) {
    List<Turn> turns = new ArrayList<>();
    Stream.of("system", "instructions")
        .forEach(name -> said("system", request.get(name)).ifPresent(turns::add));
    Stream.of("messages", "input").forEach(name -> turns.addAll(messages(request.get(name))));
    return List.copyOf(turns);
  }

  private static List<Turn> messages(@Nullable JsonValue value) {
    if (value instanceof JsonArray messages) {
      return messages.stream()
          .filter(JsonObject.class::isInstance)
          .map(JsonValue::asJsonObject)
          .flatMap(item -> said(text(item, "role"), item.get("content")).stream())
          .toList();
    }
    return said("user", value).stream().toList();
  }

  private static Optional<Turn> said(String role, @Nullable JsonValue content) {
    if (content instanceof JsonString text) {
      return Optional.of(new Turn(role, text.getString()));
    }
    return content instanceof JsonArray parts
        ? Optional.of(new Turn(role, textOf(parts)))
        : Optional.empty();
  }

  private static String textOf(JsonArray parts) {
    return parts.stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonValue::asJsonObject)
        .map(part -> textOf(part))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String textOf(JsonObject part) {
    return switch (text(part, "type")) {
      case "image", "image_url", "input_image", "document", "file", "input_file" -> "";
      case "tool_result" -> ""; // It stands in a turn of the user, who has not said it.
      default ->
          part.get("content") instanceof JsonArray inner ? textOf(inner) : text(part, "text");
    };
  }

  private static String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString text ? text.getString() : "";
  }
}
