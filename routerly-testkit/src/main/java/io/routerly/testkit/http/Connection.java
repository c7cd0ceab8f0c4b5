package io.routerly.testkit.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** Serves the requests of one client connection in turn. */
final class Connection {
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final int number;
  private final Socket socket;
  private final Handler handler;
  private final Journal journal;
  private final Clock clock;
  private final ConnectionState state = new ConnectionState();
  private final ClientInput input = new ClientInput();

  Connection(int number, Socket socket, Handler handler, Journal journal, Clock clock) {
    this.number = number;
    this.socket = socket;
    this.handler = handler;
    this.journal = journal;
    this.clock = clock;
  }

  /** Reads ahead until the client closes; runs on a thread of its own. */
  void read() {
    input.readAhead(socket);
    state.end(Outcome.CLIENT_CLOSED);
  }

  /** Serves until either side has enough; runs on a thread of its own. */
  void serve() {
    RequestParser parser = new RequestParser(input);
    try (socket) {
      boolean more = true;
      while (more) {
        more = serveOne(parser);
      }
    } catch (IOException e) {
      // The journal has recorded why it ended.
    }
  }

  void close() {
    state.end(Outcome.SERVER_CLOSED);
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }

  private boolean serveOne(RequestParser parser) throws IOException {
    Optional<RequestMessage> message = receive(parser);
    if (message.isEmpty()) {
      return false;
    }
    Exchange exchange = new Exchange();
    RecordedRequest request = journal.record(message.get(), number, clock.instant(), exchange);
    try {
      ResponseStream response = new ResponseStream(socket, state);
      handler.handle(request, response);
      exchange.end(Outcome.ANSWERED, clock.instant());
      return !response.isLast() && !message.get().wantsClose();
    } catch (IOException e) {
      state.end(Outcome.CLIENT_CLOSED); // unless something else ended it before
      exchange.end(state.ended().join(), clock.instant());
      throw e;
    } catch (RuntimeException e) {
      journal.malformed("the fake failed to answer " + request + ": " + e);
      exchange.end(Outcome.CUT, clock.instant());
      throw e;
    }
  }

  private Optional<RequestMessage> receive(RequestParser parser) throws IOException {
    try {
      Optional<RequestMessage> head = parser.head();
      if (head.isEmpty()) {
        return head;
      }
      if (head.get().first("Expect").isPresent()) {
        socket.getOutputStream().write(CONTINUE);
      }
      return Optional.of(head.get().withBody(parser.body(head.get())));
    } catch (MalformedRequestException e) {
      journal.malformed("connection " + number + ": " + e.getMessage());
      refuse(e);
      throw e;
    } catch (EOFException e) {
      journal.malformed("connection " + number + ": " + e.getMessage());
      throw e;
    }
  }

  private void refuse(MalformedRequestException reason) throws IOException {
    String head = "HTTP/1.1 " + reason.status() + " Malformed\r\nContent-Length: 0\r\n";
    byte[] bytes = (head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    socket.getOutputStream().write(bytes);
  }
}
