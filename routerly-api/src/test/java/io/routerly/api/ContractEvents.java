package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.ServedHome.Caller;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Follows events, and holds their data against what is described. */
final class ContractEvents {
  private static final String CALL =
      "{\"model\":\"demo/small\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  private final Contract contract;
  private final ServedHome home;
  private final Caller administrator;

  ContractEvents(Contract contract, ServedHome home, Caller administrator) {
    this.contract = contract;
    this.home = home;
    this.administrator = administrator;
  }

  void run() throws Exception {
    ContractClient ann = new ContractClient(contract, administrator);
    ann.post(
        "api/projects",
        "{'name':'Once','slug':'once','models':['demo/small'],'budgets':[{'metric':'calls',"
            + "'limit':1,'windowType':'period','windowSize':'yearly'}]}");
    String token = ann.post("api/projects/once/tokens", "{}").getString("token");
    JsonObject described =
        contract.operation("GET", "api/events").said().getJsonObject("x-routerly-events");
    Set<String> awaited = new HashSet<>(Set.of("call", "budget.exhausted"));
    try (InputStream stream = follow();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).startsWith(":");
      new Caller(home, token).post("v1/chat/completions", CALL);
      String name = "";
      for (String line = lines.readLine(); !awaited.isEmpty(); line = lines.readLine()) {
        assertThat(line).as("the stream has ended").isNotNull();
        if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
          assertThat(described).as("add the event to @Sends").containsKey(name);
        } else if (line.startsWith("data: ")) {
          contract.checkJson(
              described.getJsonObject(name), line.substring("data: ".length()), "event " + name);
          awaited.remove(name);
        }
      }
    }
  }

  private InputStream follow() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpResponse<InputStream> response =
        client.send(
            home.request("api/events")
                .header("authorization", "Bearer " + administrator.bearer())
                .build(),
            BodyHandlers.ofInputStream());
    return contract.check("GET", "api/events", "", response).body();
  }
}
