package io.routerly.testkit.http;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads JSON bodies with one reader factory, because looking the provider up is slow. */
final class JsonBodies {
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private JsonBodies() {}

  static JsonObject object(InputStream body) {
    try (JsonReader reader = READERS.createReader(body, StandardCharsets.UTF_8)) {
      return reader.readObject();
    }
  }
}
