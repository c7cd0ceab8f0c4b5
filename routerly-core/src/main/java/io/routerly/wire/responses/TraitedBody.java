package io.routerly.wire.responses;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.wire.ApiTraits;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** A request's top level, of which an API may refuse or rename fields. One owner thread. */
final class TraitedBody {
  private final JsonObjectBuilder body = Trees.object();
  private final ApiTraits traits;
  private final Losses losses;

  TraitedBody(ApiTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
  }

  /** Adds a field, or notes {@code loss} where the API refuses it. */
  void put(String field, JsonValue value, ChatField... loss) {
    name(field, loss).ifPresent(name -> body.add(name, value));
  }

  void put(String field, String value, ChatField... loss) {
    name(field, loss).ifPresent(name -> body.add(name, value));
  }

  void put(String field, boolean value, ChatField... loss) {
    name(field, loss).ifPresent(name -> body.add(name, value));
  }

  void put(String field, long value, ChatField... loss) {
    name(field, loss).ifPresent(name -> body.add(name, value));
  }

  void put(String field, BigDecimal value, ChatField... loss) {
    name(field, loss).ifPresent(name -> body.add(name, value));
  }

  JsonObject build() {
    return body.build();
  }

  private Optional<String> name(String field, ChatField... loss) {
    if (!traits.refused().contains(field)) {
      return Optional.of(traits.renamed().getOrDefault(field, field));
    }
    Set.of(loss).forEach(losses::drop);
    return Optional.empty();
  }
}
