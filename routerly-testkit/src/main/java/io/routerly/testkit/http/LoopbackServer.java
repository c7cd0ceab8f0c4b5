package io.routerly.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * A blocking HTTP/1.1 server on 127.0.0.1 and a free port, with two threads for each connection.
 *
 * <p>A client that closes only its sending side counts as gone. Closing the server ends every
 * connection and waits for every thread.
 */
public final class LoopbackServer implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final String name;
  private final Handler handler;
  private final Clock clock;
  private final ServerSocket listener;
  private final Journal journal = new Journal();
  private final Set<Thread> threads = new HashSet<>();
  private final Set<Connection> connections = new HashSet<>();
  private int accepted;
  private boolean closed;

  private LoopbackServer(String name, Handler handler, Clock clock) throws IOException {
    this.name = name;
    this.handler = handler;
    this.clock = clock;
    this.listener = new ServerSocket();
    listener.bind(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), BACKLOG);
  }

  /**
   * Starts a server.
   *
   * @param name begins the names of its threads
   */
  public static LoopbackServer start(String name, Handler handler, Clock clock) {
    try {
      LoopbackServer server = new LoopbackServer(name, handler, clock);
      server.spawn("accept", server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the address, such as {@code http://127.0.0.1:40123}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Returns the port it listens on. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Returns what arrived so far. */
  public Journal journal() {
    return journal;
  }

  /** Returns how many connections are open now. */
  public synchronized int openConnections() {
    return connections.size();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Connection connection : closing()) {
      connection.close();
    }
    for (Thread thread : alive()) {
      join(thread);
    }
  }

  private void accept() {
    while (true) {
      try {
        open(listener.accept());
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private synchronized void open(Socket socket) throws IOException {
    if (closed) {
      socket.close();
      return;
    }
    socket.setTcpNoDelay(true); // a piece is a segment of its own
    Connection connection = new Connection(++accepted, socket, handler, journal, clock);
    connections.add(connection);
    spawn("read-" + accepted, connection::read);
    spawn("serve-" + accepted, () -> serve(connection));
  }

  private void serve(Connection connection) {
    try {
      connection.serve();
    } finally {
      synchronized (this) {
        connections.remove(connection);
      }
    }
  }

  private synchronized void spawn(String what, Runnable work) {
    Thread thread = new Thread(() -> untilDone(work), name + "-" + port() + "-" + what);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void untilDone(Runnable work) {
    try {
      work.run();
    } finally {
      synchronized (this) {
        threads.remove(Thread.currentThread());
      }
    }
  }

  private synchronized Set<Connection> closing() {
    closed = true;
    return Set.copyOf(connections);
  }

  private synchronized Set<Thread> alive() {
    return Set.copyOf(threads);
  }

  private static void join(Thread thread) {
    try {
      thread.join(FAREWELL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new IllegalStateException("Still running after the server closed: " + thread);
    }
  }
}
