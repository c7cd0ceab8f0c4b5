package io.routerly.wire.anthropic;

import io.routerly.chat.CacheControl;
import io.routerly.chat.Losses;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;

/** Reads and writes {@code cache_control}. */
final class CacheMarks {
  private static final String FIELD = "cache_control";

  private CacheMarks() {}

  static Optional<CacheControl> read(FieldReader block, Losses losses) {
    Optional<FieldReader> mark = block.object(FIELD);
    Optional<CacheControl> read = mark.map(fields -> new CacheControl(fields.string("ttl")));
    mark.ifPresent(
        fields -> {
          fields.ignore("type");
          fields.reportUnread(losses);
        });
    return read;
  }

  static void write(Optional<CacheControl> cache, JsonObjectBuilder block) {
    cache.ifPresent(
        mark -> {
          JsonObjectBuilder control = Blocks.block("ephemeral");
          mark.ttl().ifPresent(ttl -> control.add("ttl", ttl));
          block.add(FIELD, control);
        });
  }
}
