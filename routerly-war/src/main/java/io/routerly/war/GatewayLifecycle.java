package io.routerly.war;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the gateway when the server starts the application, and closes it when the server stops it.
 *
 * <p>A home that is refused makes the deployment fail, with the reason in the server's log: no part
 * of the application is reachable then, whatever else the server does with one that failed.
 */
public final class GatewayLifecycle implements ServletContextListener {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayLifecycle.class);

  private @Nullable RunningGateway gateway;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    try {
      HomeLocation home =
          HomeLocation.find(ServerPlaces.of(context), Path.of(System.getProperty("user.home")));
      LOG.info("Home: {} ({})", home.folder(), home.saidBy());
      RunningGateway opened = RunningGateway.open(home.folder());
      gateway = opened;
      serve(opened, context);
    } catch (RuntimeException | Error e) {
      LOG.error("The gateway does not start: {}", e.getMessage());
      close();
      throw e;
    }
  }

  /** Registers Jersey here rather than in web.xml, which could not hand it an open gateway. */
  private static void serve(RunningGateway gateway, ServletContext context) {
    ServletRegistration.Dynamic servlet =
        context.addServlet("gateway", gateway.servlet(version(context)));
    servlet.setLoadOnStartup(1);
    servlet.setAsyncSupported(true);
    servlet.addMapping("/*");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    close();
  }

  private void close() {
    RunningGateway open = gateway;
    gateway = null;
    if (open != null) {
      open.close();
    }
  }

  private static String version(ServletContext context) {
    try (InputStream in = context.getResourceAsStream("/META-INF/MANIFEST.MF")) {
      if (in == null) {
        return "unknown"; // some servers keep the manifest to themselves
      }
      String version =
          new Manifest(in).getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      return version == null ? "unknown" : version;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
