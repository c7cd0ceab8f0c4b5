package io.routerly.store.binding;

import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Binds JSON to records by their components, strictly.
 *
 * <p>A key is wrong when no component has its name, when its value has another JSON type or does
 * not fit, when it is {@code null}, or when the record's constructor refuses the value. A component
 * may be left out if it is an {@code Optional}, {@code List} or {@code Map} or carries {@link
 * io.routerly.domain.Default}. All that is wrong is told at once.
 *
 * <p>Components may be strings, whole numbers, booleans, {@code BigDecimal}, {@code Instant}, enums
 * with a {@link io.routerly.domain.WireName}, {@code JsonObject}, {@link
 * io.routerly.domain.PolicySpec}, records of all these, and {@code Optional}, {@code List} and
 * {@code Map<String, …>} of them.
 *
 * <p>Thread-safe. Uses reflection, so it is for configuration and management, not for proxied
 * calls.
 */
public final class RecordBinder {
  private final StrictJson json;
  private final ValueBinder values;

  public RecordBinder() {
    json = new StrictJson(JsonProvider.provider());
    values = new ValueBinder(this::parseDefault);
  }

  /**
   * Binds a JSON value.
   *
   * @throws BindingException if anything is wrong
   */
  public <T> T bind(JsonValue value, Class<T> type) {
    return finish(values.bind(value, type, "", new Findings()), type);
  }

  /**
   * Binds the text of a document.
   *
   * @param text strict UTF-8
   * @throws BindingException if anything is wrong with text or values
   */
  public <T> T read(byte[] text, Class<T> type) {
    Findings findings = new Findings();
    JsonValue value = document(text, findings);
    return finish(values.bind(value, type, "", findings), type);
  }

  /**
   * Binds the text of a document that is an array.
   *
   * @param text strict UTF-8
   * @throws BindingException if anything is wrong with text or values
   */
  public <T> List<T> readList(byte[] text, Class<T> elementType) {
    Findings findings = new Findings();
    JsonValue value = document(text, findings);
    ValueBinder.Outcome bound = values.bindList(value, elementType, "", findings);
    return ((List<?>) bound.orThrow()).stream().map(elementType::cast).toList();
  }

  /**
   * Reads a JSON value from text, as strictly as the methods that bind.
   *
   * @throws BindingException if the text is no valid JSON or holds a key twice
   */
  public JsonValue parse(byte[] text) {
    Findings findings = new Findings();
    JsonValue value = json.read(text, findings);
    findings.throwIfAny();
    return value;
  }

  /** Text that is no JSON at all has nothing more to be told of. */
  private JsonValue document(byte[] text, Findings findings) {
    JsonValue value = json.read(text, findings);
    if (value == JsonValue.NULL) {
      findings.throwIfAny();
    }
    return value;
  }

  private static <T> T finish(ValueBinder.Outcome bound, Class<T> type) {
    return type.cast(bound.orThrow());
  }

  private JsonValue parseDefault(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
