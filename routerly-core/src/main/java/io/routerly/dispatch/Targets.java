package io.routerly.dispatch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.routerly.catalog.Catalog;
import io.routerly.catalog.CatalogModel;
import io.routerly.domain.Model;
import io.routerly.provider.Dialect;
import io.routerly.wire.Target;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Whom translated requests are written for: what is known of a model, looked up once for each.
 * Thread-safe.
 *
 * <p>What the configuration says of a model goes before what the catalog knows.
 */
final class Targets {
  private final Supplier<Catalog> catalog;

  /** By the very objects of the configuration, which live as long as it is in force. */
  private final Cache<Model, Target> known = Caffeine.newBuilder().weakKeys().build();

  /**
   * @param catalog asked when a model is first translated for, as reading it takes its time
   */
  Targets(Supplier<Catalog> catalog) {
    this.catalog = catalog;
  }

  /**
   * Returns what requests to a model are written for.
   *
   * @param dialect the facts of the API, of this very model
   */
  Target of(Model model, Dialect dialect) {
    return known.get(model, key -> lookUp(key, dialect));
  }

  private Target lookUp(Model model, Dialect dialect) {
    String name = model.nameAtProvider();
    Optional<CatalogModel> wellKnown = catalog.get().model(model.provider(), name);
    return new Target(
        name,
        dialect.traits(),
        tokens(wellKnown.flatMap(CatalogModel::maxOutputTokens)),
        tokens(model.contextWindow().or(() -> wellKnown.map(CatalogModel::contextWindow))));
  }

  private static OptionalLong tokens(Optional<Integer> figure) {
    return figure.map(OptionalLong::of).orElse(OptionalLong.empty());
  }
}
