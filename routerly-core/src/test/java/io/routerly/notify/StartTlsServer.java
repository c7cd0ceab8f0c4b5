package io.routerly.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A mail server with STARTTLS for one connection, whose certificate names 127.0.0.1 alone. */
final class StartTlsServer implements AutoCloseable {
  private final SSLContext context;
  private final ServerSocket listener;
  private final List<String> clear = new CopyOnWriteArrayList<>();
  private final List<String> encrypted = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::serve, "starttls-server");

  private StartTlsServer(SSLContext context) throws IOException {
    this.context = context;
    this.listener = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    thread.setDaemon(true);
    thread.start();
  }

  static StartTlsServer start() throws IOException, InterruptedException, GeneralSecurityException {
    return new StartTlsServer(TestCertificate.forLoopback());
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Returns sockets that trust this server's certificate and no other. */
  SSLSocketFactory trusted() {
    return context.getSocketFactory();
  }

  /** Returns the commands that came in clear text. */
  List<String> clear() {
    return clear;
  }

  /** Returns the commands that came encrypted. */
  List<String> encrypted() {
    return encrypted;
  }

  private void serve() {
    try (Socket socket = listener.accept()) {
      say(socket, "220 mail ready");
      converse(socket, clear);
      SSLSocket secure =
          (SSLSocket)
              context.getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), true);
      secure.setUseClientMode(false);
      converse(secure, encrypted);
    } catch (IOException e) {
      // The client left, as it does where it does not trust the server.
    }
  }

  /** Answers until the client leaves or wants TLS. */
  private static void converse(Socket socket, List<String> commands) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      commands.add(command);
      if (command.equals("DATA")) {
        say(socket, "354 go on");
        readMessage(in);
      }
      say(socket, answer(command));
      if (command.equals("STARTTLS") || command.equals("QUIT")) {
        return;
      }
    }
  }

  private static void readMessage(BufferedReader in) throws IOException {
    @Nullable String line = in.readLine();
    while (line != null && !line.equals(".")) {
      line = in.readLine();
    }
  }

  private static String answer(String command) {
    return switch (command) {
      case "EHLO" -> "250-mail\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN";
      case "AUTH" -> "235 welcome";
      case "STARTTLS" -> "220 go on";
      default -> "250 ok";
    };
  }

  private static void say(Socket socket, String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
