package io.routerly.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * How a file looked from outside, by which an archive that someone changed is noticed.
 *
 * @param length in bytes
 * @param modifiedMs when it was last written to, in milliseconds of the epoch
 */
record FileStamp(long length, long modifiedMs) {
  /** Of a file that is known again by its contents instead. */
  static final FileStamp NONE = new FileStamp(0, 0);

  static FileStamp of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileStamp(attributes.size(), attributes.lastModifiedTime().toMillis());
  }
}
