package io.routerly.catalog;

import java.time.LocalDate;

/**
 * Where data of the catalog comes from.
 *
 * @param name of a package, or of a file of this repository
 * @param version of the data
 * @param licence under which it may be passed on
 * @param published day on which that version appeared
 * @param url where to read about it
 */
public record CatalogSource(
    String name, String version, String licence, LocalDate published, String url) {}
