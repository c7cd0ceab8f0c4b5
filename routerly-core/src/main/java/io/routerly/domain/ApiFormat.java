package io.routerly.domain;

/** Whose API a {@code custom} provider is compatible with. */
public enum ApiFormat implements WireName {
  OPENAI,
  ANTHROPIC
}
