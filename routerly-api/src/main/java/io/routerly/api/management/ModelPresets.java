package io.routerly.api.management;

import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.JsonBody;
import io.routerly.catalog.Catalog;
import io.routerly.catalog.CatalogModel;
import io.routerly.domain.PricingTier;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Fills in what a client leaves out of a new model that the catalog knows.
 *
 * <p>A field that the client names is the client's: its value stands, and {@code null} or an empty
 * list means that the model has none. A client that names the input or the output price says what
 * the model costs, so none of the other prices comes from the catalog then. Thread-safe.
 */
final class ModelPresets {
  private static final List<String> BASE_PRICES = List.of("inputPrice", "outputPrice");

  private static final Set<String> FIELDS =
      Set.of(
          "inputPrice",
          "outputPrice",
          "cachePrice",
          "cacheWritePrice",
          "pricingTiers",
          "contextWindow",
          "capabilities");

  private final Supplier<Catalog> catalog;

  ModelPresets(Supplier<Catalog> catalog) {
    this.catalog = catalog;
  }

  /** What the catalog says of the money, in the fields of a model. */
  public record PricePreset(
      Optional<BigDecimal> inputPrice,
      Optional<BigDecimal> outputPrice,
      Optional<BigDecimal> cachePrice,
      Optional<BigDecimal> cacheWritePrice,
      List<PricingTier> pricingTiers) {}

  /** What the catalog says of everything else, in the fields of a model. */
  public record AbilityPreset(Optional<Integer> contextWindow, List<String> capabilities) {}

  /** Returns the draft of a new model with everything that the catalog adds, and without nulls. */
  JsonObject completed(JsonObject draft) {
    JsonObjectBuilder completed = JsonAnswer.JSON.createObjectBuilder();
    known(draft).ifPresent(model -> add(model, draft, completed));
    draft.forEach(completed::add);
    FIELDS.stream()
        .filter(field -> JsonValue.NULL.equals(draft.get(field)))
        .forEach(completed::remove);
    return completed.build();
  }

  private static void add(CatalogModel model, JsonObject draft, JsonObjectBuilder to) {
    if (BASE_PRICES.stream().noneMatch(draft::containsKey)) {
      JsonBody.of(
              new PricePreset(
                  model.inputPrice(),
                  model.outputPrice(),
                  model.cachePrice(),
                  model.cacheWritePrice(),
                  model.pricingTiers()))
          .forEach(to::add);
    }
    JsonBody.of(new AbilityPreset(Optional.of(model.contextWindow()), model.capabilities()))
        .forEach(to::add);
  }

  /** What is no string is told when the draft is bound. */
  private Optional<CatalogModel> known(JsonObject draft) {
    return string(draft, "provider")
        .flatMap(
            provider ->
                nameAtProvider(draft, provider)
                    .flatMap(name -> catalog.get().model(provider, name)));
  }

  private static Optional<String> nameAtProvider(JsonObject draft, String provider) {
    String prefix = provider + "/";
    return string(draft, "upstreamModel")
        .or(
            () ->
                string(draft, "id")
                    .map(id -> id.startsWith(prefix) ? id.substring(prefix.length()) : id));
  }

  private static Optional<String> string(JsonObject draft, String field) {
    return draft.get(field) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }
}
