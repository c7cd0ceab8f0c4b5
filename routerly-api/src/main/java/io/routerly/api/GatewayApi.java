package io.routerly.api;

import io.routerly.api.http.ErrorAnswers;
import io.routerly.api.http.HeldRefusals;
import io.routerly.api.http.Identity;
import io.routerly.api.management.AuditResource;
import io.routerly.api.management.BudgetsResource;
import io.routerly.api.management.BuiltInNames;
import io.routerly.api.management.DryRunResource;
import io.routerly.api.management.EventsResource;
import io.routerly.api.management.ModelTestResource;
import io.routerly.api.management.NotificationsResource;
import io.routerly.api.management.ProjectBudgetsResource;
import io.routerly.api.management.ReplayResource;
import io.routerly.api.management.SecretResource;
import io.routerly.api.management.TokenBudgetsResource;
import io.routerly.api.metrics.MetricsResource;
import io.routerly.api.proxy.ClientWatch;
import io.routerly.api.proxy.ProxyComponents;
import io.routerly.api.proxy.ProxyErrors;
import io.routerly.api.session.OidcResource;
import io.routerly.bootstrap.Gateway;
import io.routerly.notify.Notifications;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the HTTP surface onto an open gateway; every server starts here. */
public final class GatewayApi {
  private GatewayApi() {}

  /**
   * Returns the application.
   *
   * @param clientWatch tells when a client leaves a silent call
   * @param version the product's version
   */
  public static GatewayApplication application(
      Gateway gateway, ClientWatch clientWatch, String version) {
    ProxyComponents proxy = new ProxyComponents(gateway, clientWatch);
    Gateway.SignIn signIn = gateway.signIn();
    var names = Gateway.knownNames();
    BuiltInNames builtIns =
        new BuiltInNames(
            names.providers(), names.policies(), names.policyCheck(), Gateway.policyModels());
    List<Object> extras = new ArrayList<>(proxy.instances());
    extras.add(
        new DryRunResource(
            gateway.config(), gateway.pipeline(), gateway.ids(), gateway.options().clock()));
    extras.add(new ReplayResource(gateway.config(), gateway.replay(), builtIns));
    extras.add(new ModelTestResource(gateway.config(), gateway.modelTrial()::of));
    extras.add(new BudgetsResource(gateway.budgets()));
    extras.add(new ProjectBudgetsResource(gateway.config(), gateway.budgets()));
    extras.add(new TokenBudgetsResource(gateway.config(), gateway.budgets()));
    extras.add(new AuditResource(gateway.audit()));
    extras.add(
        new OidcResource(
            gateway.config(),
            signIn.singleSignOn(),
            signIn.sessions(),
            gateway.audit(),
            publicUrl(gateway)));
    extras.add(
        new EventsResource(
            gateway.config(),
            gateway.events(),
            new Identity(signIn.sessions(), signIn.personalTokens(), signIn.headerSignIn()),
            gateway.ids().process(),
            task -> RequestThreads.daemon(task, "events").start()));
    extras.add(new SecretResource(gateway::rotateSecret));
    LaterTasks later = new LaterTasks();
    extras.add(later);
    extras.add(new HeldRefusals(System::nanoTime, later::run));
    extras.add(
        new NotificationsResource(
            () -> gateway.config().current().settings().notifications(),
            testerOf(gateway.notifications())));
    extras.add(
        new MetricsResource(
            gateway.metrics()::text,
            () -> gateway.config().current().settings(),
            gateway.metricsTokens()::matches));
    return new GatewayApplication(
        new ApiParts(
            gateway.config(),
            gateway.usage(),
            gateway.traces(),
            gateway.audit(),
            new ApiParts.Auth(
                signIn.logins(),
                signIn.passwords(),
                signIn.sessions(),
                signIn.setupCode(),
                signIn.newTokens(),
                signIn.personalTokens(),
                signIn.headerSignIn()),
            gateway.providerKeys(),
            builtIns,
            gateway.ids(),
            gateway.options().clock(),
            version,
            publicUrl(gateway),
            proxy.errorShapes(),
            extras));
  }

  private static Optional<String> publicUrl(Gateway gateway) {
    return gateway
        .options()
        .environment()
        .apply("ROUTERLY_PUBLIC_URL")
        .filter(url -> !url.isBlank());
  }

  private static NotificationsResource.Tester testerOf(Notifications notifications) {
    return new NotificationsResource.Tester() {
      @Override
      public void test(String channelName) {
        notifications.test(channelName);
      }

      @Override
      public void test(JsonObject channel) {
        notifications.test(channel);
      }
    };
  }

  /** Returns how a server answers errors that it makes before the application is asked. */
  public static ErrorAnswers errorAnswers() {
    return new ErrorAnswers(ProxyErrors.builtIn().shapes());
  }
}
