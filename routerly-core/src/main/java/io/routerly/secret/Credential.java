package io.routerly.secret;

/**
 * A key of a provider in clear text; prints as {@code Credential[***]} so that no log line carries
 * it.
 *
 * @param secret the key
 */
public record Credential(String secret) {
  @Override
  public String toString() {
    return "Credential[***]";
  }
}
