package io.routerly.standalone.it;

import io.routerly.acceptance.GatewayContract;
import io.routerly.acceptance.Site;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The jar does everything that a gateway must do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayJarIT implements GatewayContract {
  private @Nullable RunningJar jar;
  private @Nullable Site site;

  @BeforeAll
  void start() throws IOException {
    RunningJar started = RunningJar.start(Files.createTempDirectory("routerly-it"));
    jar = started;
    site = Site.setUp(started.address());
  }

  @AfterAll
  void stop() {
    if (site != null) {
      site.close();
    }
    if (jar != null) {
      jar.close();
    }
  }

  @Override
  public Site site() {
    if (site == null) {
      throw new IllegalStateException("not set up");
    }
    return site;
  }
}
