package io.routerly.notify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Stands before a mail server that speaks no TLS, and passes on what came encrypted. */
final class TlsFront implements AutoCloseable {
  private final SSLContext context;
  private final int behind;
  private final boolean startTls;
  private final ServerSocket listener;
  private final Thread thread = new Thread(this::serve, "tls-front");

  /**
   * @param behind the port of the mail server
   * @param startTls whether the conversation begins in clear text
   */
  TlsFront(SSLContext context, int behind, boolean startTls) throws IOException {
    this.context = context;
    this.behind = behind;
    this.startTls = startTls;
    this.listener = new ServerSocket(0, 8, loopback());
    thread.setDaemon(true);
    thread.start();
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  int port() {
    return listener.getLocalPort();
  }

  SSLSocketFactory trusted() {
    return context.getSocketFactory();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        converse(socket);
      } catch (IOException e) {
        // The client left, or the test is over.
      }
    }
  }

  private void converse(Socket socket) throws IOException {
    if (startTls) {
      say(socket, "220 front ready");
      readLine(socket); // EHLO
      say(socket, "250-front\r\n250 STARTTLS");
      readLine(socket); // STARTTLS
      say(socket, "220 go on");
    }
    SSLSocket secure =
        (SSLSocket)
            context.getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), true);
    secure.setUseClientMode(false);
    try (Socket server = new Socket(loopback(), behind)) {
      if (startTls) {
        readLine(server); // Its greeting; the client has had one.
      }
      Thread back = new Thread(() -> pass(server, secure), "tls-front-back");
      back.setDaemon(true);
      back.start();
      pass(secure, server);
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
      to.close();
    } catch (IOException e) {
      // One side has left, and so does the other.
    }
  }

  private static void readLine(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    int c = in.read();
    while (c >= 0 && c != '\n') {
      c = in.read();
    }
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
