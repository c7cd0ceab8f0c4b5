package io.routerly.provider;

import static java.util.Locale.ROOT;
import static java.util.stream.Collectors.toCollection;

import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a client of Anthropic's asks for in the header {@code anthropic-beta}, which no other API
 * has.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/beta-headers">Anthropic on beta headers</a>
 */
public final class AnthropicBetas {
  private static final String HEADER = "anthropic-beta";
  private static final Pattern DATE = Pattern.compile("-\\d{4}-?\\d{2}-?\\d{2}$");

  /**
   * Those that only let fields into the body, which are translated or named for themselves, or that
   * concern Anthropic's own way of sending, caching and signing in.
   */
  private static final Set<String> HARMLESS =
      Set.of(
          "adaptive-thinking",
          "advanced-tool-use",
          "claude-code",
          "code-execution",
          "computer-use",
          "context-management",
          "effort",
          "extended-cache-ttl",
          "files-api",
          "fine-grained-tool-streaming",
          "interleaved-thinking",
          "mcp-client",
          "message-batches",
          "oauth",
          "pdfs",
          "prompt-caching",
          "prompt-caching-scope",
          "skills",
          "structured-outputs",
          "token-counting",
          "tool-examples",
          "tool-search-tool",
          "web-fetch",
          "web-search");

  private AnthropicBetas() {}

  /**
   * Returns what a provider is not told, each with the header's name before it.
   *
   * @param headers the client's
   * @param client the format that the client speaks
   * @param provider the format that the provider speaks
   */
  public static Set<String> lost(List<Header> headers, WireFormat client, WireFormat provider) {
    boolean asked = client == WireFormat.ANTHROPIC_MESSAGES && provider != client;
    return (asked ? headers.stream() : Stream.<Header>empty())
        .filter(header -> header.name().equalsIgnoreCase(HEADER))
        .flatMap(header -> Arrays.stream(header.value().split(",", -1)))
        .map(String::strip)
        .filter(beta -> !beta.isEmpty() && !isHarmless(beta))
        .map(beta -> HEADER + "." + beta)
        .collect(toCollection(LinkedHashSet::new));
  }

  private static boolean isHarmless(String beta) {
    return HARMLESS.contains(DATE.matcher(beta.toLowerCase(ROOT)).replaceFirst(""));
  }
}
