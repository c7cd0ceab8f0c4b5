package io.routerly.sso;

import io.routerly.json.JsonFactories;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a provider says of a person.
 *
 * @param all the claims by their names
 */
record Claims(JsonObject all) {
  private static final String SUBJECT = "sub";

  /** Returns what the provider calls the person. */
  String subject() {
    return text(SUBJECT).orElse("");
  }

  /** Returns a claim that is a text and not empty. */
  Optional<String> text(String name) {
    return find(name)
        .filter(JsonString.class::isInstance)
        .map(value -> ((JsonString) value).getString())
        .filter(text -> !text.isBlank());
  }

  /** Returns whether there is such a claim at all. */
  boolean has(String name) {
    return find(name).isPresent();
  }

  /** Returns whether a claim is true, or the text that some providers write for it. */
  boolean isTrue(String name) {
    return find(name).filter(JsonValue.TRUE::equals).isPresent()
        || text(name).filter("true"::equals).isPresent();
  }

  /** Returns the texts of a list, or the one text that stands in its place. */
  Set<String> texts(String name) {
    JsonValue found = find(name).orElse(JsonValue.NULL);
    return found instanceof JsonArray list
        ? list.stream()
            .filter(JsonString.class::isInstance)
            .map(value -> ((JsonString) value).getString())
            .collect(Collectors.toUnmodifiableSet())
        : text(name).map(Set::of).orElse(Set.of());
  }

  /** Returns these, with those of the other that are not among them. */
  Claims with(Claims others) {
    JsonObjectBuilder both = JsonFactories.BUILDERS.createObjectBuilder(others.all());
    all.forEach(both::add);
    return new Claims(both.build());
  }

  /** A name that begins with a slash leads into objects, as a JSON pointer does. */
  private Optional<JsonValue> find(String name) {
    if (!name.startsWith("/")) {
      return Optional.ofNullable(all.get(name));
    }
    JsonValue at = all;
    for (String step : name.substring(1).split("/", -1)) {
      String key = step.replace("~1", "/").replace("~0", "~");
      JsonValue below = at instanceof JsonObject object ? object.get(key) : null;
      if (below == null) {
        return Optional.empty();
      }
      at = below;
    }
    return Optional.of(at);
  }

  /** Prints nothing of the person. */
  @Override
  public String toString() {
    return "Claims[***]";
  }
}
