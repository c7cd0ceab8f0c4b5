package io.routerly.standalone;

import io.routerly.api.http.ConnectionBreak;
import io.routerly.api.http.Hold;
import io.routerly.api.http.PeerAddress;
import io.routerly.api.proxy.OpenAnswer;
import io.routerly.log.LogMark;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;

/**
 * Hands requests to Jersey and leaves the answer to {@code Expect: 100-continue} to {@link
 * ContinueFilter}, so that nobody is asked for a body before the filters have let them in.
 */
final class GatewayHandler extends HttpHandler {
  static final String KEEP_ALIVE = "io.routerly.keepAlive";

  private final GrizzlyHttpContainer jersey;
  private final FrontDoor door;
  private final GrizzlyClientWatch clientWatch;
  private final InFlight inFlight;
  private final Handover handover;

  GatewayHandler(
      GrizzlyHttpContainer jersey,
      FrontDoor door,
      GrizzlyClientWatch clientWatch,
      InFlight inFlight,
      Handover handover) {
    this.jersey = jersey;
    this.door = door;
    this.clientWatch = clientWatch;
    this.inFlight = inFlight;
    this.handover = handover;
    // Nothing here needs the path decoded, and one that cannot be would be answered by Grizzly.
    setDecodeUrl(false);
  }

  @Override
  public RequestExecutorProvider getRequestExecutorProvider() {
    return handover;
  }

  @Override
  public void start() {
    jersey.start();
  }

  @Override
  public void destroy() {
    jersey.destroy();
  }

  @Override
  public void service(Request request, Response response) {
    inFlight.during(() -> clientWatch.serving(request, () -> serve(request, response)));
  }

  private void serve(Request request, Response response) {
    Runnable breaking = request.getContext().getConnection()::terminateSilently;
    request.setAttribute(ConnectionBreak.ATTRIBUTE, breaking);
    Hold hold = new Hold();
    request.setAttribute(Hold.ATTRIBUTE, hold);
    request.setAttribute(PeerAddress.ATTRIBUTE, request.getRemoteAddr());
    try {
      door.service(request, response);
    } finally {
      if (!hold.hasBegun()) {
        OpenAnswer.giveUpUnwritten(request.getAttribute(OpenAnswer.ATTRIBUTE));
      }
      LogMark.clear();
    }
  }

  @Override
  protected boolean sendAcknowledgment(Request request, Response response) {
    if (!"100-continue".equalsIgnoreCase(request.getHeader(Header.Expect))) {
      response.setStatus(HttpStatus.EXPECTATION_FAILED_417);
      return false;
    }
    // Whether the body comes after a refusal is the client's choice, so that what follows on this
    // connection could be either a body or a request.
    var state = request.getRequest().getProcessingState();
    request.setAttribute(KEEP_ALIVE, state.isKeepAlive());
    state.setKeepAlive(false);
    return true;
  }
}
