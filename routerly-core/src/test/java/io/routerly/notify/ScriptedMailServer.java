package io.routerly.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server for one connection, which says what a test wants. */
final class ScriptedMailServer implements AutoCloseable {
  private final ServerSocket listener;
  private final AtomicInteger messages = new AtomicInteger();
  private final Thread thread;

  /** Talks with a client until it leaves. */
  @FunctionalInterface
  private interface Talk {
    void with(Socket client, AtomicInteger messages) throws IOException;
  }

  private ScriptedMailServer(Talk talk) throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    thread = new Thread(() -> serve(talk), "scripted-mail");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Talk talk) {
    try (Socket client = listener.accept()) {
      talk.with(client, messages);
    } catch (IOException e) {
      // The client left.
    }
  }

  /** Returns a server that takes everything, but answers lines that begin so in its own way. */
  static ScriptedMailServer answering(String command, String answer) throws IOException {
    return new ScriptedMailServer((client, taken) -> converse(client, command, answer, taken));
  }

  /** Returns a server that says nothing until the client leaves. */
  static ScriptedMailServer silent() throws IOException {
    return new ScriptedMailServer(
        (client, taken) -> {
          int left = client.getInputStream().read();
          assert left < 0;
        });
  }

  /** Returns a server that never ends its first line; before each byte it does something. */
  static ScriptedMailServer slow(Runnable before) throws IOException {
    return new ScriptedMailServer(
        (client, taken) -> {
          for (int i = 0; i < 1_000; i++) {
            before.run();
            client.getOutputStream().write('2');
            client.getOutputStream().flush();
          }
        });
  }

  private static void converse(Socket client, String command, String answer, AtomicInteger taken)
      throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    say(client, "220 mail ready");
    boolean data = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String upper = line.toUpperCase(Locale.ROOT);
      if (data && !line.equals(".")) {
        continue;
      }
      data = upper.equals("DATA") && !command.equals("DATA");
      boolean own = upper.startsWith(command);
      if (line.equals(".") && !own) {
        taken.incrementAndGet();
      }
      say(client, own ? answer : usual(upper));
    }
  }

  private static String usual(String line) {
    return switch (line.split(" ", 2)[0]) {
      case "EHLO" -> "250-mail\r\n250 AUTH PLAIN";
      case "AUTH" -> "235 welcome";
      case "DATA" -> "354 go on";
      default -> "250 ok";
    };
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Returns how many messages were taken. */
  int messages() {
    return messages.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
