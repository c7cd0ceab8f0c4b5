package io.routerly.store.file;

import io.routerly.secret.MasterSecret;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import io.routerly.store.file.ConfigLoader.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at a home as opening it would, without changing anything. */
final class HomeCheck {
  private final HomeOptions options;
  private final HomeLayout layout;
  private final DurableFiles files;
  private final List<ConfigProblem> problems = new ArrayList<>();

  HomeCheck(HomeOptions options) {
    this.options = options;
    layout = new HomeLayout(options.home().toAbsolutePath().normalize());
    files = new DurableFiles(new DiskOps());
  }

  List<ConfigProblem> run() {
    if (!Files.isDirectory(layout.home())) {
      add(".", "the home " + layout.home() + " does not exist yet", Severity.WARNING);
      return problems;
    }
    try {
      HomeFolders folders = new HomeFolders(layout, new DiskOps());
      problems.addAll(folders.foreign());
      problems.addAll(folders.loose());
      configuration(secret());
      problems.addAll(LedgerCheck.problems(layout));
      problems.addAll(LedgerCheck.archiveProblems(layout));
      traces();
    } catch (IOException e) {
      add(".", "cannot be read (" + e + "): give this user access to it", Severity.ERROR);
    }
    return List.copyOf(problems);
  }

  /** Without the right secret, no stored key can be read, which is then told of each. */
  private MasterSecret secret() throws IOException {
    Optional<byte[]> text = files.read(layout.secret());
    Optional<MasterSecret> secret = text.flatMap(MasterSecret::parse);
    if (text.isEmpty()) {
      add("secret", "is missing; the next start makes a new one", Severity.WARNING);
    } else if (secret.isEmpty()) {
      problems.add(SecretFile.damaged());
    }
    return secret.orElseGet(() -> MasterSecret.random(options.random()));
  }

  private void configuration(MasterSecret secret) throws IOException {
    Secrets secrets = Secrets.of(secret, options);
    Optional<MasterSecret> next = files.read(layout.secretNext()).flatMap(MasterSecret::parse);
    if (next.isPresent()) {
      secrets.use(List.of(next.get(), secret));
      add(
          "secret.next",
          "is left of a change of the secret that was interrupted; the next start finishes it",
          Severity.WARNING);
    }
    ConfigAccess access = ConfigAccess.of(layout, files, options.names(), secrets, true);
    ConfigLoader loader = new ConfigLoader(access);
    Map<ConfigFile, byte[]> texts = loader.readTexts();
    problems.addAll(MissingFiles.problems(layout, texts.keySet()));
    MissingFiles.ledger(layout, texts.keySet()).ifPresent(problems::add);
    Loaded loaded = loader.load(texts, access.text().defaults(), Map.of());
    problems.addAll(loaded.problems());
    for (ConfigFile file : access.sealing().clearIn(loaded.parts())) {
      add(
          file.fileName(),
          "holds secrets in clear text; the next start encrypts them",
          Severity.WARNING);
    }
  }

  private void traces() {
    if (Files.exists(layout.traces()) && !Files.isDirectory(layout.traces())) {
      add(
          "data/traces",
          "is no folder, so that traces are kept in memory alone: remove it",
          Severity.WARNING);
    }
  }

  private void add(String file, String message, Severity severity) {
    problems.add(new ConfigProblem(file, "", message, severity));
  }
}
