package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {
  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"health", "health/live", "health/ready"})
  void tellsVersionAndTime(String path) {
    var response = gateway.get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-length")).isPresent();
    var body = RunningGateway.json(response);
    assertThat(body.getString("status")).isEqualTo("ok");
    assertThat(body.getString("version")).isEqualTo("1.2.3");
    assertThat(body.getString("timestamp")).isEqualTo(gateway.clock.instant().toString());
  }

  @Test
  void isNotReadyWhileTheConfigurationCannotBeUsed() {
    gateway.config.breakDown();

    assertThat(gateway.get("health/ready").statusCode()).isEqualTo(503);
    assertThat(gateway.get("health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void isNotReadyWhileUsageCannotBeWritten() {
    gateway.usage.breakDown();

    assertThat(gateway.get("health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void anUnknownPathIsToldInTheEnvelope() {
    var response = gateway.get("api/nothing");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("x-routerly-error")).contains("not_found");
    assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(RunningGateway.json(response).getString("error")).isEqualTo("not_found");
    assertThat(RunningGateway.json(response).getJsonArray("details")).isEmpty();
  }

  @Test
  void anUnknownMethodIsToldWithThoseThatThereAre() {
    var response = gateway.send(gateway.request("health").POST(BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow"))
        .hasValueSatisfying(
            allow -> assertThat(allow).contains("GET").contains("HEAD").contains("OPTIONS"));
    assertThat(RunningGateway.json(response).getString("error")).isEqualTo("method_not_allowed");
  }

  @Test
  void anAnswerThatTheClientDoesNotAcceptIsTold() {
    var response = gateway.send(gateway.request("health").header("accept", "image/png"));

    assertThat(response.statusCode()).isEqualTo(406);
    assertThat(RunningGateway.json(response).getString("error")).isEqualTo("not_acceptable");
  }

  @Test
  void headAndOptionsAreAnswered() {
    var head = gateway.send(gateway.request("health").method("HEAD", BodyPublishers.noBody()));
    var options =
        gateway.send(gateway.request("health").method("OPTIONS", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(options.statusCode()).isLessThan(300);
    assertThat(options.headers().firstValue("allow")).isPresent();
  }
}
