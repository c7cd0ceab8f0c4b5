package io.routerly.store.file;

import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import io.routerly.store.binding.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gathers problems while the configuration is checked. For one thread. */
final class ProblemList {
  private final List<ConfigProblem> problems = new ArrayList<>();

  void error(ConfigFile file, String pointer, String message) {
    problems.add(new ConfigProblem(file.fileName(), pointer, message, Severity.ERROR));
  }

  void warning(ConfigFile file, String pointer, String message) {
    problems.add(new ConfigProblem(file.fileName(), pointer, message, Severity.WARNING));
  }

  /** Adds an error unless the name is a known one. */
  void requireKnown(
      ConfigFile file, String pointer, String what, String name, Collection<String> known) {
    if (!known.contains(name)) {
      String remedy = Suggestions.remedy(name, known.stream().sorted().toList());
      error(file, pointer, "unknown " + what + " \"" + name + "\"; " + remedy);
    }
  }

  /** Returns a finder of second entries of one name. */
  Unique unique(ConfigFile file, String what) {
    return new Unique(file, what);
  }

  List<ConfigProblem> all() {
    return List.copyOf(problems);
  }

  /** Adds an error for each name that has been there before. */
  final class Unique {
    private final Set<String> seen = new HashSet<>();
    private final ConfigFile file;
    private final String what;

    private Unique(ConfigFile file, String what) {
      this.file = file;
      this.what = what;
    }

    void add(String pointer, String name) {
      if (!seen.add(name)) {
        error(file, pointer, "there is another " + what + " \"" + name + "\": each must be unique");
      }
    }
  }
}
