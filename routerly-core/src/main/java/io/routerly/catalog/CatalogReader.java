package io.routerly.catalog;

import io.routerly.domain.PricingTier;
import io.routerly.json.JsonFactories;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reads {@code models.json}, which {@code tools/refresh-catalog} writes. */
final class CatalogReader {
  private static final String FILE = "models.json";

  private CatalogReader() {}

  static Catalog readShipped() {
    try (InputStream file = CatalogReader.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is not beside " + CatalogReader.class);
      }
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Catalog read(InputStream file) {
    try (JsonReader reader = JsonFactories.READERS.createReader(file)) {
      JsonObject all = reader.readObject();
      return new Catalog(
          LocalDate.parse(all.getString("date")),
          all.getJsonArray("sources").getValuesAs(CatalogReader::source),
          KnownProviders.all(),
          all.getJsonArray("models").getValuesAs(CatalogReader::model));
    }
  }

  private static CatalogSource source(JsonObject source) {
    return new CatalogSource(
        source.getString("name"),
        source.getString("version"),
        source.getString("licence"),
        LocalDate.parse(source.getString("published")),
        source.getString("url"));
  }

  private static CatalogModel model(JsonObject model) {
    return new CatalogModel(
        model.getString("provider"),
        model.getString("id"),
        strings(model, "names"),
        model.getInt("contextWindow"),
        Optional.ofNullable(model.getJsonNumber("maxOutputTokens")).map(JsonNumber::intValueExact),
        strings(model, "capabilities"),
        price(model, "inputPrice"),
        price(model, "outputPrice"),
        price(model, "cachePrice"),
        price(model, "cacheWritePrice"),
        tiers(model));
  }

  private static List<PricingTier> tiers(JsonObject model) {
    JsonArray tiers = model.getJsonArray("pricingTiers");
    return tiers == null ? List.of() : tiers.getValuesAs(CatalogReader::tier);
  }

  private static PricingTier tier(JsonObject tier) {
    return new PricingTier(
        tier.getJsonNumber("above").longValueExact(),
        price(tier, "inputPrice"),
        price(tier, "outputPrice"),
        price(tier, "cachePrice"),
        price(tier, "cacheWritePrice"));
  }

  private static List<String> strings(JsonObject object, String name) {
    return object.getJsonArray(name).getValuesAs(JsonString::getString);
  }

  private static Optional<BigDecimal> price(JsonObject object, String name) {
    return Optional.ofNullable(object.getJsonNumber(name)).map(JsonNumber::bigDecimalValue);
  }
}
