package io.routerly.notify;

import io.routerly.secret.ProviderKeys;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A field that channels of some type have.
 *
 * @param name its name
 * @param required whether it must be there
 * @param rule what it may hold
 */
record ChannelField(String name, boolean required, Rule rule) {
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@<>,;:\"()\\p{Cntrl}]+@[^\\s@<>,;:\"()\\p{Cntrl}]+");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,253}");
  private static final int LONGEST = 4096;
  private static final BigDecimal LAST_PORT = new BigDecimal(65_535);

  /** Says what is wrong with a value, beginning with a verb, if anything is. */
  @FunctionalInterface
  interface Rule {
    Optional<String> wrong(JsonValue value);
  }

  static ChannelField required(String name, Rule rule) {
    return new ChannelField(name, true, rule);
  }

  static ChannelField optional(String name, Rule rule) {
    return new ChannelField(name, false, rule);
  }

  /** Any text in one line. */
  static Rule text() {
    return string(ChannelField::isLine, "must be a text in one line");
  }

  static Rule host() {
    return string(text -> HOST.matcher(text).matches(), "must be a host such as mail.example.com");
  }

  static Rule address() {
    return string(ChannelField::isAddress, "must be an e-mail address such as ops@example.com");
  }

  static Rule matching(Pattern pattern, String example) {
    return string(text -> pattern.matcher(text).matches(), "must be such as " + example);
  }

  static Rule oneOf(Collection<String> allowed) {
    return string(allowed::contains, "must be one of " + allowed);
  }

  static Rule port() {
    return value ->
        value instanceof JsonNumber number
                && number.isIntegral()
                && number.bigDecimalValue().compareTo(BigDecimal.ONE) >= 0
                && number.bigDecimalValue().compareTo(LAST_PORT) <= 0
            ? Optional.empty()
            : Optional.of("must be a number from 1 to 65535");
  }

  /**
   * An address that is written to, or its stored form; it may hold a secret, so it is never
   * repeated.
   */
  static Rule url() {
    return string(
        text -> ProviderKeys.isStoredForm(text) || isUrl(text),
        "must be an http or https URL without user and fragment");
  }

  /** A list of e-mail addresses, or a text with commas between them. */
  static Rule addresses() {
    Rule list = listOf(address());
    return value ->
        value instanceof JsonString text
            ? Mailbox.split(text.getString()).allMatch(ChannelField::isAddress)
                ? Optional.empty()
                : Optional.of("must be e-mail addresses such as ops@example.com, one or a list")
            : list.wrong(value);
  }

  /** A list that is not empty, each of whose elements keeps to the rule. */
  static Rule listOf(Rule each) {
    return value -> {
      if (!(value instanceof JsonArray list) || list.isEmpty()) {
        return Optional.of("must be a list with at least one element");
      }
      return list.stream()
          .flatMap(element -> each.wrong(element).stream())
          .findFirst()
          .map(wrong -> "each element " + wrong);
    };
  }

  private static Rule string(Predicate<String> test, String wrong) {
    return value ->
        value instanceof JsonString text && test.test(text.getString())
            ? Optional.empty()
            : Optional.of(wrong);
  }

  private static boolean isLine(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static boolean isAddress(String text) {
    return text.length() <= 254 && ADDRESS.matcher(text).matches();
  }

  /** Returns whether a webhook may have this address. */
  static boolean isUrl(String text) {
    try {
      URI url = new URI(text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      return (scheme.equals("http") || scheme.equals("https"))
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawFragment() == null
          && text.length() <= LONGEST;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
