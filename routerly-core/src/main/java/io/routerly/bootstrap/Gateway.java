package io.routerly.bootstrap;

import static java.util.function.Function.identity;

import io.routerly.accounting.Accountant;
import io.routerly.accounting.Ledger;
import io.routerly.accounting.RefusedCalls;
import io.routerly.auth.Logins;
import io.routerly.auth.Passwords;
import io.routerly.auth.PersonalTokens;
import io.routerly.auth.ProjectTokens;
import io.routerly.auth.Sessions;
import io.routerly.auth.SetupCode;
import io.routerly.auth.TokenAuthenticator;
import io.routerly.budget.BudgetGate;
import io.routerly.budget.EnforcedBudgets;
import io.routerly.dispatch.Codecs;
import io.routerly.dispatch.Dispatcher;
import io.routerly.dispatch.Providers;
import io.routerly.dispatch.TimedPause;
import io.routerly.domain.Actor;
import io.routerly.domain.Ids;
import io.routerly.domain.PolicySpec;
import io.routerly.event.LiveEvents;
import io.routerly.health.Learnt;
import io.routerly.metrics.MetricsPage;
import io.routerly.notify.ChannelShapes;
import io.routerly.notify.Notifications;
import io.routerly.pipeline.KeepAlive;
import io.routerly.pipeline.ModelTrial;
import io.routerly.pipeline.Pipeline;
import io.routerly.pipeline.Replay;
import io.routerly.pipeline.TraceBook;
import io.routerly.routing.AddedEmbedder;
import io.routerly.routing.Embedder;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.TraceLog;
import io.routerly.secret.MasterSecret;
import io.routerly.secret.MetricsTokens;
import io.routerly.secret.ProviderKeys;
import io.routerly.sso.HeaderSignIn;
import io.routerly.sso.SingleSignOn;
import io.routerly.store.ConfigStore;
import io.routerly.store.UsageStore;
import io.routerly.store.audit.AuditTrail;
import io.routerly.store.file.FileHome;
import io.routerly.store.file.HomeOptions;
import io.routerly.store.file.KnownNames;
import io.routerly.translation.MediaFetcher;
import io.routerly.translation.Memories;
import io.routerly.translation.Translator;
import io.routerly.upstream.AddressRule;
import io.routerly.upstream.SocketUpstreamClient;
import io.routerly.upstream.UpstreamClient;
import io.routerly.upstream.UpstreamSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The gateway without an HTTP server: opens a home and wires everything that serves its calls.
 *
 * <p>Thread-safe. Closing it writes what is still to be written and releases the home; calls that
 * are under way are cancelled, so let them end first.
 *
 * <p>Longer than most: it is the list of the parts and of what is handed out of them, wired by hand
 * in one place, and has no logic to split off.
 */
public final class Gateway implements AutoCloseable {
  private static final int REMEMBERED_TRACES = 10_000;

  /** The share of answers that estimates of an answer's length are to cover. */
  private static final double NEARLY_ALL = 0.95;

  private static final int SESSION_KEY_BYTES = 32;

  private final GatewayOptions options;
  private final FileHome home;
  private final UpstreamClient upstream;
  private final Ledger ledger;
  private final Metering metering = new Metering();
  private final MetricsPage metrics;
  private final LiveEvents events;
  private final Alerting alerting;
  private final EnforcedBudgets budgets;
  private final RefusedCalls refusals;
  private final Heartbeat heartbeat;
  private final TraceBook traces;
  private final Ids ids = new Ids(() -> ThreadLocalRandom.current().nextLong());
  private final KeepAlive keepAlive;
  private final HedgeThreads hedges = HedgeThreads.create();
  private final HomeLibraries libraries;
  private final Replay replay;
  private final Pipeline pipeline;
  private final SignIn signIn;

  /**
   * Everything that tells who is asking.
   *
   * @param tokens verifies project tokens
   * @param newTokens makes project tokens
   * @param logins verifies passwords
   * @param passwords hashes passwords
   * @param sessions keeps sessions of people
   * @param setupCode what the maker of the first administrator must know
   * @param personalTokens makes and verifies tokens with which programs act for people
   * @param singleSignOn signs people in at an identity provider
   * @param headerSignIn believes proxies that say who people are
   * @param printedSetupCode the code to tell the operator, if set-up is open and the operator did
   *     not choose it
   */
  public record SignIn(
      TokenAuthenticator tokens,
      ProjectTokens newTokens,
      Logins logins,
      Passwords passwords,
      Sessions sessions,
      SetupCode setupCode,
      PersonalTokens personalTokens,
      SingleSignOn singleSignOn,
      HeaderSignIn headerSignIn,
      Optional<String> printedSetupCode) {}

  private Gateway(
      GatewayOptions options,
      FileHome home,
      UpstreamClient upstream,
      KeepAlive keepAlive,
      HomeLibraries libraries) {
    this.options = options;
    this.home = home;
    this.upstream = upstream;
    this.keepAlive = keepAlive;
    this.libraries = libraries;
    this.ledger =
        new Ledger(home.usage(), () -> home.config().current().settings().onLedgerFailure());
    this.traces = new TraceBook(new TraceLog(REMEMBERED_TRACES), home.traces());
    KeyRing keys = new KeyRing(home.providerKeys());
    TimedPause pause = new TimedPause();
    Providers providers = new Providers(BuiltIns.providers(upstream, pause));
    this.replay = new Replay(traces, providers, keys, BuiltIns::policies, BuiltIns.NOT_REPLAYED);
    Learnt learnt = Learnt.nothing(System::nanoTime, model -> keys.keysOf(model).ids());
    this.events = new LiveEvents(options.clock());
    this.alerting =
        new Alerting(
            options,
            home,
            upstream,
            learnt.health(),
            ids::notification,
            new FanOut(List.of(metering.sink(), events)));
    Accountant accountant = new Accountant(ledger, ids, alerting.sink());
    this.budgets =
        new EnforcedBudgets(
            home.config()::current,
            home.usage()::snapshot,
            ledger::waiting,
            modelId -> learnt.outputSizes().percentile(modelId, NEARLY_ALL),
            alerting.sink(),
            options.clock());
    this.refusals = new RefusedCalls(accountant);
    this.pipeline = assemblePipeline(providers, keys, learnt, accountant, pause);
    this.signIn = assembleSignIn();
    this.metrics =
        metering.page(
            home.config(),
            () -> alerting.states(budgets),
            learnt,
            home.usage()::isHealthy,
            ledger,
            alerting.notifications());
    budgets.refresh();
    this.heartbeat =
        Heartbeat.start(
            ledger::catchUp,
            budgets::refresh,
            () -> refusals.flush(options.clock().instant()),
            () -> alerting.look(budgets));
  }

  /**
   * Opens the home.
   *
   * @throws io.routerly.store.file.HomeRefusedException if it cannot be used, with a message that
   *     says which file, where in it, and what to do
   */
  public static Gateway open(GatewayOptions options) {
    FileHome home = FileHome.open(homeOptions(options));
    try {
      return assemble(options, home);
    } catch (Throwable e) {
      home.close(); // Else the home would stay locked for the next attempt of this process.
      throw e;
    }
  }

  private static Gateway assemble(GatewayOptions options, FileHome home) {
    UpstreamClient upstream =
        SocketUpstreamClient.create(UpstreamSettings.DEFAULTS, options.names());
    KeepAlive keepAlive = KeepAlive.start();
    HomeLibraries libraries = HomeLibraries.open(options.home());
    try {
      return new Gateway(options, home, upstream, keepAlive, libraries);
    } catch (Throwable e) {
      libraries.close();
      keepAlive.close();
      upstream.close();
      throw e;
    }
  }

  /** Returns what a home is opened or checked with. */
  public static HomeOptions homeOptions(GatewayOptions options) {
    boolean embedder = HomeLibraries.haveEmbedder(options.home());
    return new HomeOptions(
        options.home(),
        knownNames(
            embedder ? AddedEmbedder.of(Gateway::notForUse, Runnable::run) : AddedEmbedder.none()),
        options.clock(),
        options.random(),
        options.environment());
  }

  /** The policies that are made to see whether their settings are right rate nothing. */
  private static Embedder notForUse() {
    throw new IllegalStateException("a policy that is but looked at");
  }

  /** Returns the names of all built-ins that configuration may refer to. */
  public static KnownNames knownNames() {
    return knownNames(AddedEmbedder.none());
  }

  /** Returns what tells which models a policy of a known name with possible settings names. */
  public static Function<PolicySpec, Set<String>> policyModels() {
    Map<String, PolicyFactory> policies = unlearnt(AddedEmbedder.none());
    return spec -> Objects.requireNonNull(policies.get(spec.type())).models(spec);
  }

  private static Map<String, PolicyFactory> unlearnt(AddedEmbedder embedder) {
    return BuiltIns.policies(Learnt.nothing(System::nanoTime, model -> List.of()), embedder)
        .stream()
        .collect(Collectors.toMap(PolicyFactory::type, identity()));
  }

  private static KnownNames knownNames(AddedEmbedder embedder) {
    Map<String, PolicyFactory> policies = unlearnt(embedder);
    return new KnownNames(
        BuiltIns.PROVIDER_NAMES,
        policies.keySet(),
        spec -> Objects.requireNonNull(policies.get(spec.type())).create(spec),
        (spec, models) -> Objects.requireNonNull(policies.get(spec.type())).warnings(spec, models),
        ChannelShapes::check);
  }

  private Pipeline assemblePipeline(
      Providers providers, KeyRing keys, Learnt learnt, Accountant accountant, TimedPause pause) {
    Codecs codecs = new Codecs(BuiltIns.codecs());
    List<PolicyFactory> policies = BuiltIns.policies(learnt, libraries.embedder());
    PolicyPreparation.of(home.config(), policies, learnt, accountant);
    return Pipeline.assemble(
        new Pipeline.Parts(
            home.config(),
            budgets,
            ledger,
            providers,
            keys,
            policies,
            new Dispatcher(providers, codecs, translator(), System::nanoTime, pause, hedges),
            accountant,
            refusals,
            traces,
            keepAlive,
            learnt,
            () -> ThreadLocalRandom.current().nextDouble(),
            System::nanoTime));
  }

  private Translator translator() {
    MediaFetcher media =
        new MediaFetcher(
            upstream,
            () -> AddressRule.publicOr(home.config().current().settings().outboundAllow()),
            System::nanoTime);
    return new Translator(BuiltIns.codecs(), Memories.create(System::nanoTime), media);
  }

  private SignIn assembleSignIn() {
    Passwords passwords = new Passwords(options.random());
    byte[] sessionKey = home.secret().derive(MasterSecret.SESSIONS, SESSION_KEY_BYTES);
    Optional<String> chosen =
        options.environment().apply("ROUTERLY_SETUP_CODE").filter(code -> !code.isBlank());
    String code = chosen.orElseGet(() -> SetupCode.random(options.random()));
    boolean open = home.config().current().settings().setupCompletedAt().isEmpty();
    return new SignIn(
        new TokenAuthenticator(home.config(), options.clock()),
        new ProjectTokens(options.random(), options.clock()),
        new Logins(home.config(), passwords, options.clock()),
        passwords,
        new Sessions(home.config(), sessionKey, options.clock(), options.random()),
        new SetupCode(code, options.clock()),
        new PersonalTokens(home.config(), options.clock(), options.random()),
        new SingleSignOn(
            home.config(), home.oidcSecrets(), upstream, options.clock(), options.random()),
        new HeaderSignIn(home.config(), options.clock(), options.random()),
        open && chosen.isEmpty() ? Optional.of(code) : Optional.empty());
  }

  /** Tells others on this machine, by the home, where the service listens. */
  public void listensAt(URI address) {
    home.listensAt(address);
  }

  public ConfigStore config() {
    return home.config();
  }

  public UsageStore usage() {
    return home.usage();
  }

  /** Returns what tells who changed what. */
  public AuditTrail audit() {
    return home.audit();
  }

  /**
   * Puts a new master secret in force: everything stored is encrypted with it, and all sessions
   * end.
   *
   * @throws io.routerly.error.GatewayException {@code store_unavailable} if the disk refuses it
   */
  public void rotateSecret(Actor actor) {
    home.rotateSecret(actor, options.random());
    signIn.sessions().use(home.secret().derive(MasterSecret.SESSIONS, SESSION_KEY_BYTES));
  }

  public ProviderKeys providerKeys() {
    return home.providerKeys();
  }

  public Pipeline pipeline() {
    return pipeline;
  }

  /** Makes calls that show whether a model answers. */
  public ModelTrial modelTrial() {
    return new ModelTrial(pipeline, home.config()::current, traces, ids, options.clock());
  }

  public BudgetGate budgets() {
    return budgets;
  }

  /** Takes note of calls that a budget refused before they were read. */
  public RefusedCalls refusals() {
    return refusals;
  }

  /** Sends messages to the configured channels. */
  public Notifications notifications() {
    return alerting.notifications();
  }

  /** Tells figures of all that the gateway does, for Prometheus. */
  public MetricsPage metrics() {
    return metrics;
  }

  /** Knows who may read the figures. */
  public MetricsTokens metricsTokens() {
    return home.metricsTokens();
  }

  /** Returns the events as they happen. */
  public LiveEvents events() {
    return events;
  }

  public TraceBook traces() {
    return traces;
  }

  /** Tells what other policies would have made of past calls. */
  public Replay replay() {
    return replay;
  }

  public Ids ids() {
    return ids;
  }

  public SignIn signIn() {
    return signIn;
  }

  public GatewayOptions options() {
    return options;
  }

  @Override
  public void close() {
    events.close();
    heartbeat.close();
    alerting.close();
    metering.close();
    upstream.close();
    hedges.close();
    keepAlive.close();
    refusals.close();
    ledger.close();
    libraries.close();
    home.close();
  }
}
