package io.routerly.wire;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.JsonEdits.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The fields at the top of a request: those that an API refuses are taken out, those that it calls
 * differently are renamed. A body may have a million of them. One owner thread.
 */
final class TopFields {
  private static final Set<String> NO_LOSS = Set.of("stream_options");
  private static final Map<String, ChatField> FIELDS =
      Stream.of(ChatField.values()).collect(toUnmodifiableMap(ChatField::plainName, identity()));

  private final List<Field> fields;
  private final JsonEdits edits;
  private final ApiTraits traits;
  private final Losses losses;
  private final Set<String> names = new HashSet<>();

  /**
   * @param fields all of them, in their order
   */
  TopFields(List<Field> fields, JsonEdits edits, ApiTraits traits, Losses losses) {
    this.fields = fields;
    this.edits = edits;
    this.traits = traits;
    this.losses = losses;
    fields.forEach(field -> names.add(field.name()));
  }

  /**
   * Fits them to the API.
   *
   * @param untaken names of those that have no value that the API takes; what is lost of them was
   *     told
   */
  void fit(Set<String> untaken) {
    Set<String> unsaid = new HashSet<>(untaken);
    unsaid.addAll(countedLogprobs());
    fields.forEach(this::rename);
    edits.remove(
        fields, field -> isLost(field) || unsaid.contains(field.name()) || isReplaced(field));
    fields.stream().filter(this::isLost).forEach(this::note);
  }

  /**
   * Says with one number what the format says with a word and a number.
   *
   * @return the fields that the number says as well
   */
  private Set<String> countedLogprobs() {
    if (!traits.has(Quirk.LOGPROBS_IS_COUNT)) {
      return Set.of();
    }
    String said = valueOf("logprobs").orElse("");
    if (said.equals("true")) {
      String count = valueOf("top_logprobs").filter(value -> !value.equals("null")).orElse("1");
      fields.stream()
          .filter(field -> field.name().equals("logprobs"))
          .forEach(field -> edits.replace(field.value(), count));
    }
    return said.equals("false") ? Set.of("top_logprobs", "logprobs") : Set.of("top_logprobs");
  }

  private Optional<String> valueOf(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .map(field -> edits.textOf(field.value()).strip())
        .findFirst();
  }

  private boolean isLost(Field field) {
    return isRefused(field) || isOneTooMany(field);
  }

  private boolean isRefused(Field field) {
    return traits.refused().contains(field.name());
  }

  /** Of the two that some models do not take together, the temperature stays. */
  private boolean isOneTooMany(Field field) {
    return traits.has(Quirk.TEMPERATURE_OR_TOP_P)
        && field.name().equals("top_p")
        && names.contains("temperature");
  }

  /** Of two fields that would have one name, the one that has it already stays. */
  private boolean isReplaced(Field field) {
    String other = traits.renamed().get(field.name());
    return other != null && names.contains(other);
  }

  private void rename(Field field) {
    String other = traits.renamed().get(field.name());
    if (other != null && !isRefused(field) && !isReplaced(field)) {
      edits.rename(field, other);
    }
  }

  private void note(Field field) {
    String name = field.name();
    if (NO_LOSS.contains(name) || DefaultValues.saysNothing(name, edits.textOf(field.value()))) {
      return;
    }
    ChatField known = FIELDS.get(name);
    if (known == null) {
      losses.drop(name);
    } else {
      losses.drop(known);
    }
  }
}
