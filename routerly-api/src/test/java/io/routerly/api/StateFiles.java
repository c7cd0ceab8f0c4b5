package io.routerly.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a home holds that people can change: its configuration and who is said to have changed it.
 */
final class StateFiles {
  private StateFiles() {}

  /** Returns names and contents of all those files, to be compared. */
  static byte[] of(Path home) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Path file : files(home)) {
      all.writeBytes(file.toString().getBytes(StandardCharsets.UTF_8));
      all.writeBytes(Files.readAllBytes(file));
    }
    return all.toByteArray();
  }

  private static List<Path> files(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("config"))) {
      return Stream.concat(files.sorted(), Stream.of(home.resolve("data/audit.json")))
          .filter(Files::isRegularFile)
          .toList();
    }
  }
}
