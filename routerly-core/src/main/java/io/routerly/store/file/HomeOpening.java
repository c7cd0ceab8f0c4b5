package io.routerly.store.file;

import io.routerly.domain.Settings;
import io.routerly.secret.MasterSecret;
import io.routerly.secret.ProviderKeys;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import io.routerly.store.file.ConfigLoader.Loaded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of opening a home, in their order. */
final class HomeOpening {
  private static final Logger log = LoggerFactory.getLogger(HomeOpening.class);

  private final HomeOptions options;
  private final boolean administratorRequired;
  private final HomeLayout layout;
  private final DiskOps disk;
  private final DurableFiles files;
  private final ConfigText text = new ConfigText();
  private final List<ConfigProblem> notices = new ArrayList<>();

  HomeOpening(HomeOptions options, boolean administratorRequired) {
    this(options, administratorRequired, new DiskOps());
  }

  HomeOpening(HomeOptions options, boolean administratorRequired, DiskOps disk) {
    this.options = options;
    this.administratorRequired = administratorRequired;
    this.disk = disk;
    layout = new HomeLayout(options.home().toAbsolutePath().normalize());
    files = new DurableFiles(disk);
  }

  FileHome open() {
    try {
      HomeFolders folders = new HomeFolders(layout, disk);
      folders.make();
      HomeLock lock = HomeLock.take(layout, options.clock().instant());
      try {
        return open(folders, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      log.debug("the home cannot be opened", e);
      throw refused(".", "cannot be read or written (" + e + "): give this user access to it");
    }
  }

  private FileHome open(HomeFolders folders, HomeLock lock) throws IOException {
    folders.removeTemporaries();
    notices.addAll(folders.restrict());
    MasterSecret secret = secret();
    ProviderKeys keys = new ProviderKeys(secret, options.random(), options.environment());
    ConfigAccess access =
        ConfigAccess.of(layout, files, options.names(), keys, administratorRequired);

    Loaded loaded = load(access);
    sealBackup(access.sealing());
    Loaded settled = settle(loaded, access);
    FileUsageStore usage = FileUsageStore.open(layout, options.clock(), notices);
    for (ConfigProblem problem : settled.problems()) {
      log.warn("config/{}", problem);
    }
    notices.forEach(notice -> log.warn("{}", notice));
    FileConfigStore config = new FileConfigStore(access, settled, notices);
    return new FileHome(layout, lock, secret, keys, config, usage);
  }

  private MasterSecret secret() throws IOException {
    SecretFile file = new SecretFile(layout, files);
    Optional<MasterSecret> present = file.read();
    if (present.isPresent()) {
      return present.get();
    }
    if (files.read(layout.file(ConfigFile.MODELS)).isPresent()) {
      notices.add(
          new ConfigProblem(
              "secret",
              "",
              "was missing, so a new one was made: keys encrypted with the old one must be entered"
                  + " again, unless the old file is put back",
              Severity.WARNING));
    }
    return file.make(options.random());
  }

  private Loaded load(ConfigAccess access) throws IOException {
    ConfigLoader loader = new ConfigLoader(access);
    Map<ConfigFile, byte[]> texts = loader.readTexts();
    List<ConfigProblem> missing = MissingFiles.problems(layout, texts.keySet());
    Loaded loaded = loader.load(texts, access.text().defaults(), Map.of());
    List<ConfigProblem> errors = new ArrayList<>(missing);
    errors.addAll(ConfigChecks.errorsOf(loaded.problems()));
    if (!errors.isEmpty()) {
      throw new HomeRefusedException(layout.home(), errors);
    }
    return loaded;
  }

  /** An older version could still hold a key that was written in clear text. */
  private void sealBackup(KeySealing sealing) throws IOException {
    var backup = HomeLayout.backup(layout.file(ConfigFile.MODELS));
    Optional<byte[]> before = files.read(backup);
    if (before.isPresent()) {
      byte[] sealed = sealing.seal(before.get());
      if (sealed != before.get()) {
        files.replace(backup, sealed, Optional.empty());
      }
    }
  }

  /**
   * Writes what a start changes of itself: settings of a new home, sealed keys, a finished set-up.
   */
  private Loaded settle(Loaded loaded, ConfigAccess access) throws IOException {
    Parts parts = loaded.parts();
    Parts settled = parts.withModels(access.sealing().seal(parts.models()));
    if (isSetUpWithoutSaying(parts)) {
      Settings settings = parts.settings().withSetupCompletedAt(options.clock().instant());
      settled = settled.withSettings(settings);
    }
    Map<ConfigFile, byte[]> texts = new EnumMap<>(ConfigFile.class);
    texts.putAll(loaded.texts());
    if (!settled.models().equals(parts.models())) {
      // The version before holds clear text, so it does not become the backup.
      replace(ConfigFile.MODELS, settled, texts, Optional.empty());
      log.warn("models.json held provider keys in clear text; they are encrypted now");
    }
    if (!settled.settings().equals(parts.settings()) || !texts.containsKey(ConfigFile.SETTINGS)) {
      Optional<byte[]> before = Optional.ofNullable(texts.get(ConfigFile.SETTINGS));
      replace(ConfigFile.SETTINGS, settled, texts, before);
    }
    return new Loaded(settled, texts, Set.of(), access.checks().check(settled));
  }

  private void replace(
      ConfigFile file, Parts parts, Map<ConfigFile, byte[]> texts, Optional<byte[]> previous)
      throws IOException {
    byte[] content = text.write(file, parts);
    files.replace(layout.file(file), content, previous);
    texts.put(file, content);
  }

  /** A home of an older installation has administrators and does not say that it was set up. */
  private static boolean isSetUpWithoutSaying(Parts parts) {
    return parts.settings().setupCompletedAt().isEmpty()
        && parts.users().stream().anyMatch(UserChecks::isAdministrator);
  }

  private HomeRefusedException refused(String file, String message) {
    return new HomeRefusedException(
        layout.home(), List.of(new ConfigProblem(file, "", message, Severity.ERROR)));
  }
}
