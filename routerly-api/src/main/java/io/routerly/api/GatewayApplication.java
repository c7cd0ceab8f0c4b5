package io.routerly.api;

import io.routerly.api.health.HealthResource;
import io.routerly.api.http.AccessFeature;
import io.routerly.api.http.AnswerHeaders;
import io.routerly.api.http.GatewayErrorMapper;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

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
    components.forEach(this::register);
    register(new AccessFeature(parts.auth().sessions()));
    register(new GatewayErrorMapper(parts.errorShapes()));
    register(new AnswerHeaders());
    configureServer();
  }

  private static List<Object> resources(ApiParts parts) {
    return List.of(
        new HealthResource(parts.config(), parts.usage(), parts.clock(), parts.version()));
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
