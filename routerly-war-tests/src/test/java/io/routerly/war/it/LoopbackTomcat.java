package io.routerly.war.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * Tomcat inside the JVM of the tests, on a free port of the loopback address.
 *
 * <p>The adapter that Arquillian offers listens on every address and wants to be told a port, which
 * another process may take first.
 */
public final class LoopbackTomcat implements DeployableContainer<LoopbackTomcat.Configuration> {
  /** There is nothing to configure. */
  public static final class Configuration implements ContainerConfiguration {
    @Override
    public void validate() {}
  }

  private static final String ADDRESS = "127.0.0.1";

  private final Tomcat tomcat = new Tomcat();
  private final Connector connector = new Connector();
  private final Map<String, Context> deployed = new HashMap<>();
  private final Path folder = newFolder().toAbsolutePath();

  @Override
  public Class<Configuration> getConfigurationClass() {
    return Configuration.class;
  }

  @Override
  public ProtocolDescription getDefaultProtocol() {
    return new ProtocolDescription("Servlet 6.0");
  }

  @Override
  public void start() throws LifecycleException {
    tomcat.setBaseDir(folder.toString());
    tomcat.getHost().setAppBase(folder.resolve("webapps").toString());
    connector.setProperty("address", ADDRESS);
    connector.setPort(0);
    // As docs/reference/war.md advises: Tomcat refuses %2F in a path otherwise.
    connector.setEncodedSolidusHandling("decode");
    tomcat.setConnector(connector);
    tomcat.enableNaming();
    tomcat.setAddDefaultWebXmlToWebapp(false);
    try {
      tomcat.start();
    } catch (org.apache.catalina.LifecycleException e) {
      throw new LifecycleException("Tomcat does not start", e);
    }
  }

  @Override
  public void stop() throws LifecycleException {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (org.apache.catalina.LifecycleException e) {
      throw new LifecycleException("Tomcat does not stop", e);
    }
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    Path war = folder.resolve(archive.getName());
    archive.as(ZipExporter.class).exportTo(war.toFile(), true);
    String name = archive.getName().replaceAll("\\.war$", "");
    String root = name.equals("ROOT") ? "" : "/" + name;
    Context context = tomcat.addWebapp(root, war.toString());
    deployed.put(archive.getName(), context);
    HTTPContext http = new HTTPContext(ADDRESS, connector.getLocalPort());
    return new ProtocolMetaData().addContext(http.add(new Servlet("gateway", root)));
  }

  @Override
  public void undeploy(Archive<?> archive) {
    Context context = deployed.remove(archive.getName());
    if (context != null) {
      tomcat.getHost().removeChild(context);
    }
  }

  private static Path newFolder() {
    try {
      Path base = Files.createTempDirectory(Path.of("target"), "tomcat");
      Files.createDirectory(base.resolve("webapps"));
      return base;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
