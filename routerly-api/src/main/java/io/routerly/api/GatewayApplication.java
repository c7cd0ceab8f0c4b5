package io.routerly.api;

import io.routerly.api.health.HealthResource;
import io.routerly.api.http.AccessFeature;
import io.routerly.api.http.AnswerHeaders;
import io.routerly.api.http.BareErrorFilter;
import io.routerly.api.http.CrossOriginFilter;
import io.routerly.api.http.ErrorAnswers;
import io.routerly.api.http.GatewayErrorMapper;
import io.routerly.api.http.Identity;
import io.routerly.api.http.JsonBodyReader;
import io.routerly.api.management.CatalogResource;
import io.routerly.api.management.MembersResource;
import io.routerly.api.management.ModelsResource;
import io.routerly.api.management.OpenApiResource;
import io.routerly.api.management.ProjectsResource;
import io.routerly.api.management.RolesResource;
import io.routerly.api.management.SettingsResource;
import io.routerly.api.management.SystemResource;
import io.routerly.api.management.TokensResource;
import io.routerly.api.management.TracesResource;
import io.routerly.api.management.UsageResource;
import io.routerly.api.management.UserSessionsResource;
import io.routerly.api.management.UserTokensResource;
import io.routerly.api.management.UsersResource;
import io.routerly.api.session.MeResource;
import io.routerly.api.session.MySessionsResource;
import io.routerly.api.session.MyTokensResource;
import io.routerly.api.session.SessionResource;
import io.routerly.api.session.SetupResource;
import io.routerly.catalog.Catalog;
import io.routerly.store.ConfigStore;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.media.sse.SseFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;

/**
 * The JAX-RS application, the same in every server.
 *
 * <p>Its resources are listed here, as instances. Each of their methods declares who may call it;
 * one that does not makes this constructor fail, or the start of the server when it was registered
 * elsewhere.
 */
public final class GatewayApplication extends ResourceConfig {
  /**
   * @throws IllegalStateException if a resource method does not declare who may call it
   */
  public GatewayApplication(ApiParts parts) {
    List<Object> components = new ArrayList<>(resources(parts));
    components.addAll(parts.extras());
    components.forEach(component -> AccessFeature.requireDeclared(component.getClass()));
    components.forEach(this::add);
    register(
        new AccessFeature(
            new Identity(
                parts.auth().sessions(),
                parts.auth().personalTokens(),
                parts.auth().headerSignIn())));
    GatewayErrorMapper errors = new GatewayErrorMapper(new ErrorAnswers(parts.errorShapes()));
    register(errors);
    register(new BareErrorFilter(errors));
    register(SseFeature.class);
    register(new AnswerHeaders(() -> isReachedByTls(parts)));
    register(new CrossOriginFilter(() -> parts.config().current().settings().corsOrigins()));
    register(new JsonBodyReader(parts.clock()));
    configureServer();
  }

  private static boolean isReachedByTls(ApiParts parts) {
    String address =
        parts.publicUrl().orElseGet(() -> parts.config().current().settings().publicUrl());
    return address.regionMatches(true, 0, "https:", 0, "https:".length());
  }

  private static List<Object> resources(ApiParts parts) {
    ConfigStore config = parts.config();
    ApiParts.Auth auth = parts.auth();
    return List.of(
        new HealthResource(config, parts.usage(), parts.clock(), parts.version()),
        new SetupResource(
            config,
            auth.passwords(),
            auth.sessions(),
            auth.setupCode(),
            parts.ids(),
            parts.clock()),
        new SessionResource(
            config, auth.logins(), auth.sessions(), parts.audit(), parts.publicUrl()),
        new MeResource(config, auth.logins(), auth.passwords(), auth.sessions()),
        new MySessionsResource(auth.sessions(), parts.audit()),
        new MyTokensResource(config, auth.personalTokens()),
        new UserSessionsResource(config, auth.sessions(), parts.audit()),
        new UserTokensResource(config, auth.personalTokens()),
        new ModelsResource(config, parts.providerKeys(), parts.builtIns(), Catalog::shipped),
        new CatalogResource(parts.builtIns(), Catalog::shipped),
        new ProjectsResource(config, parts.ids(), parts.builtIns()),
        new TokensResource(config, auth.tokens(), parts.clock()),
        new MembersResource(config),
        new UsersResource(config, auth.passwords(), auth.sessions(), parts.ids(), parts.clock()),
        new RolesResource(config),
        new SettingsResource(config),
        new OpenApiResource(),
        new UsageResource(config, parts.usage()),
        new TracesResource(config, parts.traces()),
        new SystemResource(
            config, parts.usage(), parts.clock(), parts.version(), parts.publicUrl()));
  }

  /**
   * Adds a resource as a model of its own, anything else as it is: Jersey takes a resource that is
   * registered as an instance for a provider that lacks an interface, and warns.
   */
  private void add(Object component) {
    Resource annotated = Resource.from(component.getClass());
    if (annotated == null) {
      register(component);
      return;
    }
    Resource.Builder resource = Resource.builder(annotated.getPath());
    serveBy(component, annotated, resource);
    for (Resource child : annotated.getChildResources()) {
      serveBy(component, child, resource.addChildResource(child.getPath()));
    }
    registerResources(resource.build());
  }

  private static void serveBy(Object instance, Resource annotated, Resource.Builder resource) {
    for (ResourceMethod method : annotated.getResourceMethods()) {
      resource.addMethod(method).handledBy(instance, method.getInvocable().getDefinitionMethod());
    }
  }

  private void configureServer() {
    property(ServerProperties.WADL_FEATURE_DISABLE, true);
    // Streams are flushed as they come; answers of known length say it themselves.
    property(ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0);
    // Servlet containers would put their own error page in the place of our envelope.
    property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
    property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true);
  }
}
