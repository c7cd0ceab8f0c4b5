package io.routerly.secret;

/** What became of a stored secret: a model's key, or one of a notification channel. */
public sealed interface ProviderKey {
  /** The key can be used. */
  record Available(Credential credential) implements ProviderKey {}

  /** There is none, as local models need none. */
  record Absent() implements ProviderKey {}

  /**
   * There is one that cannot be used; what needs it stays unused until it is entered again.
   *
   * @param reason a sentence without secrets
   */
  record Unreadable(String reason) implements ProviderKey {}
}
