package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private static final DescribedApi API = DescribedApi.ofThisBuild();

  @Test
  void theServiceHandsOutTheDescriptionToEveryone() {
    try (RunningGateway gateway = new RunningGateway()) {
      var answer = gateway.get("api/openapi.json");

      assertThat(answer.statusCode()).isEqualTo(200);
      JsonObject served = RunningGateway.json(answer);
      assertThat(served.getJsonObject("paths")).isEqualTo(API.document.getJsonObject("paths"));
      assertThat(served.getJsonObject("components"))
          .isEqualTo(API.document.getJsonObject("components"));
      assertThat(served.getString("openapi")).isEqualTo("3.1.0");
    }
  }

  @Test
  void itsPathsLeadBackToTheServiceBelowAnyContextRoot() {
    try (RunningGateway gateway = new RunningGateway()) {
      URI read = gateway.request("api/openapi.json").build().uri();
      String server = API.document.getJsonArray("servers").getJsonObject(0).getString("url");

      URI called = URI.create(read.resolve(server) + "/setup/status");

      assertThat(called).isEqualTo(gateway.request("api/setup/status").build().uri());
    }
  }
}
