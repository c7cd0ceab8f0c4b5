package io.routerly.store.binding;

import io.routerly.domain.PolicySpec;
import io.routerly.domain.WireName;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes records as JSON by JSON-B: components in their order, absent ones left out, enums by their
 * {@link WireName}. What it writes, {@link RecordBinder} reads back equal.
 *
 * <p>Thread-safe.
 */
public final class RecordWriter {
  private final Jsonb jsonb;

  /**
   * @param indented whether people read the result
   */
  public RecordWriter(boolean indented) {
    jsonb =
        JsonbBuilder.create(
            new JsonbConfig()
                .withFormatting(indented)
                .withSerializers(new Records(), new Names(), new Policies()));
  }

  /** Returns a record, or a list of them, as UTF-8 with a line feed at its end. */
  public byte[] write(Object value) {
    return (jsonb.toJson(value).strip() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the JSON-B engine, for code that hands it to a JSON-B user such as JAX-RS. */
  public Jsonb jsonb() {
    return jsonb;
  }

  /** JSON-B alone would order keys as hash tables do, and files should stay comparable. */
  private static final class Records implements JsonbSerializer<Record> {
    @Override
    public void serialize(Record value, JsonGenerator json, SerializationContext context) {
      json.writeStartObject();
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        Object part = read(component, value);
        if (part instanceof Optional<?> optional) {
          optional.ifPresent(present -> context.serialize(component.getName(), present, json));
        } else {
          context.serialize(component.getName(), part, json);
        }
      }
      json.writeEnd();
    }

    private static Object read(RecordComponent component, Record value) {
      try {
        return component.getAccessor().invoke(value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the accessor must be public: " + component, e);
      }
    }
  }

  private static final class Names implements JsonbSerializer<WireName> {
    @Override
    public void serialize(WireName value, JsonGenerator json, SerializationContext context) {
      json.write(value.wireName());
    }
  }

  /** A policy without settings is a plain string. */
  private static final class Policies implements JsonbSerializer<PolicySpec> {
    @Override
    public void serialize(PolicySpec value, JsonGenerator json, SerializationContext context) {
      if (value.config().isEmpty()) {
        json.write(value.type());
        return;
      }
      json.writeStartObject();
      json.write("type", value.type());
      json.write("config", value.config());
      json.writeEnd();
    }
  }
}
