package io.routerly.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code docs/reference/permissions.md} promises of each operation and each kind of caller.
 */
final class PermissionTable {
  static final String FILE = "docs/reference/permissions.md";
  static final String NOBODY = "nobody";
  static final String PROGRAM = "program";
  static final String MEMBER = "member";

  private static final String ALLOWED = "✓";

  private final Map<String, Map<String, String>> cells = new LinkedHashMap<>();

  private PermissionTable() {}

  static PermissionTable read() {
    PermissionTable table = new PermissionTable();
    try {
      List<String> columns = List.of();
      for (String line : Files.readAllLines(Path.of("..").resolve(FILE))) {
        List<String> parts = parts(line);
        if (line.startsWith("| operation |")) {
          columns = parts;
        } else if (line.startsWith("| `") && parts.size() == columns.size()) {
          table.add(columns, parts);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  private static List<String> parts(String line) {
    return Arrays.stream(line.split("\\|", -1))
        .map(part -> part.replace("`", "").replace(": ", ":").strip())
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private void add(List<String> columns, List<String> parts) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 1; i < columns.size(); i++) {
      row.put(columns.get(i), parts.get(i));
    }
    if (cells.put(parts.get(0), row) != null) {
      throw new AssertionError(parts.get(0) + " has two rows in " + FILE);
    }
  }

  /** Returns the names of all operations that have a row. */
  Set<String> operations() {
    return cells.keySet();
  }

  /** Returns whether whoever it is may do this, signed in or not. */
  boolean isOpen(String operation) {
    return cell(operation, NOBODY).equals(ALLOWED);
  }

  /** Returns the status of the refusal, or 0 for what is allowed. */
  int refusal(String operation, String column) {
    String cell = cell(operation, column);
    return cell.equals(ALLOWED) ? 0 : Integer.parseInt(cell);
  }

  private String cell(String operation, String column) {
    return cells.getOrDefault(operation, Map.of()).getOrDefault(column, "no such column " + column);
  }
}
