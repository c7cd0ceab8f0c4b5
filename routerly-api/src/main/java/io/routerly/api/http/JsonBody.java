package io.routerly.api.http;

import io.routerly.store.binding.RecordBinder;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;

/**
 * The JSON body of a management request, read within its limit and not yet bound to anything.
 *
 * <p>Immutable, but for {@code text}, which belongs to it.
 */
public final class JsonBody {
  private static final RecordBinder BINDER = new RecordBinder();
  private static final JsonProvider PROVIDER = JsonProvider.provider();

  private final byte[] text;

  JsonBody(byte[] text) {
    this.text = text;
  }

  /** Returns whether there is none. */
  public boolean isEmpty() {
    return text.length == 0;
  }

  /** Returns the text as it came; shared, not copied. */
  public byte[] bytes() {
    return text;
  }

  /**
   * Returns the body as a record.
   *
   * @throws io.routerly.error.GatewayException {@code invalid_request} with every wrong field
   */
  public <T> T as(Class<T> type) {
    return BINDER.read(text, type);
  }

  /**
   * Returns the body as an object, not yet bound.
   *
   * @throws io.routerly.error.GatewayException {@code invalid_request} if it is anything else
   */
  public JsonObject object() {
    if (BINDER.parse(text) instanceof JsonObject object) {
      return object;
    }
    throw Refusals.wrongField("", "must be an object");
  }

  /** Returns {@code current}, changed as this body says by JSON merge patch (RFC 7396). */
  public JsonObject mergedInto(JsonObject current) {
    return PROVIDER.createMergePatch(object()).apply(current).asJsonObject();
  }

  /** Returns the JSON of a record. */
  public static JsonObject of(Record value) {
    return BINDER.parse(JsonAnswer.bytes(value)).asJsonObject();
  }

  /**
   * Returns JSON as a record.
   *
   * @throws io.routerly.error.GatewayException {@code invalid_request} with every wrong field
   */
  public static <T> T bind(JsonObject value, Class<T> type) {
    return BINDER.bind(value, type);
  }

  /**
   * Returns {@code current}, changed as this body says by JSON merge patch (RFC 7396).
   *
   * @throws io.routerly.error.GatewayException {@code invalid_request} with every wrong field
   */
  public <T extends Record> T mergedInto(T current, Class<T> type) {
    return BINDER.bind(mergedInto(of(current)), type);
  }
}
