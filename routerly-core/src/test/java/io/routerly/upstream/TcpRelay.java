package io.routerly.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Passes TCP bytes on to a server, and can end the TCP connection without the server's doing. */
final class TcpRelay implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();

  TcpRelay() throws IOException {}

  /** Returns {@code uri} with the relay's port, and relays to its own port from now on. */
  URI before(URI uri) {
    threads.execute(() -> accept(uri.getPort()));
    return URI.create(uri.toString().replace(":" + uri.getPort(), ":" + listener.getLocalPort()));
  }

  private void accept(int port) {
    try {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
      clients.add(client);
      threads.execute(() -> pump(server, client));
      pump(client, server);
    } catch (IOException e) {
      // The test is over.
      return;
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.close();
    } catch (IOException e) {
      // One of the two ends has closed, and so does the other when the test is over.
      return;
    }
  }

  /** Sends the end of the TCP stream to the client. */
  void cut() throws IOException {
    for (Socket client : clients) {
      client.shutdownOutput();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket client : clients) {
      client.close();
    }
    threads.shutdownNow();
  }
}
