package io.routerly.standalone;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.util.MimeHeaders;

/**
 * Reads HTTP/1.1 as Grizzly does, but for what {@link RequestRules} refuses; ignores requests for
 * an upgrade, and ends headers that never end.
 *
 * <p>{@code java.net.http} asks for HTTP/2 with an {@code Upgrade} header on its first request. A
 * server may ignore that (RFC 9110, 7.8). Grizzly instead takes the body for bytes of the new
 * protocol, and the request hangs.
 */
final class HttpCodec extends HttpServerFilter {
  private static final Attribute<HttpRequestPacket> REQUEST_BEING_READ =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(HTTP_SERVER_REQUEST_ATTR_NAME);

  private final ScheduledExecutorService timer;
  private final Duration headerTimeout;

  @SuppressWarnings("deprecation") // Grizzly announces a builder that it does not have yet.
  HttpCodec(NetworkListener listener, ScheduledExecutorService timer, Duration headerTimeout) {
    super(
        listener.isChunkingEnabled(),
        listener.getMaxHttpHeaderSize(),
        null,
        listener.getKeepAlive(),
        null,
        listener.getMaxRequestHeaders(),
        listener.getMaxResponseHeaders());
    this.timer = timer;
    this.headerTimeout = headerTimeout;
  }

  @Override
  public NextAction handleRead(FilterChainContext context) throws IOException {
    Connection<?> connection = context.getConnection();
    ConnectionState state = ConnectionState.of(connection);
    if (REQUEST_BEING_READ.get(connection) == null) {
      state.headersRead = false;
    }
    NextAction next = super.handleRead(context);
    if (!state.headersRead && context.getMessage() instanceof Buffer) {
      awaitHeaders(state, connection);
    }
    // An invoke action of its own carries the bytes that follow the request.
    state.pipelined =
        next.type() == context.getInvokeAction().type() && next != context.getInvokeAction();
    return next;
  }

  @Override
  protected boolean onHttpHeaderParsed(
      HttpHeader header, Buffer buffer, FilterChainContext context) {
    return super.onHttpHeaderParsed(header, buffer, context)
        || !RequestRules.allow((HttpRequestPacket) header);
  }

  @Override
  protected void onHttpHeadersParsed(
      HttpHeader header, MimeHeaders headers, FilterChainContext context) {
    header.getUpgradeDC().recycle();
    ConnectionState state = ConnectionState.of(context.getConnection());
    state.headersRead = true;
    Future<?> deadline = state.headerDeadline;
    if (deadline != null) {
      deadline.cancel(false);
      state.headerDeadline = null;
    }
  }

  private void awaitHeaders(ConnectionState state, Connection<?> connection) {
    if (state.headerDeadline == null) {
      state.headerDeadline =
          timer.schedule(
              connection::closeSilently, headerTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
