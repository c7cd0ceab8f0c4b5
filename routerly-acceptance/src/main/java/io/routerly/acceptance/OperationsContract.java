package io.routerly.acceptance;

import static io.routerly.acceptance.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * What operators rely on: mail and metrics. Both stand on libraries that application servers bring
 * along in versions of their own.
 */
public interface OperationsContract extends OnSite {
  @Test
  default void sendsMail() throws IOException {
    try (MailDrop drop = MailDrop.open()) {
      String channel =
          """
          {"channel": {"type": "smtp", "name": "drop", "host": "127.0.0.1", "port": %d,
            "security": "none", "from": "gateway@example.com", "to": "ops@example.com"}}"""
              .formatted(drop.port());

      assertThat(
              json(site().admin().post("api/notifications/test", channel), 200)
                  .getBoolean("delivered"))
          .isTrue();
      assertThat(drop.lines())
          .contains("From: Routerly <gateway@example.com>", "To: ops@example.com")
          .anyMatch(line -> line.startsWith("Content-Type: multipart/alternative"))
          .contains("Content-Type: text/plain; charset=utf-8")
          .contains("Content-Type: text/html; charset=utf-8");
    }
  }

  @Test
  default void showsMetricsToThoseWhoKnowTheToken() {
    String token = "acceptance-metrics-token";
    assertThat(site().visitor().get("metrics").statusCode()).isEqualTo(401);
    json(
        site().admin().send("PATCH", "api/settings", "{\"metricsToken\": \"%s\"}".formatted(token)),
        200);

    assertThat(site().visitor().get("metrics").statusCode()).isEqualTo(401);
    assertThat(site().visitor().with(token).get("metrics").body())
        .contains("routerly_models{priced=\"true\"} 4.0", "jvm_memory_used_bytes{");
  }
}
