package io.routerly.api.management;

import io.routerly.api.http.Refusals;
import io.routerly.domain.Model;
import io.routerly.domain.NamedKey;
import io.routerly.error.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may become of the provider keys of a model. Thread-safe. */
final class KeyEdits {
  private final KeyEntry entry;

  KeyEdits(KeyEntry entry) {
    this.entry = entry;
  }

  /** Returns a new model with the keys that come along with it. */
  Model entered(Model model, ModelDraft draft) {
    Optional<String> key =
        draft
            .apiKey()
            .filter(entered -> !entered.isBlank())
            .map(entered -> entry.required("/apiKey", model.id(), entered));
    List<NamedKey> further =
        draft.apiKeys().map(drafts -> further(model, drafts, false)).orElse(List.of());
    return Refusals.checked(() -> model.withKeys(key, further));
  }

  /** Returns {@code after} with the keys of {@code before}, but for those that come anew. */
  Model changed(Model before, Model after, ModelDraft draft) {
    boolean moved = goesElsewhere(before, after);
    Optional<String> key =
        draft.apiKey().flatMap(entered -> entry.stored("/apiKey", before.id(), entered));
    if (moved && key.isEmpty() && before.apiKey().isPresent()) {
      throw neededAgain("/apiKey");
    }
    if (moved && draft.apiKeys().isEmpty() && !before.apiKeys().isEmpty()) {
      throw neededAgain("/apiKeys");
    }
    List<NamedKey> further =
        draft.apiKeys().map(drafts -> further(before, drafts, moved)).orElse(before.apiKeys());
    return Refusals.checked(() -> after.withKeys(key.or(before::apiKey), further));
  }

  /** Returns {@code before} with this key in place of the one of its name, or beside the others. */
  Model with(Model before, NewKey key) {
    String name = key.name().orElse(NamedKey.DEFAULT);
    String stored = entry.required("/apiKey", before.id(), key.apiKey());
    if (name.equals(NamedKey.DEFAULT)) {
      if (key.weight().orElse(1) != 1) {
        throw Refusals.wrongField("/weight", "must be 1 for the key in apiKey: name this one");
      }
      return before.withApiKey(Optional.of(stored));
    }
    int weight = key.weight().orElseGet(() -> weightOf(before, name));
    NamedKey entered = Refusals.checked(() -> new NamedKey(name, stored, weight));
    List<NamedKey> keys = new ArrayList<>(before.apiKeys());
    keys.replaceAll(old -> old.name().equals(name) ? entered : old);
    if (find(before, name).isEmpty()) {
      keys.add(entered);
    }
    return Refusals.checked(() -> before.withKeys(before.apiKey(), keys));
  }

  /** Returns {@code before} without the key of that name. */
  static Model without(Model before, String name) {
    if (before.keys().stream().noneMatch(key -> key.name().equals(name))) {
      throw Refusals.notFound("key " + name + " of model " + before.id());
    }
    return before.withKeys(
        before.apiKey().filter(stored -> !name.equals(NamedKey.DEFAULT)),
        before.apiKeys().stream().filter(key -> !key.name().equals(name)).toList());
  }

  private List<NamedKey> further(Model before, List<KeyDraft> drafts, boolean moved) {
    List<NamedKey> keys = new ArrayList<>();
    for (KeyDraft draft : drafts) {
      String pointer = "/apiKeys/" + keys.size();
      String stored = stored(pointer + "/apiKey", before, draft, moved);
      int weight = draft.weight().orElseGet(() -> weightOf(before, draft.name()));
      keys.add(Refusals.checked(pointer, () -> new NamedKey(draft.name(), stored, weight)));
    }
    return keys;
  }

  private String stored(String pointer, Model before, KeyDraft draft, boolean moved) {
    Optional<String> old = find(before, draft.name()).map(NamedKey::apiKey);
    if (old.isEmpty()) {
      return entry.required(pointer, before.id(), draft.apiKey().orElse(""));
    }
    Optional<String> entered =
        draft.apiKey().flatMap(text -> entry.stored(pointer, before.id(), text));
    if (moved && entered.isEmpty()) {
      throw neededAgain(pointer);
    }
    return entered.orElseGet(old::orElseThrow);
  }

  private static int weightOf(Model model, String name) {
    return find(model, name).map(NamedKey::weight).orElse(1);
  }

  private static Optional<NamedKey> find(Model model, String name) {
    return model.apiKeys().stream().filter(key -> key.name().equals(name)).findFirst();
  }

  /** A key must not be sent to an address that its owner did not enter it for. */
  private static boolean goesElsewhere(Model before, Model after) {
    return !before.provider().equals(after.provider()) || !before.baseUrl().equals(after.baseUrl());
  }

  private static GatewayException neededAgain(String pointer) {
    return Refusals.wrongField(
        pointer, "must be entered again, because the model's requests would go elsewhere");
  }
}
