package io.routerly.store.file;

import io.routerly.domain.Actor;
import io.routerly.domain.AuditOutcome;
import io.routerly.domain.Settings;
import io.routerly.secret.ChannelSecrets;
import io.routerly.secret.MasterSecret;
import io.routerly.secret.MetricsTokens;
import io.routerly.secret.OidcSecrets;
import io.routerly.secret.ProviderKeys;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigStore;
import io.routerly.store.SmallState;
import io.routerly.store.TraceStore;
import io.routerly.store.UsageStore;
import io.routerly.store.audit.AuditTrail;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/**
 * An opened home: the stores, the secret, and ownership of the folder until it is closed.
 *
 * <p>Opening checks everything first and refuses to go on with anything damaged. One daemon thread
 * looks for changes made by hand and at the disk's health, another writes traces, a third looks
 * after archives of usage.
 */
public final class FileHome implements AutoCloseable {
  private final HomeLayout layout;
  private final HomeLock lock;
  private final Secrets secrets;
  private final FileConfigStore config;
  private final FileUsageStore usage;
  private final FileTraceStore traces;
  private final AuditTrail audit;
  private final Housekeeping housekeeping;
  private final ArchiveKeeping archiveKeeping;
  private final SecretRotation rotation;
  private volatile MasterSecret secret;

  FileHome(
      HomeLayout layout,
      HomeLock lock,
      MasterSecret secret,
      Secrets secrets,
      ConfigAccess access,
      FileConfigStore config,
      FileUsageStore usage,
      FileTraceStore traces,
      AuditTrail audit) {
    this.layout = layout;
    this.lock = lock;
    this.secret = secret;
    this.secrets = secrets;
    this.config = config;
    this.usage = usage;
    this.traces = traces;
    this.audit = audit;
    this.rotation = new SecretRotation(access, secrets);
    this.housekeeping = new Housekeeping(config, usage);
    this.archiveKeeping = new ArchiveKeeping(usage, () -> archiveLimits(config));
  }

  private static ArchiveLimits archiveLimits(ConfigStore config) {
    Settings settings = config.current().settings();
    return new ArchiveLimits(settings.usageArchiveGzip(), settings.usageRetentionMonths());
  }

  /**
   * Opens a home; a folder that is new gets its files.
   *
   * @throws HomeRefusedException if another process owns it or anything in it is damaged; the
   *     message says what to do
   */
  public static FileHome open(HomeOptions options) {
    return new HomeOpening(options, true).open();
  }

  /**
   * Opens a home that may have lost its administrators, to make a new one. Everything else is as
   * with {@link #open}.
   */
  public static FileHome openWithoutAdministrator(HomeOptions options) {
    return new HomeOpening(options, false).open();
  }

  /** Returns all that is wrong in a home, whether it is in use or not; changes nothing. */
  public static List<ConfigProblem> check(HomeOptions options) {
    return new HomeCheck(options).run();
  }

  /**
   * Tells others on this machine, by the home's lock file, where the service listens; where that
   * cannot be written, nobody is told.
   */
  public void listensAt(URI address) {
    try {
      lock.tell(address);
    } catch (IOException e) {
      // Whoever wants to know it goes by the settings then.
    }
  }

  public ConfigStore config() {
    return config;
  }

  public UsageStore usage() {
    return usage;
  }

  public TraceStore traces() {
    return traces;
  }

  /** Returns what tells who changed what. */
  public AuditTrail audit() {
    return audit;
  }

  public MasterSecret secret() {
    return secret;
  }

  /**
   * Puts a new master secret in force and encrypts everything with it.
   *
   * @throws io.routerly.error.GatewayException {@code store_unavailable} if the disk refuses it
   */
  public void rotateSecret(Actor actor, SecureRandom random) {
    secret = rotation.rotate(actor, secret, random, config);
    audit.act(actor, "secret.rotated", "secret", AuditOutcome.DONE);
  }

  public ProviderKeys providerKeys() {
    return secrets.keys();
  }

  public ChannelSecrets channelSecrets() {
    return secrets.channels();
  }

  public MetricsTokens metricsTokens() {
    return secrets.metrics();
  }

  public OidcSecrets oidcSecrets() {
    return secrets.oidc();
  }

  /** Returns the state that remembers which notifications were sent. */
  public SmallState notificationState() {
    return new SmallFile(layout.notifications(), new DiskOps());
  }

  /** Returns the folder. */
  public Path path() {
    return layout.home();
  }

  @Override
  public void close() {
    housekeeping.close();
    archiveKeeping.close();
    traces.close();
    config.close();
    usage.close();
    try {
      lock.close();
    } catch (IOException e) {
      // The lock ends with the process at the latest; there is nobody to tell.
    }
  }
}
