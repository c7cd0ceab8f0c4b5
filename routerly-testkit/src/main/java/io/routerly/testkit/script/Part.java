package io.routerly.testkit.script;

/** One part of what a model says. */
public sealed interface Part {
  /** Words for the user. */
  record Text(String text) implements Part {}

  /**
   * A call of one of the request's tools.
   *
   * @param arguments a JSON object, as text
   */
  record ToolCall(String name, String arguments) implements Part {}

  /** Visible reasoning before the answer, for providers that show it. */
  record Thinking(String text) implements Part {}
}
