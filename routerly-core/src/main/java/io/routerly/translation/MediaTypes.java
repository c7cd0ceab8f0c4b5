package io.routerly.translation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Locale.ROOT;

import java.util.Optional;
import java.util.Set;

/**
 * The kinds of files that models read, told by what a server says and by how a file begins.
 *
 * <p>Servers are often wrong about the kind of image, which providers then refuse, so the bytes
 * have the last word. Text of any kind, SVG included, is none of them.
 */
final class MediaTypes {
  private static final Set<String> READABLE =
      Set.of(
          "image/png",
          "image/jpeg",
          "image/gif",
          "image/webp",
          "image/heic",
          "image/heif",
          "application/pdf");

  /** What servers say of files whose kind they do not know, or spell in their own way. */
  private static final Set<String> VAGUE =
      Set.of(
          "",
          "application/octet-stream",
          "binary/octet-stream",
          "application/x-pdf",
          "image/jpg",
          "image/pjpeg");

  private MediaTypes() {}

  /** Returns the type without its parameters, in lower case. */
  static String plain(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(ROOT);
  }

  /** Returns whether a file that is said to be of {@code type} is worth reading. */
  static boolean mayBeReadable(String type) {
    return READABLE.contains(type) || VAGUE.contains(type);
  }

  /**
   * Returns the kind of a file, or empty if models do not read it.
   *
   * @param said what its server says, plainly
   */
  static Optional<String> of(String said, byte[] file) {
    return begunAs(file).or(() -> Optional.of(said).filter(READABLE::contains));
  }

  private static Optional<String> begunAs(byte[] file) {
    String head = new String(file, 0, Math.min(file.length, 16), ISO_8859_1);
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of("image/png");
    } else if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of("image/jpeg");
    } else if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
      return Optional.of("image/gif");
    } else if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return Optional.of("image/webp");
    } else if (head.startsWith("%PDF-")) {
      return Optional.of("application/pdf");
    }
    return head.startsWith("ftyp", 4) ? heif(head.substring(8)) : Optional.empty();
  }

  /** The container holds films, too, which models do not read as images. */
  private static Optional<String> heif(String brand) {
    if (brand.startsWith("heic") || brand.startsWith("heix")) {
      return Optional.of("image/heic");
    }
    return brand.startsWith("mif1") ? Optional.of("image/heif") : Optional.empty();
  }
}
