package io.routerly.war.it;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** What these tests add to Arquillian. */
public final class ServerExtension implements LoadableExtension {
  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(DeployedPort.class);
    if ("tomcat".equals(System.getProperty("arquillian.launch"))) {
      builder.service(DeployableContainer.class, LoopbackTomcat.class);
    }
  }
}
