package io.routerly.store.file;

import io.routerly.domain.Actor;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.secret.MasterSecret;
import io.routerly.store.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a new master secret in the place of the present one, and encrypts everything with it.
 *
 * <p>The new secret is laid ready first. While it lies there both are known, so that whatever is
 * encrypted with either of them can be read: a crash at any step leaves a home that starts, and
 * whose start finishes the work.
 */
final class SecretRotation {
  private static final Logger LOG = LoggerFactory.getLogger(SecretRotation.class);
  private final ConfigAccess access;
  private final Secrets secrets;
  private final SecretFile file;

  SecretRotation(ConfigAccess access, Secrets secrets) {
    this.access = access;
    this.secrets = secrets;
    this.file = new SecretFile(access.layout(), access.files());
  }

  /**
   * Makes a new secret and puts it in force.
   *
   * @param present the secret in force
   * @param store whose edits wait until it is done
   * @return the secret that is in force now
   * @throws GatewayException {@code store_unavailable} if the disk refuses a step; until the next
   *     attempt, or the next start, has done the rest, both secrets are known
   */
  MasterSecret rotate(
      Actor actor, MasterSecret present, SecureRandom random, FileConfigStore store) {
    return store.exclusively(
        () -> {
          try {
            MasterSecret next = prepare(random);
            // An earlier attempt may have come as far as to put its secret in force.
            secrets.use(List.of(next, file.read().orElse(present), present));
            store.edit(actor, this::resealed);
            finish(next);
            return next;
          } catch (IOException e) {
            throw unavailable(e);
          }
        });
  }

  /** One that lies ready already may have encrypted something. */
  private MasterSecret prepare(SecureRandom random) throws IOException {
    Optional<MasterSecret> ready = file.next();
    if (ready.isPresent()) {
      return ready.get();
    }
    MasterSecret next = MasterSecret.random(random);
    file.prepare(next);
    return next;
  }

  private Configuration resealed(Configuration current) {
    return access.sealing().reseal(Parts.of(current)).toConfiguration();
  }

  /**
   * Does what is left when all files are encrypted with the secret that lies ready.
   *
   * @param next that secret
   */
  void finish(MasterSecret next) throws IOException {
    resealBackups();
    file.putInForce();
    secrets.use(List.of(next));
  }

  /** Encrypts older versions too, which nobody could read any more. */
  private void resealBackups() throws IOException {
    for (ConfigFile each : Sealing.FILES) {
      Path backup = HomeLayout.backup(access.layout().file(each));
      Optional<byte[]> before = access.files().read(backup);
      if (before.isPresent()) {
        access
            .files()
            .replace(backup, access.sealing().reseal(each, before.get()), Optional.empty());
      }
    }
  }

  private static GatewayException unavailable(IOException cause) {
    LOG.error("the secret cannot be changed", cause);
    return new GatewayException(
        ErrorCode.STORE_UNAVAILABLE,
        "the secret cannot be changed at present: look at the disk of the service",
        cause);
  }
}
