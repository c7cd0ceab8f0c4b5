package io.routerly.api.management;

import io.routerly.api.http.JsonBody;
import io.routerly.api.http.Refusals;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.TrustedHeader;
import io.routerly.store.Configuration;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may become of models. Thread-safe. */
final class ModelEdits {
  private final BuiltInNames builtIns;
  private final KeyEdits keys;

  ModelEdits(BuiltInNames builtIns, KeyEdits keys) {
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
    return keys.entered(valid(draft, id), draft);
  }

  /** Returns {@code before} as the draft has it; its keys stay unless the draft brings others. */
  Model change(Model before, ModelDraft draft) {
    if (!draft.id().orElse(before.id()).equals(before.id())) {
      throw Refusals.wrongField("/id", "cannot be changed: add a model of that name instead");
    }
    return keys.changed(before, valid(draft, before.id()), draft);
  }

  /** Returns {@code before}, changed by a merge patch, in which a null takes keys away. */
  Model patch(Model before, JsonBody patch) {
    Model kept =
        before.withKeys(
            isNull(patch, "apiKey") ? Optional.empty() : before.apiKey(),
            isNull(patch, "apiKeys") ? List.of() : before.apiKeys());
    return change(kept, patch.mergedInto(ModelDraft.of(before), ModelDraft.class));
  }

  private static boolean isNull(JsonBody patch, String field) {
    return JsonValue.NULL.equals(patch.object().get(field));
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
    requireNamesNobody(current, model);
    List<Model> models = new ArrayList<>(current.models());
    models.add(model);
    return current.withModels(models);
  }

  static Configuration replace(Configuration current, String id, UnaryOperator<Model> change) {
    Model changed = change.apply(find(current, id));
    requireNamesNobody(current, changed);
    return current.withModels(
        current.models().stream().map(m -> m.id().equals(id) ? changed : m).toList());
  }

  /**
   * A model may lead to this very service, from an address that is that of a trusted proxy where
   * both run on one machine: what it sends must not say who somebody is.
   */
  private static void requireNamesNobody(Configuration current, Model model) {
    if (current.settings().trustedHeader().filter(t -> isSentBy(model, t)).isPresent()) {
      throw Refusals.wrongField(
          "/headers",
          "must not hold a header of trustedHeader in the settings, which says who"
              + " somebody is");
    }
  }

  /** Returns whether a model's requests carry a header that says who somebody is. */
  static boolean isSentBy(Model model, TrustedHeader trusted) {
    return model.headers().keySet().stream().anyMatch(trusted::names);
  }

  /** Returns the configuration without that model, which nothing may name any more. */
  Configuration remove(Configuration current, String id) {
    String users =
        current.projects().stream()
            .flatMap(project -> uses(project, id))
            .collect(Collectors.joining(", "));
    if (!users.isEmpty()) {
      throw Refusals.conflict(
          "The model is used by the projects " + users + ": take it out first.");
    }
    return current.withModels(
        current.models().stream().filter(model -> !model.id().equals(id)).toList());
  }

  private Stream<String> uses(Project project, String id) {
    if (project.models().contains(id)) {
      return Stream.of(project.slug());
    }
    return project.policies().stream()
        .filter(policy -> builtIns.policyModels().apply(policy).contains(id))
        .map(policy -> project.slug() + " (policy " + policy.type() + ")");
  }
}
