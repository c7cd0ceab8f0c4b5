package io.routerly.catalog;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The providers and well-known models that this version knows of.
 *
 * <p>Immutable. A model is found by provider and name, in this order and without regard to case:
 *
 * <ol>
 *   <li>the id or a further name, exactly: {@code gpt-5-mini}, {@code gpt-35-turbo};
 *   <li>the same without one ending that names an edition: a date ({@code -2025-08-07}, {@code
 *       -20251001}, {@code @20251001}), three digits ({@code -001}) or {@code -latest}.
 * </ol>
 *
 * <p>Nothing else counts as the same model: {@code gpt-5-mini} is not {@code gpt-5}, and an edition
 * of four digits ({@code mistral-large-2512}) is a model of its own with prices of its own. A name
 * that is not found is better than one that is priced as another.
 */
public final class Catalog {
  private static final Pattern EDITION =
      Pattern.compile("(-20\\d\\d-\\d\\d-\\d\\d|[-@]20\\d{6}|-\\d{3}|-latest)$");

  private final LocalDate date;
  private final List<CatalogSource> sources;
  private final List<CatalogProvider> providers;
  private final List<CatalogModel> models;
  private final Map<String, CatalogModel> byName = new HashMap<>();

  /** Read when first needed, as most starts never need it. */
  private static final class Shipped {
    static final Catalog CATALOG = CatalogReader.readShipped();
  }

  /**
   * Makes a catalog.
   *
   * @param date day of which the prices are
   * @throws IllegalArgumentException if a provider has two models of one name
   */
  Catalog(
      LocalDate date,
      List<CatalogSource> sources,
      List<CatalogProvider> providers,
      List<CatalogModel> models) {
    this.date = date;
    this.sources = List.copyOf(sources);
    this.providers = List.copyOf(providers);
    this.models = List.copyOf(models);
    for (CatalogModel model : models) {
      add(model.id(), model);
      model.names().forEach(name -> add(name, model));
    }
  }

  private void add(String name, CatalogModel model) {
    if (byName.putIfAbsent(key(model.provider(), name), model) != null) {
      throw new IllegalArgumentException(
          "Two models of " + model.provider() + " are called " + name);
    }
  }

  /** Returns the catalog that comes with the product; the first call reads it. */
  public static Catalog shipped() {
    return Shipped.CATALOG;
  }

  /** Returns the model that a provider knows by that name, if it is well-known. */
  public Optional<CatalogModel> model(String provider, String name) {
    return Optional.ofNullable(byName.get(key(provider, name)))
        .or(
            () ->
                Optional.ofNullable(
                    byName.get(EDITION.matcher(key(provider, name)).replaceFirst(""))));
  }

  /** Two names in one, with a character between them that no name has. */
  private static String key(String provider, String name) {
    return provider + '\n' + name.toLowerCase(Locale.ROOT);
  }

  /** Returns the day of which the prices are. */
  public LocalDate date() {
    return date;
  }

  /** Returns where the models come from. */
  public List<CatalogSource> sources() {
    return sources;
  }

  /** Returns all providers. */
  public List<CatalogProvider> providers() {
    return providers;
  }

  /** Returns all models, those of a provider together and ordered by id. */
  public List<CatalogModel> models() {
    return models;
  }
}
