package io.routerly.store.file;

import io.routerly.domain.AuditEntry;
import io.routerly.store.AuditFilter;
import io.routerly.store.binding.BindingException;
import io.routerly.store.binding.RecordBinder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The text of a file of the audit log: a JSON array with one entry on each line.
 *
 * <p>Lines that are no entries, such as the last one after a crash, are passed over.
 */
final class AuditLines {
  private static final RecordBinder BINDER = new RecordBinder();

  private final byte[] text;
  private final String raw;

  AuditLines(byte[] text) {
    this.text = text;
    this.raw = new String(text, StandardCharsets.ISO_8859_1);
  }

  /** What a reader of lines is given, newest first. */
  interface Reader {
    void line(AuditLines lines, int from, int to);
  }

  /** Gives the place of each line that looks like an entry, newest first. */
  void backwards(Reader reader) {
    int to = raw.length();
    while (to > 0) {
      int from = raw.lastIndexOf('\n', to - 1) + 1;
      int end = raw.startsWith(",", to - 1) ? to - 1 : to;
      if (end > from && raw.charAt(from) == '{' && raw.charAt(end - 1) == '}') {
        reader.line(this, from, end);
      }
      to = from - 1;
    }
  }

  /** Returns whether the line can be of an entry that is wanted, without reading it. */
  boolean mayMatch(AuditFilter filter, int from, int to) {
    return mayHold(filter.action(), from, to) && mayHold(filter.target(), from, to);
  }

  /** Text of other characters may be written with escapes, so it is not looked for. */
  private boolean mayHold(Optional<String> wanted, int from, int to) {
    if (wanted.isEmpty() || !wanted.get().chars().allMatch(AuditLines::isPlain)) {
      return true;
    }
    int at = raw.indexOf(wanted.get(), from);
    return at >= 0 && at < to;
  }

  private static boolean isPlain(int c) {
    return c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '/';
  }

  /** Returns the entry on a line, or nothing if it is none. */
  Optional<AuditEntry> entry(int from, int to) {
    try {
      return Optional.of(BINDER.read(Arrays.copyOfRange(text, from, to), AuditEntry.class));
    } catch (BindingException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns whether this is whole: an array that ends as one does, in an entry. Lines before the
   * last one were whole when others were written after them, so they are not read.
   */
  boolean isSound() {
    if (!raw.startsWith("[\n") || !raw.endsWith("\n]\n")) {
      return false;
    }
    int end = raw.length() - 3;
    int last = raw.lastIndexOf('\n', end - 1) + 1;
    return entry(last, end).isPresent();
  }
}
