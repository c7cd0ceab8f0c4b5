package io.routerly.store.file;

import io.routerly.secret.MasterSecret;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Reads {@code config/secret}, and makes it where there is none. */
final class SecretFile {
  private final HomeLayout layout;
  private final DurableFiles files;

  SecretFile(HomeLayout layout, DurableFiles files) {
    this.layout = layout;
    this.files = files;
  }

  /**
   * Returns the secret; empty if there is no file.
   *
   * @throws HomeRefusedException if the file holds anything but a secret
   */
  Optional<MasterSecret> read() throws IOException {
    return read(layout.secret());
  }

  /**
   * Returns the secret that was about to take the place of the present one when the process ended;
   * empty if there is none.
   *
   * @throws HomeRefusedException if the file holds anything but a secret
   */
  Optional<MasterSecret> next() throws IOException {
    return read(layout.secretNext());
  }

  /** Lays the secret ready that is to take the place of the present one. */
  void prepare(MasterSecret next) throws IOException {
    files.replace(layout.secretNext(), next.fileText(), Optional.empty());
  }

  /** Puts the secret that lies ready in the place of the present one. */
  void putInForce() throws IOException {
    files.move(layout.secretNext(), layout.secret());
  }

  /** Takes the secret that lies ready away. */
  void forget() throws IOException {
    files.delete(layout.secretNext());
  }

  private Optional<MasterSecret> read(Path file) throws IOException {
    Optional<byte[]> text = files.read(file);
    Optional<MasterSecret> secret = text.flatMap(MasterSecret::parse);
    if (text.isPresent() && secret.isEmpty()) {
      throw new HomeRefusedException(layout.home(), List.of(damaged()));
    }
    return secret;
  }

  /** Makes a new secret. */
  MasterSecret make(SecureRandom random) throws IOException {
    MasterSecret made = MasterSecret.random(random);
    files.replace(layout.secret(), made.fileText(), Optional.empty());
    return made;
  }

  static ConfigProblem damaged() {
    return new ConfigProblem(
        "secret",
        "",
        "must be one line of 64 hexadecimal characters: put the right file back from a backup, or"
            + " remove it and enter all provider keys again",
        Severity.ERROR);
  }
}
