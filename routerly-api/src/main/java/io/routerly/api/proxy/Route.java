package io.routerly.api.proxy;

import io.routerly.domain.CallType;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.wire.WireFormat;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a matched path stands for.
 *
 * @param format the wire format of its requests
 * @param callType how usage records name it
 * @param path the path after {@code /v1}, still encoded
 */
record Route(WireFormat format, CallType callType, String path) {
  static final Route CHAT = new Route(WireFormat.OPENAI_CHAT, CallType.CHAT, "/chat/completions");
  static final Route RESPONSES =
      new Route(WireFormat.OPENAI_RESPONSES, CallType.RESPONSES, "/responses");
  static final Route MESSAGES =
      new Route(WireFormat.ANTHROPIC_MESSAGES, CallType.MESSAGES, "/messages");

  static final Route COUNT_TOKENS =
      new Route(WireFormat.ANTHROPIC_MESSAGES, CallType.MESSAGES, "/messages/count_tokens");

  private static final Pattern AFTER_VERSION = Pattern.compile("^/?(projects/[^/]*/)?v1");

  /** The chats that OpenAI keeps on request; they are read where chats are sent. */
  static final Route STORED_CHATS =
      new Route(WireFormat.OPAQUE, CallType.PASSTHROUGH, "/chat/completions");

  /** Returns what a request is for, as far as its path tells before it is matched. */
  static Route ofRequest(String path) {
    String rest = AFTER_VERSION.matcher(path).replaceFirst("");
    return Stream.of(CHAT, RESPONSES, MESSAGES)
        .filter(route -> route.path().equals(rest))
        .findFirst()
        .orElseGet(() -> new Route(WireFormat.OPAQUE, CallType.PASSTHROUGH, rest));
  }

  /** Returns whether it asks for the models of the project, which is no call. */
  boolean isListing() {
    return path.equals("/models") || path.startsWith("/models/");
  }

  /**
   * Returns the route of a path that is passed through.
   *
   * @param rest the path after {@code /v1/}, still encoded
   * @throws GatewayException {@code not_found} if the path could lead elsewhere than it says, or to
   *     an endpoint that the gateway serves itself
   */
  static Route other(String rest) {
    if (!PathSpelling.isPlain(rest)) {
      throw new GatewayException(ErrorCode.NOT_FOUND, "There is nothing at this path.");
    }
    return new Route(WireFormat.OPAQUE, CallType.PASSTHROUGH, "/" + rest);
  }
}
