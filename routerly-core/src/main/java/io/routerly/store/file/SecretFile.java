package io.routerly.store.file;

import io.routerly.secret.MasterSecret;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import java.io.IOException;
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
    Optional<byte[]> text = files.read(layout.secret());
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
