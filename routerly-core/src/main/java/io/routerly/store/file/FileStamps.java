package io.routerly.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells cheaply whether files may have changed since the last look.
 *
 * <p>Compares times, size and inode. File systems keep times only to some milliseconds, so a second
 * change right after the first may leave no trace; therefore the looks that follow a change say
 * "maybe" as well. For one thread.
 */
final class FileStamps {
  private static final int LOOKS_AFTER_CHANGE = 4;

  private final List<Path> files;
  private Map<Path, Object> last = Map.of();
  private int looksLeft;

  FileStamps(List<Path> files) {
    this.files = List.copyOf(files);
  }

  boolean mayHaveChanged() {
    Map<Path, Object> now = new HashMap<>();
    for (Path file : files) {
      now.put(file, stamp(file));
    }
    if (!now.equals(last)) {
      last = now;
      looksLeft = LOOKS_AFTER_CHANGE;
    }
    looksLeft = Math.max(0, looksLeft - 1);
    return looksLeft > 0;
  }

  /** Returns what tells a file from another one of the same name. */
  static Object identity(Path file) {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? "unknown" : key;
    } catch (IOException e) {
      return "missing";
    }
  }

  private static Object stamp(Path file) {
    try {
      return Files.readAttributes(file, "unix:lastModifiedTime,ctime,size,ino");
    } catch (IOException e) {
      return "unreadable";
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return basicStamp(file);
    }
  }

  /** For file systems without Unix attributes. */
  private static Object basicStamp(Path file) {
    try {
      return Files.readAttributes(file, "lastModifiedTime,size,fileKey");
    } catch (IOException e) {
      return "unreadable";
    }
  }
}
