package io.routerly.secret;

/** What became of a model's stored key. */
public sealed interface ProviderKey {
  /** The key can be used. */
  record Available(Credential credential) implements ProviderKey {}

  /** The model has none, as local models do. */
  record Absent() implements ProviderKey {}

  /**
   * There is one that cannot be used; the model stays out of routing until it is entered again.
   *
   * @param reason a sentence without secrets
   */
  record Unreadable(String reason) implements ProviderKey {}
}
