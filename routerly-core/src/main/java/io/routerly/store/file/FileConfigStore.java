package io.routerly.store.file;

import io.routerly.domain.Actor;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import io.routerly.store.audit.AuditTrail;
import io.routerly.store.file.ConfigLoader.Loaded;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the configuration in the files of {@code config/}.
 *
 * <p>The files may be changed by hand at any time: {@link #poll} notices it, and every edit begins
 * with what is on disk. A file that is not valid, by itself or beside the others, leaves the last
 * valid state in force; because editors write in several steps, it is called broken only when two
 * looks in a row see the same text.
 */
public final class FileConfigStore implements ConfigStore {
  private static final Logger LOG = LoggerFactory.getLogger(FileConfigStore.class);

  private final ConfigAccess access;
  private final ConfigLoader loader;
  private final ConfigWriter writer;
  private final AuditTrail audit;
  private final List<ConfigProblem> notices;
  private final FileStamps stamps;
  private final List<Consumer<Configuration>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as are the texts: the state, and what the files held to make it so. */
  private Parts parts;

  private Map<ConfigFile, byte[]> texts;

  /** What was on disk when it was last found broken. */
  private Map<ConfigFile, byte[]> suspect = Map.of();

  /** Files that hold secrets in clear text, because the disk refused to have them encrypted. */
  private final Set<ConfigFile> unsealed = EnumSet.noneOf(ConfigFile.class);

  private volatile Configuration current;
  private volatile List<ConfigProblem> problems;
  private volatile boolean readable = true;
  private volatile boolean writable = true;
  private volatile boolean writeFailed;
  private volatile boolean sealingFailed;

  FileConfigStore(
      ConfigAccess access, Loaded loaded, AuditTrail audit, List<ConfigProblem> notices) {
    this.audit = audit;
    this.access = access;
    this.loader = new ConfigLoader(access);
    this.writer = new ConfigWriter(access);
    this.notices = List.copyOf(notices);
    this.stamps = new FileStamps(access.layout().files());
    parts = loaded.parts();
    texts = loaded.texts();
    current = parts.toConfiguration();
    problems = loaded.problems();
  }

  @Override
  public Configuration current() {
    return current;
  }

  @Override
  public Configuration edit(Actor actor, UnaryOperator<Configuration> change) {
    lock.lock();
    try {
      Loaded loaded = look();
      use(loaded);
      Parts wanted = Parts.of(change.apply(current));
      wanted = access.sealing().seal(wanted);
      EditRefusals.requireValid(access.checks().check(wanted));
      EditRefusals.requireIntact(ConfigWriter.differences(parts, wanted), loaded);
      write(actor, wanted);
      return current;
    } finally {
      lock.unlock();
    }
  }

  /** Does something while nothing else reads or writes the files. */
  <T> T exclusively(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<ConfigProblem> problems() {
    return Stream.concat(problems.stream(), notices.stream()).toList();
  }

  @Override
  public boolean isHealthy() {
    return readable && writable && !writeFailed && !sealingFailed;
  }

  @Override
  public void onChange(Consumer<Configuration> listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    listeners.clear();
  }

  /** Looks whether files were changed by hand, and uses them if they are valid. */
  void poll() {
    if (!stamps.mayHaveChanged() && readable) {
      return;
    }
    lock.lock();
    try {
      Map<ConfigFile, byte[]> onDisk = loader.readTexts();
      readable = true;
      Loaded loaded = loader.load(onDisk, parts, texts);
      use(loaded);
      boolean seenTwice = sameTexts(onDisk, suspect);
      suspect = onDisk;
      if (loaded.broken().isEmpty() || seenTwice) {
        report(loaded);
      }
    } catch (IOException e) {
      if (readable) {
        LOG.error("the configuration in {} cannot be read", access.layout().config(), e);
      }
      readable = false;
    } finally {
      lock.unlock();
    }
  }

  /** Looks whether the disk still takes files. */
  void probe() {
    writable = DiskProbe.isWritable(access.layout().config());
    if (writable && (writeFailed || sealingFailed)) {
      try {
        access.files().probe(access.layout().config());
        sealAgain();
        writeFailed = false;
      } catch (IOException e) {
        LOG.debug("the disk still refuses to be written to", e);
      }
    }
  }

  private Loaded look() {
    try {
      return loader.load(loader.readTexts(), parts, texts);
    } catch (IOException e) {
      throw unavailable("read", e);
    }
  }

  /** Makes what was valid on disk the state; must hold the lock. */
  private void use(Loaded loaded) {
    texts = loaded.texts();
    if (loaded.parts().equals(parts)) {
      return;
    }
    Parts sealed = access.sealing().seal(loaded.parts());
    if (!sealed.equals(loaded.parts())) {
      writeSealed(loaded.parts(), sealed);
    }
    LOG.info("the configuration was changed on disk and is in use now");
    Configuration former = current;
    publish(sealed);
    audit.after(Actor.file(), former, current);
  }

  private static String namesOf(Set<ConfigFile> files) {
    return files.stream().map(ConfigFile::fileName).collect(Collectors.joining(", "));
  }

  private void writeSealed(Parts clear, Parts sealed) {
    Set<ConfigFile> files = ConfigWriter.differences(clear, sealed);
    try {
      texts = writer.write(clear, sealed, texts);
      unsealed.removeAll(files);
      LOG.warn("{} held secrets in clear text; they are encrypted now", namesOf(files));
    } catch (IOException e) {
      unsealed.addAll(files);
      sealingFailed = true;
      LOG.error("{} holds secrets in clear text, which cannot be encrypted yet", namesOf(files), e);
    }
  }

  /**
   * Tries again to encrypt what could not be when it was noticed. A file that was changed once more
   * since then is left to the next look.
   */
  private void sealAgain() throws IOException {
    lock.lock();
    try {
      Map<ConfigFile, byte[]> onDisk = loader.readTexts();
      for (ConfigFile file : List.copyOf(unsealed)) {
        byte[] clear = onDisk.get(file);
        if (clear != null && Arrays.equals(clear, texts.get(file))) {
          byte[] sealed = access.sealing().seal(file, clear);
          writer.replace(file, sealed, Optional.empty());
          texts.put(file, sealed);
          LOG.warn("{} held secrets in clear text; they are encrypted now", file);
        }
        unsealed.remove(file);
      }
      sealingFailed = false;
    } finally {
      lock.unlock();
    }
  }

  private void write(Actor actor, Parts wanted) {
    Runnable withdrawal = tell(actor, wanted);
    try {
      texts = writer.write(parts, wanted, texts);
    } catch (IOException e) {
      writeFailed = true;
      withdrawal.run();
      throw unavailable("written", e);
    }
    writeFailed = false;
    publish(wanted);
  }

  /** Tells the audit log of a change, and returns how to tell it that nothing came of it. */
  private Runnable tell(Actor actor, Parts wanted) {
    try {
      return audit.before(actor, current, wanted.toConfiguration());
    } catch (GatewayException e) {
      writeFailed = true;
      throw e;
    }
  }

  private void publish(Parts wanted) {
    boolean changed = !wanted.equals(parts);
    parts = wanted;
    if (!changed) {
      return;
    }
    current = wanted.toConfiguration();
    problems =
        Stream.concat(
                ConfigChecks.errorsOf(problems).stream(), access.checks().check(wanted).stream())
            .toList();
    for (Consumer<Configuration> listener : listeners) {
      try {
        listener.accept(current);
      } catch (RuntimeException e) {
        LOG.error("a listener failed at a change of configuration", e);
      }
    }
  }

  private void report(Loaded loaded) {
    List<ConfigProblem> before = problems;
    problems = loaded.problems();
    for (ConfigProblem problem : loaded.problems()) {
      if (!before.contains(problem)) {
        LOG.warn(
            "config/{}{}",
            problem,
            loaded.broken().isEmpty() ? "" : "; the last valid state stays in use");
      }
    }
  }

  private GatewayException unavailable(String what, IOException cause) {
    LOG.error("the configuration in {} cannot be {}", access.layout().config(), what, cause);
    return new GatewayException(
        ErrorCode.STORE_UNAVAILABLE,
        "the configuration cannot be " + what + " at present: look at the disk of the service",
        cause);
  }

  private static boolean sameTexts(Map<ConfigFile, byte[]> a, Map<ConfigFile, byte[]> b) {
    for (ConfigFile file : ConfigFile.values()) {
      if (!Arrays.equals(a.get(file), b.get(file))) {
        return false;
      }
    }
    return true;
  }
}
