package io.routerly.upstream;

/**
 * One header line of a request or an answer.
 *
 * <p>The text form leaves the value out, because it may be a provider's key.
 *
 * @param name the name, as it was written; compare it without regard to case
 * @param value the value without surrounding white space
 */
public record Header(String name, String value) {
  @Override
  public String toString() {
    return "Header[" + name + "=***]";
  }
}
