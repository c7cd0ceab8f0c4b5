package io.routerly.standalone.it;

import io.routerly.acceptance.GatewayAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The jar in a process of its own, on a home and a free port; closing it ends the process. */
final class RunningJar implements AutoCloseable {
  static final String SETUP_CODE = "setup-code-of-the-tests";

  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path log;
  private final URI root;

  private RunningJar(Process process, Path log, URI root) {
    this.process = process;
    this.log = log;
    this.root = root;
  }

  /** Starts the service and waits until it is ready. */
  static RunningJar start(Path home) {
    int port = freePort();
    RunningJar jar = launch(home, port);
    jar.awaitReady();
    return jar;
  }

  /** Starts the service on a home that it should refuse, and returns what it said. */
  static String startRefused(Path home) {
    RunningJar jar = launch(home, freePort());
    try {
      if (!jar.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        jar.kill();
        throw new AssertionError("It started although it should not: " + jar.log());
      }
      if (jar.process.exitValue() == 0) {
        throw new AssertionError("It ended as if all were well: " + jar.log());
      }
      return jar.log();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static RunningJar launch(Path home, int port) {
    try {
      Path log = Files.createTempFile("routerly", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-XX:+UseSerialGC",
                  "-jar",
                  System.getProperty("routerly.jar", "routerly.jar"),
                  "start",
                  "--home",
                  home.toString()));
      builder.environment().put("ROUTERLY_PORT", Integer.toString(port));
      builder.environment().put("ROUTERLY_HOST", "127.0.0.1");
      builder.environment().put("ROUTERLY_SETUP_CODE", SETUP_CODE);
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      return new RunningJar(builder.start(), log, URI.create("http://127.0.0.1:" + port + "/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request = HttpRequest.newBuilder(root.resolve("health/ready")).build();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end && process.isAlive()) {
      try {
        HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
        if (response.statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        if (!pause()) {
          break;
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    kill();
    throw new AssertionError("The service did not become ready: " + log());
  }

  /** Waits a little, or until the process has ended; returns whether it is alive. */
  private boolean pause() {
    try {
      return !process.waitFor(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  GatewayAddress address() {
    return new GatewayAddress(root, SETUP_CODE);
  }

  URI root() {
    return root;
  }

  /** Returns what the service printed. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process as {@code kill -9} does. */
  void kill() {
    end(process.destroyForcibly());
  }

  /** Asks the process to end, as a service manager does, and returns its exit value. */
  int stop() {
    process.destroy();
    end(process);
    return process.exitValue();
  }

  private static void end(Process process) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The process does not end.");
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
