package io.routerly.war.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.acceptance.Browser;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.catalina.loader.WebappClassLoaderBase;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Homes that can and cannot be opened, at the server's root context. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@SuppressWarnings("NullAway.Init") // Arquillian injects the field
class RedeploymentIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String ON_EVERY_ANSWER_OF_OURS = "x-content-type-options";
  private static final String WAR = "root";
  private static final Path HOME = WarUnderTest.newHome();
  private static final Path SETTINGS = HOME.resolve("config/settings.json");

  @ArquillianResource private Deployer deployer;

  @Deployment(name = WAR, managed = false, testable = false)
  static WebArchive war() {
    return WarUnderTest.withJndiEntry("ROOT.war", HOME);
  }

  @Test
  void servesNothingFromADamagedHomeAndOpensItAgainAndAgainOnceItIsRepaired() throws Exception {
    Files.createDirectories(SETTINGS.getParent());
    Files.writeString(SETTINGS, "{\"port\": 30");
    deployer.deploy(WAR);
    for (String path : new String[] {"health", "api/setup/status", "v1/models"}) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
      assertThat(answer.headers().firstValue(ON_EVERY_ANSWER_OF_OURS)).isEmpty();
    }
    deployer.undeploy(WAR);
    Files.delete(SETTINGS);
    for (int times = 0; times < 2; times++) {
      deployer.deploy(WAR);
      assertThat(get("health/ready").body()).contains("\"status\":\"ok\"", "\"version\"");
      assertThat(get("v1/models").headers().firstValue(ON_EVERY_ANSWER_OF_OURS)).isPresent();
      deployer.undeploy(WAR);
      assertThat(threadsLeftBehind()).isEmpty();
    }
  }

  private static HttpResponse<String> get(String path) {
    return Browser.at(DeployedPort.uri("/")).get(path);
  }

  /** Only finds something where the server runs in this process, as Tomcat does. */
  private static List<Thread> threadsLeftBehind() throws InterruptedException {
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> isOfAnApplication(thread.getContextClassLoader()))
            .toList();
    for (Thread ending : threads) {
      ending.join(PATIENCE.toMillis()); // it was told to end, and may be about to
    }
    return threads.stream().filter(Thread::isAlive).toList();
  }

  private static boolean isOfAnApplication(@Nullable ClassLoader loader) {
    return loader instanceof WebappClassLoaderBase;
  }
}
