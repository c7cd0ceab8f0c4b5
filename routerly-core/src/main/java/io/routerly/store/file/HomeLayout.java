package io.routerly.store.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Where things lie in a home.
 *
 * @param home the folder itself
 */
record HomeLayout(Path home) {
  Path config() {
    return home.resolve("config");
  }

  Path data() {
    return home.resolve("data");
  }

  /** Returns where the operator puts additional jars; the folder need not be there. */
  Path lib() {
    return home.resolve("lib");
  }

  Path file(ConfigFile file) {
    return config().resolve(file.fileName());
  }

  /** Returns where all configuration files lie. */
  List<Path> files() {
    return Arrays.stream(ConfigFile.values()).map(this::file).toList();
  }

  Path secret() {
    return config().resolve("secret");
  }

  /** Returns where the secret lies that is about to take the place of the present one. */
  Path secretNext() {
    return config().resolve("secret.next");
  }

  Path usage() {
    return data().resolve("usage.json");
  }

  /** Returns where an empty ledger lies ready while the present one is moved to the archive. */
  Path usageNext() {
    return data().resolve(".usage.json.next");
  }

  /** Returns the folder of the ledgers of past months. */
  Path archive() {
    return data().resolve("archive");
  }

  /** Returns where the totals of the ledger lie. */
  Path usageTotals() {
    return data().resolve("usage.totals.json");
  }

  /** Returns the folder of traces, one file for each day. */
  Path traces() {
    return data().resolve("traces");
  }

  /** Returns where it is kept who changed what. */
  Path audit() {
    return data().resolve("audit.json");
  }

  /** Returns where it is kept which notifications were sent. */
  Path notifications() {
    return data().resolve("notifications.json");
  }

  Path lock() {
    return home.resolve(".lock");
  }

  /** Returns where the version before the present one lies. */
  static Path backup(Path file) {
    return file.resolveSibling(file.getFileName() + ".bak");
  }

  /** Returns where a version is written before it takes its name. */
  static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".tmp");
  }
}
