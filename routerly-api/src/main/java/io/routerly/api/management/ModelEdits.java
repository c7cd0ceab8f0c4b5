package io.routerly.api.management;

import io.routerly.api.http.JsonBody;
import io.routerly.api.http.Refusals;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.store.Configuration;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What may become of models. Thread-safe. */
final class ModelEdits {
  private final BuiltInNames builtIns;
  private final KeyEntry keys;

  ModelEdits(BuiltInNames builtIns, KeyEntry keys) {
    this.builtIns = builtIns;
    this.keys = keys;
  }

  static Model find(Configuration current, String id) {
    return current.model(id).orElseThrow(() -> Refusals.notFound("model " + id));
  }

  /** Returns a new model. */
  Model create(ModelDraft draft) {
    String id =
        draft.id().orElseThrow(() -> Refusals.wrongField("/id", "is missing: give it a name"));
    Model model = valid(draft, id);
    return model.withApiKey(
        draft.apiKey().filter(entered -> !entered.isBlank()).map(entered -> required(id, entered)));
  }

  /** Returns {@code before} as the draft has it; its key stays unless the draft brings another. */
  Model change(Model before, ModelDraft draft) {
    if (!draft.id().orElse(before.id()).equals(before.id())) {
      throw Refusals.wrongField("/id", "cannot be changed: add a model of that name instead");
    }
    Model after = valid(draft, before.id());
    Optional<String> newKey = draft.apiKey().flatMap(entered -> keys.stored(before.id(), entered));
    if (newKey.isEmpty() && before.apiKey().isPresent() && goesElsewhere(before, after)) {
      throw Refusals.wrongField(
          "/apiKey", "must be entered again, because the model's requests would go elsewhere");
    }
    return after.withApiKey(newKey.or(before::apiKey));
  }

  /** Returns {@code before}, changed by a merge patch, in which a null takes the key away. */
  Model patch(Model before, JsonBody patch) {
    boolean keyless = JsonValue.NULL.equals(patch.object().get("apiKey"));
    return change(
        keyless ? before.withApiKey(Optional.empty()) : before,
        patch.mergedInto(ModelDraft.of(before), ModelDraft.class));
  }

  /** Returns {@code before} with another key. */
  Model withKey(Model before, String entered) {
    return before.withApiKey(Optional.of(required(before.id(), entered)));
  }

  private String required(String id, String entered) {
    return keys.stored(id, entered)
        .orElseThrow(() -> Refusals.wrongField("/apiKey", "must be the key itself, not a mask"));
  }

  /** A key must not be sent to an address that its owner did not enter it for. */
  private static boolean goesElsewhere(Model before, Model after) {
    return !before.provider().equals(after.provider()) || !before.baseUrl().equals(after.baseUrl());
  }

  private Model valid(ModelDraft draft, String id) {
    Model model = Refusals.checked(() -> draft.toModel(id));
    builtIns.requireProvider("/provider", model.provider());
    if (model.provider().equals("custom") && model.baseUrl().isEmpty()) {
      throw Refusals.wrongField("/baseUrl", "is missing: a custom provider needs an address");
    }
    return model;
  }

  static Configuration add(Configuration current, Model model) {
    if (current.model(model.id()).isPresent()) {
      throw Refusals.conflict("There is a model " + model.id() + " already.");
    }
    List<Model> models = new ArrayList<>(current.models());
    models.add(model);
    return current.withModels(models);
  }

  static Configuration replace(Configuration current, String id, UnaryOperator<Model> change) {
    Model changed = change.apply(find(current, id));
    return current.withModels(
        current.models().stream().map(m -> m.id().equals(id) ? changed : m).toList());
  }

  static Configuration remove(Configuration current, String id) {
    String users =
        current.projects().stream()
            .filter(project -> project.models().contains(id))
            .map(Project::slug)
            .collect(Collectors.joining(", "));
    if (!users.isEmpty()) {
      throw Refusals.conflict(
          "The model is used by the projects " + users + ": take it out first.");
    }
    return current.withModels(
        current.models().stream().filter(model -> !model.id().equals(id)).toList());
  }
}
