package io.routerly.json;

import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonWriterFactory;
import jakarta.json.spi.JsonProvider;
import java.util.Map;

/**
 * The JSON-P factories, looked up once.
 *
 * <p>The static methods of {@code jakarta.json.Json} search for their provider at every call, which
 * costs ten times what they do. Thread-safe.
 */
public final class JsonFactories {
  static final JsonProvider PROVIDER = JsonProvider.provider();

  /** Makes readers that take untrusted text. */
  public static final JsonReaderFactory READERS = PROVIDER.createReaderFactory(Map.of());

  /** Makes builders of objects and arrays. */
  public static final JsonBuilderFactory BUILDERS = PROVIDER.createBuilderFactory(Map.of());

  /** Makes writers of compact text. */
  public static final JsonWriterFactory WRITERS = PROVIDER.createWriterFactory(Map.of());

  private JsonFactories() {}
}
