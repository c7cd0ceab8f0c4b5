package io.routerly.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server on a free loopback port that answers each connection with a script, byte by byte. */
final class LoopbackServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Script script;
  private final String scheme;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** What the server does with one connection; when it returns, the connection closes. */
  interface Script {
    void serve(Peer peer) throws IOException, InterruptedException;
  }

  private LoopbackServer(ServerSocketFactory factory, String scheme, Script script)
      throws IOException {
    this.listener = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.scheme = scheme;
    this.script = script;
    threads.execute(this::accept);
  }

  static LoopbackServer with(Script script) throws IOException {
    return new LoopbackServer(ServerSocketFactory.getDefault(), "http", script);
  }

  static LoopbackServer with(ServerSocketFactory tls, Script script) throws IOException {
    return new LoopbackServer(tls, "https", script);
  }

  /** Answers every request on every connection with {@code response}. */
  static LoopbackServer answering(String response) throws IOException {
    return with(
        peer -> {
          while (peer.readRequest()) {
            peer.write(response);
          }
        });
  }

  URI uri() {
    return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort() + "/v1/chat?key=secret");
  }

  URI uri(String host) {
    return URI.create(scheme + "://" + host + ":" + listener.getLocalPort() + "/");
  }

  /** How many connections were accepted. */
  int connections() {
    return connections.get();
  }

  /** The requests as they came, header and body. */
  Queue<String> requests() {
    return requests;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        int number = connections.incrementAndGet();
        threads.execute(() -> serve(new Peer(socket, number)));
      }
    } catch (IOException e) {
      closing.countDown();
    }
  }

  private void serve(Peer peer) {
    try {
      script.serve(peer);
      peer.socket.close();
    } catch (IOException e) {
      // The client closed its side, which the test looks at from there.
      closeQuietly(peer.socket);
    } catch (InterruptedException e) {
      closeQuietly(peer.socket);
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }

  /** The server's end of one connection. */
  final class Peer {
    private final Socket socket;
    private final int number;
    private String lastRequest = "";

    Peer(Socket socket, int number) {
      this.socket = socket;
      this.number = number;
    }

    /** Which connection this is, from 1. */
    int number() {
      return number;
    }

    Socket socket() {
      return socket;
    }

    /** Reads one request with its body; false when the client has closed. */
    boolean readRequest() throws IOException {
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return false;
        }
        head.write(next);
      }
      head.write(in.readNBytes(lengthIn(head.toString(ISO_8859_1))));
      lastRequest = head.toString(ISO_8859_1);
      requests.add(lastRequest);
      return true;
    }

    /** The request that was read last, header and body. */
    String lastRequest() {
      return lastRequest;
    }

    void write(String text) throws IOException {
      write(text.getBytes(ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Sends {@code text} again and again, a byte every few milliseconds, while the server runs. */
    void trickle(String text) throws IOException, InterruptedException {
      for (int i = 0; !closing.await(10, TimeUnit.MILLISECONDS); i++) {
        write(text.substring(i % text.length(), i % text.length() + 1));
      }
    }

    /** Does nothing until the server closes. */
    void stayAndWait() throws InterruptedException {
      closing.await();
    }

    /** Waits until the client has closed its side. */
    void awaitEnd() throws IOException {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /** Makes the close at the end of the script a reset. */
    void resetAtEnd() throws IOException {
      socket.setSoLinger(true, 0);
    }
  }

  private static int lengthIn(String head) {
    for (String line : head.split("\r\n", -1)) {
      if (line.startsWith("Content-Length: ")) {
        return Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    return 0;
  }
}
