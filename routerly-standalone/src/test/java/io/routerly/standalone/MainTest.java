package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final String LAST_LINE_OF_DEMO = "Both with";

  private Path folder;

  @BeforeEach
  void chooseFolder(@TempDir Path temporary) {
    folder = temporary;
  }

  @Test
  void demonstratesAWholeAnswerWithThePrintedTokenAndForgetsItsHome() throws Exception {
    try (ServiceProcess demo = demo()) {
      String lines = demo.until(LAST_LINE_OF_DEMO);
      assertThat(homesLeft()).isEqualTo(1);

      assertThat(call(lines, false)).contains("\"finish_reason\":\"stop\"");

      demo.terminate();
      assertThat(demo.exitCode()).isZero();
      assertThat(demo.rest()).isEqualTo("Routerly has stopped.");
      assertThat(homesLeft()).isZero();
    }
  }

  @Test
  void finishesAStreamBeforeItObeysTheSignal() throws Exception {
    try (ServiceProcess demo = demo()) {
      String lines = demo.until(LAST_LINE_OF_DEMO);
      try (RawClient client = new RawClient(ServiceProcess.address(lines).getPort())) {
        String body = "{\"model\":\"demo\",\"stream\":true,\"messages\":[]}";
        client.send(RawClient.chat(token(lines), body));
        client.head();

        demo.terminate();

        assertThat(client.rest()).contains("data: [DONE]");
      }
      assertThat(demo.exitCode()).isZero();
    }
  }

  @Test
  void printsTheSetUpCodeOfANewHomeAndWhereItIsReady() throws Exception {
    Path home = folder.resolve("home");
    try (ServiceProcess service = start(Map.of("ROUTERLY_HOME", home.toString()))) {
      String lines = service.until("is ready at");

      assertThat(lines).containsPattern("Set-up code for the first administrator: \\w{20}\\R");
      assertThat(lines).contains("with the home " + home);
      assertThat(get(ServiceProcess.address(lines).resolve("/health/ready"))).contains("\"ok\"");
      service.terminate();
      assertThat(service.exitCode()).isZero();
    }
  }

  @Test
  void refusesAnUnknownLogLevel() throws Exception {
    assertRefused(Map.of("ROUTERLY_LOG_LEVEL", "loud"), "ROUTERLY_LOG_LEVEL is \"loud\"");
  }

  @Test
  void refusesAnImpossiblePort() throws Exception {
    assertRefused(Map.of("ROUTERLY_PORT", "70000"), "ROUTERLY_PORT is \"70000\"");
  }

  @Test
  void countsAnImpossiblePortOptionAsAWrongCall() throws Exception {
    try (ServiceProcess service =
        new ServiceProcess(folder, Map.of(), "start", "--port", "99999")) {
      assertThat(service.exitCode()).isEqualTo(2);
      assertThat(service.errors()).contains("--port is 99999").hasLineCount(1);
    }
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      try (ServiceProcess service =
          new ServiceProcess(
              folder,
              Map.of(
                  "ROUTERLY_HOME", folder.resolve("home").toString(),
                  "ROUTERLY_HOST", "127.0.0.1",
                  "ROUTERLY_PORT", String.valueOf(other.getLocalPort())),
              "start")) {
        assertThat(service.exitCode()).isEqualTo(1);
        assertThat(service.errors())
            .contains("port " + other.getLocalPort(), "something else does")
            .hasLineCount(1);
      }
    }
  }

  @Test
  void saysThatAnotherProcessOwnsTheHome() throws Exception {
    Path home = folder.resolve("home");
    try (Gateway owner = Gateway.open(GatewayOptions.of(home))) {
      assertRefused(
          Map.of("ROUTERLY_HOME", owner.options().home().toString()), "in use by process");
    }
  }

  private void assertRefused(Map<String, String> environment, String reason) throws Exception {
    try (ServiceProcess service = start(environment)) {
      assertThat(service.exitCode()).isEqualTo(1);
      assertThat(service.errors()).startsWith("routerly: ").contains(reason).doesNotContain("\tat");
      assertThat(service.rest()).isEmpty();
    }
  }

  private ServiceProcess demo() throws IOException {
    return new ServiceProcess(folder, Map.of(), "demo", "--port", "0");
  }

  private ServiceProcess start(Map<String, String> environment) throws IOException {
    return new ServiceProcess(folder, environment, "start", "--host", "127.0.0.1", "--port", "0");
  }

  private long homesLeft() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("routerly-demo-"))
          .count();
    }
  }

  private static String token(String lines) {
    return lines.replaceFirst("(?s).*OPENAI_API_KEY=(\\S+).*", "$1");
  }

  private static String call(String lines, boolean stream) throws Exception {
    URI uri = ServiceProcess.address(lines).resolve("/v1/chat/completions");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + token(lines))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"model\":\"demo\",\"stream\":"
                        + stream
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static String get(URI uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }
}
