package io.routerly.war.it;

import java.net.URI;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.event.container.AfterDeploy;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;

/**
 * Remembers the port of the server that was deployed to last: some servers start anew, on another
 * port, for each deployment.
 */
@SuppressWarnings("NullAway.Init") // Arquillian injects the field
public final class DeployedPort {
  private static volatile int port;

  @Inject private Instance<ProtocolMetaData> metadata;

  /** Called by Arquillian. */
  public void remember(@Observes AfterDeploy event) {
    port = metadata.get().getContexts(HTTPContext.class).iterator().next().getPort();
  }

  /**
   * Returns the address of an application, on the loopback address whatever the server says.
   *
   * @param contextRoot with a slash at both ends
   */
  static URI uri(String contextRoot) {
    return URI.create("http://127.0.0.1:" + port + contextRoot);
  }
}
