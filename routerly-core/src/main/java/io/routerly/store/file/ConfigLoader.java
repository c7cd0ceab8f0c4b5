package io.routerly.store.file;

import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import io.routerly.store.binding.BindingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a valid state of what the files hold, keeping what was valid before where they are not. */
final class ConfigLoader {
  private final HomeLayout layout;
  private final DurableFiles files;
  private final ConfigText text;
  private final ConfigChecks checks;

  ConfigLoader(ConfigAccess access) {
    layout = access.layout();
    files = access.files();
    text = access.text();
    checks = access.checks();
  }

  /**
   * A valid state and where it comes from.
   *
   * @param parts the state
   * @param texts for each file the text that its part was read from; none for an absent file
   * @param broken files whose text on disk could not be used
   * @param problems what is wrong on disk, warnings included
   */
  record Loaded(
      Parts parts,
      Map<ConfigFile, byte[]> texts,
      Set<ConfigFile> broken,
      List<ConfigProblem> problems) {}

  /** Returns the text of every file that exists. */
  Map<ConfigFile, byte[]> readTexts() throws IOException {
    Map<ConfigFile, byte[]> texts = new EnumMap<>(ConfigFile.class);
    for (ConfigFile file : ConfigFile.values()) {
      files.read(layout.file(file)).ifPresent(bytes -> texts.put(file, bytes));
    }
    return texts;
  }

  /** Returns the state that the texts make, where they can be used, and {@code last} where not. */
  Loaded load(Map<ConfigFile, byte[]> texts, Parts last, Map<ConfigFile, byte[]> lastTexts) {
    Parts parts = last;
    Set<ConfigFile> broken = EnumSet.noneOf(ConfigFile.class);
    Set<ConfigFile> changed = EnumSet.noneOf(ConfigFile.class);
    List<ConfigProblem> problems = new ArrayList<>();
    for (ConfigFile file : ConfigFile.values()) {
      if (Arrays.equals(texts.get(file), lastTexts.get(file))) {
        continue;
      }
      List<ConfigProblem> found = new ArrayList<>();
      parts = read(file, texts.get(file), parts, found);
      (found.isEmpty() ? changed : broken).add(file);
      problems.addAll(withRemedy(file, found));
    }
    Parts valid = withoutConflicts(parts, last, changed, broken, problems);
    Set<ConfigFile> unknown = EnumSet.copyOf(broken);
    unknown.removeAll(lastTexts.keySet());
    problems.addAll(checks.check(valid, unknown));
    Map<ConfigFile, byte[]> used = new EnumMap<>(ConfigFile.class);
    for (ConfigFile file : ConfigFile.values()) {
      byte[] bytes = (broken.contains(file) ? lastTexts : texts).get(file);
      if (bytes != null) {
        used.put(file, bytes);
      }
    }
    return new Loaded(valid, used, broken, List.copyOf(problems));
  }

  private Parts read(
      ConfigFile file, byte @Nullable [] bytes, Parts parts, List<ConfigProblem> found) {
    if (bytes == null) {
      found.add(
          new ConfigProblem(
              file.fileName(),
              "",
              "has disappeared: put it back, or write " + emptyText(file) + " to start it anew",
              Severity.ERROR));
      return parts;
    }
    try {
      return text.read(file, bytes, parts);
    } catch (BindingException e) {
      found.addAll(ConfigText.problems(file, e));
      return parts;
    }
  }

  /** Takes back the changes to files that the checks find at fault, until none is. */
  private Parts withoutConflicts(
      Parts parts,
      Parts last,
      Set<ConfigFile> changed,
      Set<ConfigFile> broken,
      List<ConfigProblem> problems) {
    Parts valid = parts;
    List<ConfigProblem> errors = ConfigChecks.errorsOf(checks.check(valid));
    while (!errors.isEmpty() && !changed.isEmpty()) {
      Set<ConfigFile> atFault = EnumSet.copyOf(changed);
      Set<ConfigFile> named = filesOf(errors);
      if (changed.stream().anyMatch(named::contains)) {
        atFault.retainAll(named);
      }
      for (ConfigFile file : atFault) {
        valid = valid.with(file, last);
      }
      changed.removeAll(atFault);
      broken.addAll(atFault);
      for (ConfigProblem error : errors) {
        ConfigFile.named(error.file())
            .ifPresent(file -> problems.addAll(withRemedy(file, List.of(error))));
      }
      errors = ConfigChecks.errorsOf(checks.check(valid));
    }
    return valid;
  }

  private static Set<ConfigFile> filesOf(List<ConfigProblem> problems) {
    Set<ConfigFile> named = EnumSet.noneOf(ConfigFile.class);
    problems.forEach(problem -> ConfigFile.named(problem.file()).ifPresent(named::add));
    return named;
  }

  private static String emptyText(ConfigFile file) {
    return file == ConfigFile.SETTINGS ? "{}" : "[]";
  }

  /** Adds to the last problem of a file that there is an earlier version to go back to. */
  List<ConfigProblem> withRemedy(ConfigFile file, List<ConfigProblem> found) {
    if (found.isEmpty() || !hasValidBackup(file)) {
      return found;
    }
    List<ConfigProblem> all = new ArrayList<>(found);
    ConfigProblem last = all.remove(all.size() - 1);
    String remedy =
        last.message()
            + " ("
            + HomeLayout.backup(layout.file(file))
            + " holds the version before the last change, which is valid)";
    all.add(new ConfigProblem(last.file(), last.pointer(), remedy, last.severity()));
    return all;
  }

  private boolean hasValidBackup(ConfigFile file) {
    try {
      Optional<byte[]> backup = files.read(HomeLayout.backup(layout.file(file)));
      return backup.filter(bytes -> text.isValid(file, bytes)).isPresent();
    } catch (IOException e) {
      return false;
    }
  }
}
