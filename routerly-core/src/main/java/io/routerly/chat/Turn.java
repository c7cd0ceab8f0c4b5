package io.routerly.chat;

/**
 * What one side said.
 *
 * @param role who spoke, such as {@code system} or {@code user}, in the words of the request
 * @param text its text parts, one per line; empty if it has none
 */
public record Turn(String role, String text) {}
