package io.routerly.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program in a process of its own, as people run it. */
final class ServiceProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("is ready at (http://[^ ]*\\d)");

  private final Process process;
  private final Path errors;
  private final BufferedReader out;

  ServiceProcess(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    errors = Files.createTempFile(folder, "errors", ".txt");
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Djava.io.tmpdir=" + folder,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()),
                Stream.of(arguments))
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("ROUTERLY_"));
    builder.environment().putAll(environment);
    process = builder.redirectError(errors.toFile()).start();
    out = process.inputReader(UTF_8);
  }

  /** Reads until the line that contains {@code text}; returns all lines up to it. */
  String until(String text) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.append(line).append('\n');
      if (line.contains(text)) {
        return lines.toString();
      }
    }
    throw new IOException("ended after \"" + lines + "\" and \"" + errors() + "\"");
  }

  static URI address(String lines) {
    Matcher ready = READY.matcher(lines);
    if (!ready.find()) {
      throw new AssertionError("no address in " + lines);
    }
    return URI.create(ready.group(1));
  }

  /** Sends SIGTERM; the handle leaves the output open, which the process itself would close. */
  void terminate() {
    process.toHandle().destroy();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** Returns what came after the lines that were read. */
  String rest() {
    return out.lines().collect(Collectors.joining("\n"));
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
