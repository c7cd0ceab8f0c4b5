package io.routerly.war.it;

import io.routerly.acceptance.GatewayAddress;
import io.routerly.acceptance.GatewayContract;
import io.routerly.acceptance.Site;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** The gateway's whole contract, at the context root {@code /routerly}. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@SuppressWarnings("NullAway.Init") // set before the first test
class GatewayWarIT implements GatewayContract {
  private static Site site;

  @Deployment(testable = false)
  static WebArchive war() {
    return WarUnderTest.withContextParameter("routerly.war", WarUnderTest.newHome());
  }

  @BeforeAll
  static void setUp() {
    site = Site.setUp(new GatewayAddress(DeployedPort.uri("/routerly/"), WarUnderTest.SETUP_CODE));
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Override
  public Site site() {
    return site;
  }
}
