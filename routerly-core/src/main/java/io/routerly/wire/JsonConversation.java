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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a conversation from a JSON body, when it is asked for.
 *
 * <p>The formats differ in where things stand and hardly in how they are named, so one reader looks
 * at all of those places. What it does not know it passes over.
 */
public final class JsonConversation implements Conversation {
  private final byte[] body;
  private @Nullable Read read;

  private record Read(Set<Feature> features, List<Turn> turns) {}

  private JsonConversation(byte[] body) {
    this.body = body;
  }

  /**
   * Returns the conversation in a body that was found to be valid; nothing is known of one that is
   * passed through.
   */
  public static Conversation of(WireFormat format, byte[] body) {
    return format == WireFormat.OPAQUE ? Conversation.UNKNOWN : new JsonConversation(body);
  }

  @Override
  public Set<Feature> features() {
    return read().features();
  }

  @Override
  public List<Turn> turns() {
    return read().turns();
  }

  private Read read() {
    Read known = read;
    if (known == null) {
      known = read(body);
      read = known;
    }
    return known;
  }

  /** A number may be valid JSON and still longer than any tree takes. */
  private static Read read(byte[] body) {
    try {
      return read(JsonTrees.object(body));
    } catch (JsonSyntaxException e) {
      return new Read(Set.of(), List.of());
    }
  }

  private static Read read(JsonObject request) {
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    List<Turn> turns = new ArrayList<>();
    Stream.of("system", "instructions")
        .forEach(name -> said("system", request.get(name), features).ifPresent(turns::add));
    Stream.of("messages", "input")
        .forEach(name -> turns.addAll(messages(request.get(name), features)));
    if (isFilled(request.get("tools")) || isFilled(request.get("functions"))) {
      features.add(Feature.TOOLS);
    }
    if (wantsJson(request)) {
      features.add(Feature.JSON_MODE);
    }
    if (wantsThinking(request)) {
      features.add(Feature.THINKING);
    }
    return new Read(Set.copyOf(features), List.copyOf(turns));
  }

  private static List<Turn> messages(@Nullable JsonValue value, Set<Feature> features) {
    if (value instanceof JsonArray messages) {
      return messages.stream()
          .filter(JsonObject.class::isInstance)
          .map(JsonValue::asJsonObject)
          .flatMap(item -> said(text(item, "role"), item.get("content"), features).stream())
          .toList();
    }
    return said("user", value, features).stream().toList();
  }

  private static Optional<Turn> said(
      String role, @Nullable JsonValue content, Set<Feature> features) {
    if (content instanceof JsonString text) {
      return Optional.of(new Turn(role, text.getString()));
    }
    return content instanceof JsonArray parts
        ? Optional.of(new Turn(role, textOf(parts, features)))
        : Optional.empty();
  }

  private static String textOf(JsonArray parts, Set<Feature> features) {
    return parts.stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonValue::asJsonObject)
        .map(part -> textOf(part, features))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String textOf(JsonObject part, Set<Feature> features) {
    switch (text(part, "type")) {
      case "image", "image_url", "input_image" -> features.add(Feature.IMAGES);
      case "document", "file", "input_file" -> features.add(Feature.DOCUMENTS);
      default -> {
        return part.get("content") instanceof JsonArray inner
            ? textOf(inner, features)
            : text(part, "text");
      }
    }
    return "";
  }

  private static boolean wantsJson(JsonObject request) {
    return Stream.of(
            request.get("response_format"),
            at(request.get("text"), "format"),
            request.get("output_format"),
            at(request.get("output_config"), "format"))
        .anyMatch(format -> format instanceof JsonObject o && text(o, "type").startsWith("json"));
  }

  private static boolean wantsThinking(JsonObject request) {
    boolean thinking =
        request.get("thinking") instanceof JsonObject o && !text(o, "type").equals("disabled");
    String effort = text(request, "reasoning_effort");
    String reasoning =
        request.get("reasoning") instanceof JsonObject o ? text(o, "effort") : "none";
    return thinking || !(effort.isEmpty() || effort.equals("none")) || !reasoning.equals("none");
  }

  private static @Nullable JsonValue at(@Nullable JsonValue value, String name) {
    return value instanceof JsonObject object ? object.get(name) : null;
  }

  private static boolean isFilled(@Nullable JsonValue value) {
    return value instanceof JsonArray array && !array.isEmpty();
  }

  private static String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString text ? text.getString() : "";
  }
}
