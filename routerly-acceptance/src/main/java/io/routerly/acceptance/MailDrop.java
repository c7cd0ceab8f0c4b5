package io.routerly.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server on loopback that takes every message and keeps its lines. */
final class MailDrop implements AutoCloseable {
  private final ServerSocket listener;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private MailDrop(ServerSocket listener) {
    this.listener = listener;
  }

  static MailDrop open() throws IOException {
    MailDrop drop =
        new MailDrop(new ServerSocket(0, 8, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
    Thread thread = new Thread(drop::serve, "mail-drop");
    thread.setDaemon(true);
    thread.start();
    return drop;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Returns the lines of the messages that were taken, headers and all. */
  List<String> lines() {
    return lines;
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        converse(client);
      } catch (IOException e) {
        // The client left, or the test is over.
      }
    }
  }

  private void converse(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    say(client, "220 drop");
    boolean message = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (message && !line.equals(".")) {
        lines.add(line);
      } else {
        message = line.toUpperCase(Locale.ROOT).equals("DATA");
        say(client, message ? "354 go on" : "250 ok");
      }
    }
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
