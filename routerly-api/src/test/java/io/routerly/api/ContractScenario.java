package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.ServedHome.Caller;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;

/**
 * A working life of the service, in which every operation is used as it is meant to be. What it
 * makes stays, so that refusals can be tried out on it, but for what it makes to remove it.
 */
final class ContractScenario {
  private static final String CALL =
      "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final String BUDGETS =
      "'budgets':[{'metric':'calls','limit':%d,'windowType':'period','windowSize':'yearly',"
          + "'thresholds':[1],'timeZone':'Europe/Berlin'},"
          + "{'metric':'cost','limit':5.5,'windowType':'rolling','windowSize':'day'}]";

  private final ServedHome home;
  private final ContractClient ann;

  /** Values of parameters of paths, by the template of the path up to them. */
  final Map<String, String> world = new TreeMap<>();

  /** A personal access token of the administrator. */
  String personalToken = "";

  ContractScenario(ServedHome home, ContractClient administrator) {
    this.home = home;
    this.ann = administrator;
  }

  void run() {
    ann.get("api/openapi.json");
    ann.get("api/setup/status");
    ann.get("api/system/info");
    roles();
    users();
    models();
    settings();
    projects();
    tokens();
    members();
    calls();
    usage();
    routing();
    account();
    ann.get("api/audit?limit=50&action=model");
  }

  private void roles() {
    ann.post("api/roles", "{'name':'auditor','permissions':['settings:write']}");
    ann.post("api/roles", "{'name':'nobody','permissions':[]}");
    ann.post("api/roles", "{'name':'gone','permissions':[]}");
    ann.get("api/roles");
    ann.get("api/roles/auditor");
    ann.put("api/roles/auditor", "{'name':'auditor','permissions':['usage:read'],'builtIn':false}");
    ann.put("api/roles/auditor", "{'permissions':['usage:read']}");
    ann.delete("api/roles/gone");
    world.put("/roles/{name}", "auditor");
  }

  private void users() {
    home.user("bob", "viewer");
    String gone =
        ann.post(
                "api/users", "{'email':'new@example.com','password':'long enough','role':'member'}")
            .getString("id");
    ann.get("api/users?offset=1");
    ann.get("api/users/usr_bob");
    ann.put("api/users/usr_bob", "{'email':'bob@example.com','role':'viewer'}");
    ann.patch("api/users/usr_bob", "{'role':'viewer'}");
    ann.delete("api/users/" + gone);
    Caller bob = home.signIn("bob", "viewer");
    new ContractClient(ann.contract(), bob)
        .post("api/me/tokens", "{'name':'ci','permissions':['usage:read']}");
    home.signIn("bob", "viewer");
    String session = sessionOf("bob", 1);
    ann.delete("api/users/usr_bob/sessions/" + session);
    ann.delete("api/users/usr_bob/sessions");
    home.signIn("bob", "viewer");
    world.put("/users/{id}", "usr_bob");
    world.put("/users/{id}/sessions/{session}", sessionOf("bob", 0));
    world.put(
        "/users/{id}/tokens/{token}",
        ann.get("api/users/usr_bob/tokens").getJsonArray("items").getJsonObject(0).getString("id"));
    home.user("cem", "viewer");
    String spare =
        new ContractClient(ann.contract(), home.signIn("cem", "viewer"))
            .post("api/me/tokens", "{'name':'spare','permissions':[]}")
            .getString("id");
    ann.delete("api/users/usr_cem/tokens/" + spare);
  }

  private String sessionOf(String user, int index) {
    return ann.get("api/users/usr_" + user + "/sessions")
        .getJsonArray("items")
        .getJsonObject(index)
        .getString("id");
  }

  private void models() {
    ann.get("api/catalog/providers?limit=2");
    ann.get("api/catalog/models?provider=openai&q=gpt-5");
    ann.post("api/models", "{'id':'free','provider':'demo','inputPrice':null,'capabilities':null}");
    ann.post("api/models", "{'id':'gone','provider':'demo'}");
    ann.delete("api/models/gone");
    ann.post(
        "api/models",
        "{'id':'own/llm','provider':'custom','baseUrl':'http://127.0.0.1:1/v1','apiFormat':'openai',"
            + "'apiKeys':[{'name':'a','apiKey':'canary-a'},{'name':'b','apiKey':'env:B_API_KEY'}],"
            + "'headers':{'x-team':'a'},'inputPrice':1,'outputPrice':2,'timeoutMs':2000}");
    ann.post("api/models", "{'id':'demo/small','provider':'demo'}");
    ann.put(
        "api/models/demo/small",
        "{'provider':'demo','inputPrice':0.001,'outputPrice':0.002,'cachePrice':0.0005,"
            + "'contextWindow':8000,'capabilities':['chat'],"
            + "'pricingTiers':[{'above':5000,'inputPrice':0.003}]}");
    ann.patch("api/models/demo/small", "{'timeoutMs':1000,'cachePrice':null}");
    ann.post("api/models/demo/small/apikey", "{'apiKey':'canary-key'}");
    ann.post("api/models/demo/small/test", "");
    ann.post("api/models/own/llm/test", "");
    ann.get("api/models/demo/small");
    ann.get("api/models");
    new ContractClient(ann.contract(), home.signIn("bob", "viewer")).get("api/models/own/llm");
    ann.call("DELETE", "api/models/demo/small/apikey?name=default", "");
    world.put("/models/{id}", "demo/small");
  }

  private void settings() {
    ann.get("api/settings");
    ann.patch(
        "api/settings",
        "{'notifications':[{'type':'webhook','name':'hook','url':'http://127.0.0.1:1/x',"
            + "'secret':'canary-secret'}],'traceDays':3,"
            + BUDGETS.formatted(1000)
            + "}");
    ann.put(
        "api/settings",
        "{'port':3000,'metricsToken':'canary-metrics-token'," + BUDGETS.formatted(2000) + "}");
    ann.get("api/budgets");
  }

  private void projects() {
    ann.post(
        "api/projects",
        "{'name':'Shop','slug':'shop','models':['demo/small','free'],"
            + "'policies':['context',{'type':'health','config':{'windowMinutes':5}}],"
            + "'resilience':{'totalTimeoutMs':5000},"
            + BUDGETS.formatted(3)
            + "}");
    ann.post("api/projects", "{'name':'Gone','slug':'gone'}");
    ann.delete("api/projects/gone");
    ann.get("api/projects");
    String shown = ann.get("api/projects/shop").toString();
    ann.put("api/projects/shop", shown.replace('"', '\''));
    ann.patch("api/projects/shop", "{'resilience':{'hedgeAfterMs':null},'defaultTimeoutMs':4000}");
    ann.get("api/projects/shop/budgets");
    world.put("/projects/{slug}", "shop");
  }

  private void tokens() {
    String path = "api/projects/shop/tokens";
    String id =
        ann.post(path, "{'description':'app'," + BUDGETS.formatted(50) + "}").getString("id");
    String gone = ann.post(path, "{}").getString("id");
    ann.delete(path + "/" + gone);
    ann.get(path);
    ann.get(path + "/" + id);
    ann.put(path + "/" + id, "{'budgetMode':'extend'," + BUDGETS.formatted(40) + "}");
    ann.patch(path + "/" + id, "{'maxParallel':4,'description':null}");
    ann.get(path + "/" + id + "/budgets");
    ann.post(path + "/" + id + "/rotate", "");
    ann.post(path + "/" + id + "/rotate", "{'overlapMinutes':5}");
    world.put("/projects/{slug}/tokens/{tokenId}", id);
  }

  private void members() {
    String path = "api/projects/shop/members";
    ann.post(path, "{'userId':'usr_cem','role':'viewer'}");
    ann.delete(path + "/usr_cem");
    ann.post(path, "{'userId':'usr_bob','role':'editor'}");
    ann.get(path);
    ann.get(path + "/usr_bob");
    ann.put(path + "/usr_bob", "{'role':'viewer'}");
    world.put("/projects/{slug}/members/{userId}", "usr_bob");
  }

  /** Calls that go well, cost nothing known, fail, and are refused. */
  private void calls() {
    ann.post(
        "api/projects",
        "{'name':'Lab','slug':'lab','models':['free','own/llm','demo/small'],'modelSelection':'require'}");
    Caller lab = application("lab");
    for (String model : new String[] {"free", "own/llm", "demo/small"}) {
      call(lab, model);
    }
    ann.patch("api/models/free", "{'enabled':false}");
    Caller shop = application("shop");
    int status = 0;
    for (int i = 0; i < 5 && status != 503; i++) {
      status = call(shop, "auto");
    }
    assertThat(status).as("the budget of three calls is spent").isEqualTo(503);
  }

  private Caller application(String project) {
    return new Caller(
        home, ann.post("api/projects/" + project + "/tokens", "{}").getString("token"));
  }

  private static int call(Caller application, String model) {
    return application.post("v1/chat/completions", CALL.formatted(model)).statusCode();
  }

  private void usage() {
    var items = ann.get("api/usage?status=success&project=shop").getJsonArray("items");
    world.put("/usage/{id}", items.getJsonObject(0).getString("id"));
    world.put("/traces/{id}", items.getJsonObject(0).getString("traceId"));
    ann.get("api/usage?limit=100");
    ann.get("api/usage/" + world.get("/usage/{id}"));
    for (String by :
        new String[] {"hour", "day", "model", "project", "token", "provider", "status"}) {
      ann.get("api/usage/summary?from=2026-01-01T00:00:00Z&groupBy=" + by);
    }
    ann.get("api/usage/export?format=csv");
    ann.get("api/usage/export?format=jsonl&model=free");
    ann.get("api/usage")
        .getJsonArray("items")
        .forEach(
            item -> ann.call("GET", "api/traces/" + item.asJsonObject().getString("traceId"), ""));
  }

  private void routing() {
    ann.post("api/projects/shop/route?api=chat", "{'model':'auto','messages':[]}");
    ann.post("api/projects/shop/replay", "{'policies':['cheapest'],'models':['demo/small']}");
    ann.post("api/projects/lab/replay", "{'policies':[],'last':10}");
  }

  private void account() {
    String password = ServedHome.PASSWORD;
    ann.get("api/me");
    ann.put("api/me", "{'email':'ann@example.com','currentPassword':'" + password + "'}");
    ann.get("api/me/tokens");
    personalToken =
        ann.post("api/me/tokens", "{'name':'ci','permissions':['models:write','projects:write']}")
            .getString("token");
    String gone = ann.post("api/me/tokens", "{'name':'gone','permissions':[]}").getString("id");
    ann.delete("api/me/tokens/" + gone);
    world.put(
        "/me/tokens/{id}",
        ann.get("api/me/tokens").getJsonArray("items").getJsonObject(0).getString("id"));
    home.signIn("ann", "admin");
    String other = "";
    for (var item : ann.get("api/me/sessions").getJsonArray("items")) {
      if (!item.asJsonObject().getBoolean("current")) {
        other = item.asJsonObject().getString("id");
      }
    }
    ann.delete("api/me/sessions/" + other);
    new ContractClient(ann.contract(), home.signIn("cem", "viewer")).delete("api/me/sessions");
    home.signIn("ann", "admin");
    world.put("/me/sessions/{id}", "ses_none");
  }

  /** Changes everything, so that each body which was taken before would change it again. */
  void stir(Caller caller) {
    String password = ServedHome.PASSWORD;
    stir(
        caller.put(
            "api/me",
            "{\"email\":\"anna@example.com\",\"currentPassword\":\"%s\"}".formatted(password)));
    stir(caller.patch("api/models/demo/small", "{\"timeoutMs\":77}"));
    stir(caller.post("api/models/demo/small/apikey", "{\"apiKey\":\"canary-key\"}"));
    stir(caller.put("api/roles/auditor", "{\"permissions\":[]}"));
    stir(caller.patch("api/users/usr_bob", "{\"role\":\"member\"}"));
    stir(caller.put("api/settings", "{}"));
    stir(caller.patch("api/projects/shop", "{\"name\":\"Store\",\"defaultTimeoutMs\":1}"));
    stir(
        caller.patch(
            "api/projects/shop/tokens/" + world.get("/projects/{slug}/tokens/{tokenId}"),
            "{\"maxParallel\":9,\"description\":\"x\"}"));
    stir(caller.put("api/projects/shop/members/usr_bob", "{\"role\":\"editor\"}"));
  }

  private static void stir(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
