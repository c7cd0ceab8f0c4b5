package io.routerly.store.file;

import io.routerly.domain.Ids;
import io.routerly.domain.Settings;
import io.routerly.secret.MasterSecret;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import io.routerly.store.ConfigStore;
import io.routerly.store.audit.AuditTrail;
import io.routerly.store.file.ConfigLoader.Loaded;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
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
  private static final Logger LOG = LoggerFactory.getLogger(HomeOpening.class);

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
      } catch (Throwable e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      LOG.debug("the home cannot be opened", e);
      throw refused(".", reason(e));
    }
  }

  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "there is a file of this name, or of that of a folder above: name another folder";
    }
    if (e instanceof AccessDeniedException) {
      return "cannot be read or written: give this user access to it, or name another folder";
    }
    return "cannot be read or written (" + e.getMessage() + "): name a folder that can be made";
  }

  private FileHome open(HomeFolders folders, HomeLock lock) throws IOException {
    folders.removeTemporaries();
    notices.addAll(folders.restrict());
    MasterSecret secret = secret();
    Optional<MasterSecret> next = new SecretFile(layout, files).next();
    Secrets secrets = Secrets.of(secret, options);
    next.ifPresent(ready -> secrets.use(List.of(ready, secret)));
    ConfigAccess access =
        ConfigAccess.of(layout, files, options.names(), secrets, administratorRequired);

    Loaded loaded = load(access);
    sealBackups(access.sealing());
    MissingFiles.ledger(layout, loaded.texts().keySet()).ifPresent(notices::add);
    Loaded settled = settle(loaded, access, next.isPresent());
    if (next.isPresent()) {
      new SecretRotation(access, secrets).finish(next.get());
      LOG.warn("a change of config/secret had been interrupted; it is complete now");
    }
    FileUsageStore usage = FileUsageStore.open(layout, options.clock(), notices);
    for (ConfigProblem problem : settled.problems()) {
      LOG.warn("config/{}", problem);
    }
    notices.forEach(notice -> LOG.warn("{}", notice));
    AuditTrail audit =
        new AuditTrail(
            AuditFile.open(layout, disk, options.clock()),
            new Ids(options.random()),
            options.clock());
    FileConfigStore config = new FileConfigStore(access, settled, audit, notices);
    FileTraceStore traces =
        new FileTraceStore(layout.traces(), disk, options.clock(), () -> limits(config));
    return new FileHome(
        layout, lock, next.orElse(secret), secrets, access, config, usage, traces, audit);
  }

  private static FileTraceStore.Limits limits(ConfigStore config) {
    Settings settings = config.current().settings();
    return new FileTraceStore.Limits(
        settings.traceDays(), settings.traceMaxMegabytes() * 1_000_000L);
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

  /** An older version could still hold secrets that were written in clear text. */
  private void sealBackups(Sealing sealing) throws IOException {
    for (ConfigFile file : Sealing.FILES) {
      Path backup = HomeLayout.backup(layout.file(file));
      Optional<byte[]> before = files.read(backup);
      if (before.isPresent()) {
        byte[] sealed = sealing.seal(file, before.get());
        if (sealed != before.get()) {
          files.replace(backup, sealed, Optional.empty());
        }
      }
    }
  }

  /**
   * Writes what a start changes of itself: settings of a new home, sealed secrets, a finished
   * set-up.
   *
   * @param secretChanges whether everything is to be encrypted with the secret that lies ready
   */
  private Loaded settle(Loaded loaded, ConfigAccess access, boolean secretChanges)
      throws IOException {
    Map<ConfigFile, byte[]> texts = new EnumMap<>(ConfigFile.class);
    texts.putAll(loaded.texts());
    Parts settled = access.sealing().seal(loaded.parts());
    for (ConfigFile file : access.sealing().clearIn(loaded.parts())) {
      // The version before holds clear text, so it does not become the backup.
      replace(file, settled, texts, Optional.empty());
      LOG.warn("{} held secrets in clear text; they are encrypted now", file.fileName());
    }
    if (secretChanges) {
      settled = access.sealing().reseal(settled);
      for (ConfigFile file : Sealing.FILES) {
        if (texts.containsKey(file)) {
          replace(file, settled, texts, Optional.empty());
        }
      }
    }
    if (isSetUpWithoutSaying(settled)) {
      settled =
          settled.withSettings(settled.settings().withSetupCompletedAt(options.clock().instant()));
      replaceSettings(settled, texts);
    } else if (!texts.containsKey(ConfigFile.SETTINGS)) {
      replaceSettings(settled, texts);
    }
    return new Loaded(settled, texts, Set.of(), access.checks().check(settled));
  }

  private void replaceSettings(Parts parts, Map<ConfigFile, byte[]> texts) throws IOException {
    replace(ConfigFile.SETTINGS, parts, texts, Optional.ofNullable(texts.get(ConfigFile.SETTINGS)));
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
