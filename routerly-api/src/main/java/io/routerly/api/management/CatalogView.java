package io.routerly.api.management;

import io.routerly.api.http.Page;
import io.routerly.catalog.CatalogModel;
import io.routerly.catalog.CatalogSource;
import java.util.List;

/**
 * What clients see of the catalog's models.
 *
 * @param items the part that was asked for
 * @param total length of the whole list
 * @param date day of which the prices are, in ISO 8601
 * @param sources where they come from
 */
public record CatalogView(List<CatalogModel> items, long total, String date, List<Source> sources) {
  /**
   * Where data comes from, with its day in ISO 8601.
   *
   * @param name what it is called
   * @param version its version
   * @param licence under which it may be used
   * @param published its day
   * @param url where it is
   */
  public record Source(String name, String version, String licence, String published, String url) {
    static Source of(CatalogSource source) {
      return new Source(
          source.name(),
          source.version(),
          source.licence(),
          source.published().toString(),
          source.url());
    }
  }

  static CatalogView of(Page<CatalogModel> page, String date, List<CatalogSource> sources) {
    return new CatalogView(
        page.items(), page.total(), date, sources.stream().map(Source::of).toList());
  }
}
