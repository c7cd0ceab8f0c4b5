package io.routerly.testkit.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Answers of the providers' APIs, kept as files named for their case.
 *
 * <p>There is one folder for each endpoint, with a README that names its source and date and an
 * {@code index.txt} that lists its files.
 */
public final class Fixtures {
  private Fixtures() {}

  /**
   * Returns one fixture, byte for byte.
   *
   * @param folder such as {@code openai-chat}
   * @param file such as {@code tool-call.sse}
   * @throws IllegalArgumentException if there is no such file
   */
  public static byte[] bytes(String folder, String file) {
    String path = "/io/routerly/testkit/fixtures/" + folder + "/" + file;
    try (InputStream in = Fixtures.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no fixture " + folder + "/" + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns one fixture read as UTF-8. */
  public static String text(String folder, String file) {
    return new String(bytes(folder, file), StandardCharsets.UTF_8);
  }

  /** Returns the names of a folder's fixtures that end with {@code extension}, in order. */
  public static List<String> names(String folder, String extension) {
    return text(folder, "index.txt").lines().filter(name -> name.endsWith(extension)).toList();
  }
}
