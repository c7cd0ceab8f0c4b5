package io.routerly.standalone.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code usage.json} as anyone would: as one JSON text. */
final class Ledger {
  private Ledger() {}

  static List<JsonObject> records(Path home) {
    try (JsonReader reader =
        Json.createReader(Files.newBufferedReader(home.resolve("data/usage.json")))) {
      return reader.readArray().getValuesAs(JsonObject.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> traceIds(Path home) {
    return records(home).stream().map(record -> record.getString("traceId")).toList();
  }
}
