package io.routerly.provider;

import static java.util.Locale.ROOT;

import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Chooses which of a client's headers go on to a provider of another wire format.
 *
 * <p>What belongs to an API goes only to that API: another one has no use for it, and would learn
 * more of the client than it has to. The body is written anew, so its content type is the
 * gateway's.
 */
public final class ClientHeaders {
  private static final Header JSON = new Header("content-type", "application/json");

  private enum Family {
    OPENAI,
    ANTHROPIC,
    OTHER
  }

  /** They choose among what the key may use, and the client's are not of the gateway's key. */
  private static final Set<String> OF_AN_ACCOUNT = Set.of("openai-organization", "openai-project");

  private ClientHeaders() {}

  /**
   * Returns whether a header of a client's names an account at a provider: it goes on to none,
   * since calls are made with the gateway's own keys.
   */
  static boolean nameAnAccount(String header) {
    return OF_AN_ACCOUNT.contains(header.toLowerCase(ROOT));
  }

  /**
   * Returns those that go on.
   *
   * @param headers the client's headers that may be forwarded
   * @param client the format that the client speaks
   * @param provider the format that the provider speaks; if it is the same, all go on
   */
  public static List<Header> goingOn(List<Header> headers, WireFormat client, WireFormat provider) {
    if (client == provider) {
      return headers;
    }
    List<Header> chosen = new ArrayList<>(headers.size() + 1);
    chosen.add(JSON);
    for (Header header : headers) {
      if (goesOn(header.name().toLowerCase(ROOT), family(client), family(provider))) {
        chosen.add(header);
      }
    }
    return chosen;
  }

  private static boolean goesOn(String name, Family client, Family provider) {
    if (name.startsWith("anthropic-")) {
      return provider == Family.ANTHROPIC;
    }
    if (name.startsWith("openai-")) {
      return provider == Family.OPENAI;
    }
    // the SDK that wrote these speaks the client's API
    if (name.startsWith("x-stainless-")) {
      return client == provider;
    }
    return !name.equals("content-type");
  }

  private static Family family(WireFormat format) {
    return switch (format) {
      case OPENAI_CHAT, OPENAI_RESPONSES -> Family.OPENAI;
      case ANTHROPIC_MESSAGES -> Family.ANTHROPIC;
      default -> Family.OTHER;
    };
  }
}
