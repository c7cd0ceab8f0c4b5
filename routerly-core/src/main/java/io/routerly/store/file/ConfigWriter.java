package io.routerly.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the configuration files that an edit changed, one after the other.
 *
 * <p>The order is such that the files are valid together after each step, so that a crash between
 * two steps leaves a home that starts. When the disk refuses a later file, the earlier ones are put
 * back.
 */
final class ConfigWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigWriter.class);

  private final HomeLayout layout;
  private final DurableFiles files;
  private final ConfigText text;
  private final ConfigChecks checks;
  private final Sealing sealing;

  ConfigWriter(ConfigAccess access) {
    layout = access.layout();
    files = access.files();
    text = access.text();
    checks = access.checks();
    sealing = access.sealing();
  }

  /**
   * Writes what differs between two states.
   *
   * @param texts what the files hold at present
   * @return what they hold afterwards
   */
  Map<ConfigFile, byte[]> write(Parts from, Parts to, Map<ConfigFile, byte[]> texts)
      throws IOException {
    Map<ConfigFile, byte[]> now = new EnumMap<>(ConfigFile.class);
    now.putAll(texts);
    List<ConfigFile> written = new ArrayList<>();
    try {
      for (ConfigFile file : order(from, to)) {
        byte[] content = text.write(file, to);
        written.add(file);
        replace(file, content, Optional.ofNullable(texts.get(file)));
        now.put(file, content);
      }
    } catch (IOException e) {
      putBack(written, texts);
      throw e;
    }
    return now;
  }

  /** Replaces one file; no backup ever holds a secret in clear text. */
  void replace(ConfigFile file, byte[] content, Optional<byte[]> previous) throws IOException {
    files.replace(layout.file(file), content, previous.map(before -> sealing.seal(file, before)));
  }

  /** Returns the files that differ between two states. */
  static Set<ConfigFile> differences(Parts from, Parts to) {
    Set<ConfigFile> changed = EnumSet.noneOf(ConfigFile.class);
    for (ConfigFile file : ConfigFile.values()) {
      if (!from.get(file).equals(to.get(file))) {
        changed.add(file);
      }
    }
    return changed;
  }

  private List<ConfigFile> order(Parts from, Parts to) {
    Set<ConfigFile> left = differences(from, to);
    List<ConfigFile> order = new ArrayList<>();
    Parts reached = from;
    while (!left.isEmpty()) {
      Parts state = reached;
      ConfigFile next =
          left.stream()
              .filter(file -> isValid(state.with(file, to)))
              .findFirst()
              .orElseGet(() -> left.iterator().next());
      reached = reached.with(next, to);
      left.remove(next);
      order.add(next);
    }
    return order;
  }

  private boolean isValid(Parts parts) {
    return ConfigChecks.errorsOf(checks.check(parts)).isEmpty();
  }

  private void putBack(List<ConfigFile> written, Map<ConfigFile, byte[]> texts) {
    for (int i = written.size() - 1; i >= 0; i--) {
      ConfigFile file = written.get(i);
      try {
        putBack(layout.file(file), Optional.ofNullable(texts.get(file)));
      } catch (IOException e) {
        LOG.error("{} could not be put back after a failed change", file.fileName(), e);
      }
    }
  }

  private void putBack(Path file, Optional<byte[]> before) throws IOException {
    Optional<byte[]> present = files.read(file);
    if (before.isEmpty()) {
      files.delete(file);
    } else if (present.isPresent() && !Arrays.equals(before.get(), present.get())) {
      files.replace(file, before.get(), Optional.empty());
    }
  }
}
