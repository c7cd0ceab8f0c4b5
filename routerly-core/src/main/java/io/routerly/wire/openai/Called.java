package io.routerly.wire.openai;

/**
 * A call of a tool as a client sent it back.
 *
 * @param id empty if it has none
 * @param arguments as text, or the free text that a custom tool took
 * @param said what the user said last before the call, empty if nothing
 */
public record Called(String id, String name, String arguments, String said) {}
