package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.jersey.server.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void itDescribesEveryMethodThatTheApplicationServes(@TempDir Path folder) {
    try (ServedHome home = new ServedHome(folder)) {
      Set<String> served =
          GatewayApi.application(home.gateway, onGone -> () -> {}, "test").getResources().stream()
              .flatMap(
                  resource ->
                      Stream.concat(
                          methods(resource, resource.getPath()),
                          resource.getChildResources().stream()
                              .flatMap(
                                  child ->
                                      methods(child, resource.getPath() + "/" + child.getPath()))))
              .filter(method -> method.contains(" /api/"))
              .collect(Collectors.toSet());

      assertThat(API.operations())
          .extracting(operation -> operation.verb() + " /api" + operation.path())
          .containsExactlyInAnyOrderElementsOf(served);
    }
  }

  private static Stream<String> methods(Resource resource, String path) {
    String plain = ("/" + path).replaceAll("/+", "/").replaceAll("\\{(\\w+):[^}]*}", "{$1}");
    return resource.getResourceMethods().stream()
        .map(method -> method.getHttpMethod().toLowerCase(Locale.ROOT) + " " + plain);
  }

  @Test
  void itExplainsEveryFieldAndEveryParameter() {
    List<String> silent = new ArrayList<>();
    API.schemas()
        .forEach(
            (name, schema) -> {
              JsonObject fields = schema.asJsonObject().getJsonObject("properties");
              if (fields != null) {
                fields.forEach(
                    (field, property) -> {
                      if (property.asJsonObject().getString("description", "").isEmpty()) {
                        silent.add(name + "." + field);
                      }
                    });
              }
            });
    for (DescribedApi.Operation operation : API.operations()) {
      for (JsonObject each :
          operation.said().getJsonArray("parameters").getValuesAs(JsonObject.class)) {
        if (each.getString("description", "").isEmpty()) {
          silent.add(operation + " " + each.getString("name"));
        }
      }
    }
    assertThat(silent).as("add @param to the comment of the record or the method").isEmpty();
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
