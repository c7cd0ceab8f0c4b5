package io.routerly.api.proxy;

import static java.util.Locale.ROOT;

import io.routerly.domain.CallType;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.wire.WireFormat;

/**
 * What a matched path stands for.
 *
 * @param format the wire format of its requests
 * @param callType how usage records name it
 * @param path the path after {@code /v1}, still encoded
 */
record Route(WireFormat format, CallType callType, String path) {
  /**
   * Returns the route of a path that is passed through.
   *
   * @throws GatewayException {@code not_found} if the path could lead elsewhere than it says
   */
  static Route other(String rest) {
    String decodedDots = rest.toLowerCase(ROOT).replace("%2e", ".");
    for (String segment : decodedDots.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new GatewayException(ErrorCode.NOT_FOUND, "There is nothing at this path.");
      }
    }
    if (decodedDots.contains("%2f") || decodedDots.contains("%5c") || decodedDots.contains("\\")) {
      throw new GatewayException(ErrorCode.NOT_FOUND, "There is nothing at this path.");
    }
    return new Route(WireFormat.OPAQUE, CallType.PASSTHROUGH, "/" + rest);
  }
}
