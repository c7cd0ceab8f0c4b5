package io.routerly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table of packages in {@code docs/architecture.md}.
 *
 * @param rows what each package may import, by the package's name below {@code io.routerly}; empty
 *     for one that may import everything
 */
record PackageTable(Map<String, Optional<Set<String>>> rows) {
  private static final String HEAD = "| Package | Holds | May import |";
  private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");

  /** Reads the table that begins with the line {@value #HEAD}. */
  static PackageTable read(Path markdown) throws IOException {
    Map<String, Optional<Set<String>>> rows = new LinkedHashMap<>();
    Files.readAllLines(markdown).stream()
        .dropWhile(line -> !line.equals(HEAD))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.split("\\|", -1))
        .forEach(cells -> rows.put(onlyName(cells[1]), imports(cells[3].strip())));
    if (rows.isEmpty()) {
      throw new IllegalStateException(markdown + " has no table that begins with " + HEAD);
    }
    return new PackageTable(rows);
  }

  /** Returns what a package may import of ours; empty for one that may import everything. */
  Optional<Set<String>> mayImport(String name) {
    return rows.getOrDefault(name, Optional.of(Set.of()));
  }

  private static String onlyName(String cell) {
    Set<String> names = names(cell);
    if (names.size() != 1) {
      throw new IllegalStateException("a row must begin with one package, not with " + cell);
    }
    return names.iterator().next();
  }

  private static Optional<Set<String>> imports(String cell) {
    Set<String> names = names(cell);
    boolean understood = cell.equals("everything") || cell.equals("–") || !names.isEmpty();
    if (!understood) {
      throw new IllegalStateException("an import cell must name packages, not say " + cell);
    }
    return cell.equals("everything") ? Optional.empty() : Optional.of(names);
  }

  private static Set<String> names(String cell) {
    return NAME.matcher(cell)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }
}
