package io.routerly.domain;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value, as JSON, that a field of a configuration record takes when its file leaves it out.
 *
 * <p>A component that has neither a default nor an {@code Optional}, {@code List} or {@code Map}
 * type is required.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /** Returns the value as JSON text, such as {@code 3000} or {@code "info"}. */
  String value();
}
