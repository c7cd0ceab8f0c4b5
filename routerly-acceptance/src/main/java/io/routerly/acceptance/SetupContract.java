package io.routerly.acceptance;

import static io.routerly.acceptance.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Set-up, sign-in and health. */
public interface SetupContract extends OnSite {
  @Test
  default void reportsItselfHealthyAndReady() {
    for (String path : new String[] {"health", "health/live", "health/ready"}) {
      assertThat(json(site().visitor().get(path), 200).getString("status")).isEqualTo("ok");
    }
  }

  @Test
  default void doesNotOpenSetUpAgain() {
    assertThat(json(site().visitor().get("api/setup/status"), 200).getBoolean("configured"))
        .isTrue();
    String again = Site.firstAdmin("whatever");
    assertThat(json(site().visitor().post("api/setup/first-admin", again), 403).getString("error"))
        .isEqualTo("already_configured");
  }

  @Test
  default void knowsWhoIsSignedIn() {
    assertThat(site().admin().get("api/me").body()).contains(Site.EMAIL);
    assertThat(json(site().visitor().get("api/me"), 401).getString("error"))
        .isEqualTo("unauthenticated");
  }
}
