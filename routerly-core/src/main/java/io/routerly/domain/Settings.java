package io.routerly.domain;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The contents of {@code config/settings.json}.
 *
 * @param port TCP port of the standalone service
 * @param host address that the standalone service binds
 * @param dashboardEnabled whether a web dashboard is served; this version has none
 * @param defaultTimeoutMs how long a provider may take for a whole buffered answer, or until the
 *     first byte of a streamed one, in milliseconds; projects and models may say otherwise
 * @param connectTimeoutMs how long opening a connection to a provider may take, in milliseconds
 * @param firstByteTimeoutMs how long a provider may stay silent before its first byte, in
 *     milliseconds; absent: the request's whole time-out
 * @param idleTimeoutMs how long a provider may pause in the middle of an answer, in milliseconds
 * @param logLevel verbosity of the log
 * @param publicUrl address under which people reach the service, for links
 * @param notifications alert channels; each has a {@code type} and a {@code name}
 * @param budgets limits on the use of the whole installation
 * @param maxRequestBytes largest accepted proxy body after decompression, in bytes
 * @param shutdownGraceSeconds how long running streams may go on after a stop was asked for
 * @param onLedgerFailure what happens to calls while usage cannot be recorded
 * @param usageArchiveGzip whether archives of usage are compressed
 * @param usageRetentionMonths for how many months archives of usage are kept; absent: for ever
 * @param outboundAllow hosts, as {@code name} or {@code name:port}, that images, documents and
 *     webhooks may be fetched from or sent to although their addresses are private
 * @param corsOrigins origins, as browsers name them, whose pages may call the proxy and the
 *     management API
 * @param traceDays for how many days traces are kept on the disk, today included; 0: in memory
 *     alone
 * @param traceMaxMegabytes how much of a day's traces is kept on the disk, in megabytes of a
 *     million bytes
 * @param metricsToken what readers of {@code /metrics} must know, in its stored form
 * @param metricsOpen whether everyone may read {@code /metrics}
 * @param oidc the identity provider at which people may sign in; absent: none
 * @param trustedHeader the proxies that are believed who people are; absent: none
 * @param setupCompletedAt when the first administrator was made; absent on a new home
 */
public record Settings(
    @Default("3000") int port,
    @Default("\"0.0.0.0\"") String host,
    @Default("true") boolean dashboardEnabled,
    @Default("30000") int defaultTimeoutMs,
    @Default("10000") int connectTimeoutMs,
    Optional<Integer> firstByteTimeoutMs,
    @Default("60000") int idleTimeoutMs,
    @Default("\"info\"") LogLevel logLevel,
    @Default("\"http://localhost:3000\"") String publicUrl,
    List<JsonObject> notifications,
    List<Budget> budgets,
    @Default("67108864") int maxRequestBytes,
    @Default("60") int shutdownGraceSeconds,
    @Default("\"block\"") LedgerFailureMode onLedgerFailure,
    @Default("false") boolean usageArchiveGzip,
    Optional<Integer> usageRetentionMonths,
    List<String> outboundAllow,
    List<String> corsOrigins,
    @Default("7") int traceDays,
    @Default("64") int traceMaxMegabytes,
    Optional<String> metricsToken,
    @Default("false") boolean metricsOpen,
    Optional<OidcSettings> oidc,
    Optional<TrustedHeader> trustedHeader,
    Optional<Instant> setupCompletedAt) {

  private static final int MAX_TIMEOUT_MS = (int) Duration.ofDays(1).toMillis();
  private static final int SHORTEST_TOKEN = 16;
  private static final int MAX_RETENTION_MONTHS = 1200;
  private static final int LONGEST_TOKEN = 1000;
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9_.\\-\\[\\]:%]{1,255}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.\\-\\[\\]:]{1,260}");
  private static final Set<String> CHANNEL_TYPES =
      Set.of("smtp", "ses", "sendgrid", "azure", "google", "webhook");

  public Settings {
    Checks.inRange(port, 0, 65_535, "port");
    Checks.matches(host, ADDRESS, "host", "an address or the name of a host");
    Checks.inRange(defaultTimeoutMs, 1, MAX_TIMEOUT_MS, "defaultTimeoutMs");
    Checks.inRange(connectTimeoutMs, 1, MAX_TIMEOUT_MS, "connectTimeoutMs");
    firstByteTimeoutMs.ifPresent(ms -> Checks.inRange(ms, 1, MAX_TIMEOUT_MS, "firstByteTimeoutMs"));
    Checks.inRange(idleTimeoutMs, 1, MAX_TIMEOUT_MS, "idleTimeoutMs");
    Checks.inRange(maxRequestBytes, 1024, 1 << 30, "maxRequestBytes");
    Checks.inRange(shutdownGraceSeconds, 0, 3600, "shutdownGraceSeconds");
    usageRetentionMonths.ifPresent(
        months -> Checks.inRange(months, 1, MAX_RETENTION_MONTHS, "usageRetentionMonths"));
    Checks.inRange(traceDays, 0, 90, "traceDays");
    Checks.inRange(traceMaxMegabytes, 1, 10_000, "traceMaxMegabytes");
    HttpAddress.require(publicUrl, "publicUrl");
    metricsToken.ifPresent(token -> requireToken(token, metricsOpen));
    outboundAllow = List.copyOf(outboundAllow);
    outboundAllow.forEach(Settings::requireHost);
    corsOrigins = List.copyOf(corsOrigins);
    corsOrigins.forEach(Origins::require);
    notifications = List.copyOf(notifications);
    budgets = List.copyOf(budgets);
    notifications.forEach(Settings::requireKnownChannel);
  }

  /** Returns this with set-up marked as done. */
  public Settings withSetupCompletedAt(Instant when) {
    return with(notifications, metricsToken, oidc, Optional.of(when));
  }

  /** Returns this with other alert channels. */
  public Settings withNotifications(List<JsonObject> changed) {
    return with(changed, metricsToken, oidc, setupCompletedAt);
  }

  /** Returns this with the token of {@code /metrics} in another form. */
  public Settings withMetricsToken(Optional<String> stored) {
    return with(notifications, stored, oidc, setupCompletedAt);
  }

  /** Returns this with another identity provider, or none. */
  public Settings withOidc(Optional<OidcSettings> changed) {
    return with(notifications, metricsToken, changed, setupCompletedAt);
  }

  private Settings with(
      List<JsonObject> channels,
      Optional<String> token,
      Optional<OidcSettings> provider,
      Optional<Instant> completedAt) {
    return new Settings(
        port,
        host,
        dashboardEnabled,
        defaultTimeoutMs,
        connectTimeoutMs,
        firstByteTimeoutMs,
        idleTimeoutMs,
        logLevel,
        publicUrl,
        channels,
        budgets,
        maxRequestBytes,
        shutdownGraceSeconds,
        onLedgerFailure,
        usageArchiveGzip,
        usageRetentionMonths,
        outboundAllow,
        corsOrigins,
        traceDays,
        traceMaxMegabytes,
        token,
        metricsOpen,
        provider,
        trustedHeader,
        completedAt);
  }

  private static void requireToken(String token, boolean open) {
    boolean stored = token.startsWith("ENCRYPTED:") || token.startsWith("env:");
    if ((!stored && (token.length() < SHORTEST_TOKEN || token.length() > LONGEST_TOKEN))
        || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new InvalidFieldException(
          "metricsToken",
          "must have "
              + SHORTEST_TOKEN
              + " to "
              + LONGEST_TOKEN
              + " characters, all of ASCII, and no space");
    }
    if (open) {
      throw new InvalidFieldException("metricsOpen", "must not be true beside a metricsToken");
    }
  }

  private static void requireHost(String host) {
    if (!HOST.matcher(host).matches()) {
      throw new InvalidFieldException(
          "outboundAllow", "must be hosts such as images.internal or images.internal:8443");
    }
  }

  private static void requireKnownChannel(JsonObject channel) {
    String type = channel.getString("type", "");
    if (!CHANNEL_TYPES.contains(type) || channel.getString("name", "").isBlank()) {
      throw new InvalidFieldException(
          "notifications",
          "must each have a name and a type out of " + CHANNEL_TYPES.stream().sorted().toList());
    }
  }

  /** Prints without the channels, whose fields hold passwords and keys. */
  @Override
  public String toString() {
    return "Settings[" + host + ":" + port + ", " + notifications.size() + " channels]";
  }
}
