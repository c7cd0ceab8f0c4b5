package io.routerly.standalone;

import java.util.regex.Pattern;
import org.glassfish.grizzly.http.HttpPacketParsing;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.util.DataChunk;
import org.glassfish.grizzly.http.util.MimeHeaders;

/**
 * Refuses requests that Grizzly reads in one way and a proxy in front may read in another: those
 * whose body has more than one end, or none that is clear, and those with no host or with several.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6">RFC 9112, 3.2, 5 and 6</a>
 */
final class RequestRules {
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9._~-]*|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{0,5})?");

  private RequestRules() {}

  /** Returns whether a request, whose headers are complete, can be read in one way alone. */
  static boolean allow(HttpRequestPacket request) {
    Protocol protocol = request.getProtocol();
    boolean current = protocol == Protocol.HTTP_1_1;
    return (current || protocol == Protocol.HTTP_1_0)
        && !hasLengthBesideChunks(request)
        && allow(request.getHeaders(), current);
  }

  /** Grizzly removes a length when chunks are announced after it, but counts it. */
  private static boolean hasLengthBesideChunks(HttpRequestPacket request) {
    return request.isChunked()
        && request instanceof HttpPacketParsing parsing
        && parsing.getHeaderParsingState().contentLengthHeadersCount > 0;
  }

  private static boolean allow(MimeHeaders headers, boolean current) {
    int lengths = 0;
    int encodings = 0;
    int hosts = 0;
    for (int i = 0; i < headers.size(); i++) {
      DataChunk name = headers.getName(i);
      DataChunk value = headers.getValue(i);
      if (!HeaderBytes.isToken(name) || !HeaderBytes.isOneLine(value)) {
        return false;
      }
      if (name.equalsIgnoreCase("content-length")) {
        lengths += LENGTH.matcher(value.toString()).matches() ? 1 : 2;
      } else if (name.equalsIgnoreCase("transfer-encoding")) {
        encodings += current && value.equalsIgnoreCase("chunked") ? 1 : 2;
      } else if (name.equalsIgnoreCase("host")) {
        hosts += HOST.matcher(value.toString()).matches() ? 1 : 2;
      }
    }
    return lengths + encodings <= 1 && hosts <= 1;
  }
}
