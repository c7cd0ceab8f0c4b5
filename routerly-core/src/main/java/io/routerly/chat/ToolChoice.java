package io.routerly.chat;

import java.util.List;

/** Whether, and which, tools the model is to call. */
public sealed interface ToolChoice {
  /** As the model sees fit. */
  record Auto() implements ToolChoice {}

  /** None at all. */
  record None() implements ToolChoice {}

  /** At least one. */
  record Required() implements ToolChoice {}

  /** This one. */
  record Named(String name) implements ToolChoice {}

  /**
   * Out of these only.
   *
   * @param required whether at least one of them
   */
  record Allowed(List<String> names, boolean required) implements ToolChoice {
    public Allowed {
      names = List.copyOf(names);
    }
  }
}
