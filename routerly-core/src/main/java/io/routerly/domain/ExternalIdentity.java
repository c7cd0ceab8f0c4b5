package io.routerly.domain;

/**
 * Who a user is at an identity provider.
 *
 * <p>E-mail addresses change hands and may be spelled by anyone; these two together never mean
 * another person.
 *
 * @param issuer the provider: its issuer URL
 * @param subject what the provider calls the person, compared letter by letter
 */
public record ExternalIdentity(String issuer, String subject) {
  private static final int MAX_ISSUER = 1000;
  private static final int MAX_SUBJECT = 255;

  public ExternalIdentity {
    requireText(issuer, MAX_ISSUER, "issuer");
    requireText(subject, MAX_SUBJECT, "subject");
  }

  private static void requireText(String text, int longest, String field) {
    Checks.notBlank(text, field);
    if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidFieldException(
          field, "must have at most " + longest + " characters, and no control characters");
    }
  }
}
