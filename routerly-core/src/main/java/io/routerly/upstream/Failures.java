package io.routerly.upstream;

import static io.routerly.error.ErrorCode.PROVIDER_BAD_RESPONSE;
import static io.routerly.error.ErrorCode.PROVIDER_INTERRUPTED;
import static io.routerly.error.ErrorCode.PROVIDER_UNREACHABLE;

import io.routerly.error.GatewayException;
import java.io.IOException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/**
 * Turns what sockets and parsers throw into sentences.
 *
 * <p>They name host and port, and never quote the exchange itself: a parser's message may hold a
 * header. For the same reason such an exception is not kept as the cause.
 */
final class Failures {
  private Failures() {}

  /** Tells why no connection came about. */
  static GatewayException connecting(IOException cause, Exchange exchange, Origin origin) {
    if (endedElsewhere(exchange)) {
      return exchange.ended();
    }
    String what = cause instanceof SSLException ? "TLS failed with " : "Could not connect to ";
    return new GatewayException(
        PROVIDER_UNREACHABLE, what + origin.display() + ": " + reason(cause) + ".", cause);
  }

  /** Tells why a request got no answer. */
  static GatewayException awaiting(Exception cause, Exchange exchange, Wire wire) {
    String host = wire.origin().display();
    if (endedElsewhere(exchange)) {
      return exchange.ended();
    }
    if (isNonsense(cause, wire)) {
      return new GatewayException(
          PROVIDER_BAD_RESPONSE, "What " + host + " answered is not valid HTTP/1.1.");
    }
    if (cause instanceof SSLException && !wire.intake().received()) {
      return new GatewayException(
          PROVIDER_UNREACHABLE, "TLS failed with " + host + ": " + reason(cause) + ".", cause);
    }
    String sentence =
        wire.intake().received()
            ? "The connection to " + host + " broke within the answer's header."
            : "The connection to " + host + " closed before an answer came.";
    return new GatewayException(PROVIDER_INTERRUPTED, sentence, cause);
  }

  /** Tells why a body ended early. */
  static GatewayException reading(IOException cause, Exchange exchange, Wire wire) {
    String host = wire.origin().display();
    if (endedElsewhere(exchange)) {
      return exchange.ended();
    }
    if (isNonsense(cause, wire)) {
      return new GatewayException(
          PROVIDER_BAD_RESPONSE, "The body that " + host + " sent is damaged.");
    }
    return new GatewayException(
        PROVIDER_INTERRUPTED, "The connection to " + host + " broke within the answer.", cause);
  }

  /** An interrupt closes the socket of a virtual thread: nobody waits for the answer any more. */
  private static boolean endedElsewhere(Exchange exchange) {
    if (Thread.currentThread().isInterrupted()) {
      exchange.cancel();
    }
    return !exchange.isRunning();
  }

  /** Returns whether the peer wrote something wrong, rather than too little. */
  private static boolean isNonsense(Exception cause, Wire wire) {
    boolean cut = wire.intake().ended();
    return (cause instanceof HttpException && !(cut && wire.intake().looksLikeHttp()))
        || cause instanceof MessageConstraintException
        || cause instanceof ZipException
        || (cause instanceof MalformedChunkCodingException
            && !(cause instanceof TruncatedChunkException)
            && !cut);
  }

  private static String reason(Exception cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
