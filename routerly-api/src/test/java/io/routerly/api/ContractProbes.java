package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.DescribedApi.Operation;
import io.routerly.api.ServedHome.Caller;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Tries out on every operation what its description says that it refuses. Bodies are those that it
 * has taken before; nothing of it must change anything.
 */
final class ContractProbes {
  private final Contract contract;
  private final ServedHome home;
  private final Map<String, String> world;
  private final Caller ann;
  private final Caller nobody;
  private final Caller viewer;
  private final Caller program;

  ContractProbes(Contract contract, ServedHome home, Caller administrator, ContractScenario made) {
    this.contract = contract;
    this.home = home;
    this.world = made.world;
    ann = administrator;
    nobody = home.signIn("nia", "nobody");
    viewer = home.signIn("bob", "viewer");
    program = new Caller(home, made.personalToken);
  }

  /** Tries each operation; those of set-up refuse everything once that is done. */
  void run() {
    for (Operation operation : contract.api.operations()) {
      if (!operation.path().equals("/setup/first-admin")) {
        access(operation);
        conditions(operation);
        mistakes(operation);
      }
    }
  }

  private void access(Operation operation) {
    if (operation.said().getJsonArray("security").isEmpty()) {
      return;
    }
    expect(401, operation, home.stranger());
    String cookie = "routerly-session=" + ann.bearer();
    expect(401, operation, nobody, "cookie", cookie);
    if (!describes(operation, 403)) {
      return;
    }
    if (!operation.verb().equals("get")) {
      expect(403, operation, home.stranger(), "cookie", cookie);
    }
    if (operation.said().containsKey("x-routerly-permission")) {
      expect(403, operation, nobody);
    } else if (operation.said().containsKey("x-routerly-project-role")) {
      if (!operation.said().getString("x-routerly-project-role").equals("viewer")) {
        expect(403, operation, viewer);
      }
      expect(404, operation, nobody);
    } else {
      expect(403, operation, program);
    }
  }

  /** A credential beside a call that takes none could be ended by it. */
  private Caller allowed(Operation operation) {
    return operation.said().getJsonArray("security").isEmpty() ? home.stranger() : ann;
  }

  private void conditions(Operation operation) {
    Caller who = allowed(operation);
    if (describes(operation, 304)) {
      expect(304, operation, who, "if-none-match", "*");
    }
    if (describes(operation, 412)) {
      expect(412, operation, who, "if-match", "\"stale\"");
    }
    if (describes(operation, 406)) {
      expect(406, operation, who, "accept", "image/png");
    }
  }

  private void mistakes(Operation operation) {
    Caller who = allowed(operation);
    String path = path(operation);
    String body = contract.bodyOf(operation);
    if (operation.path().endsWith("}") || operation.path().contains("}/")) {
      String gone = path.replace(lastValue(operation), "nothing-of-that-name");
      call(404, operation, gone, body, who);
    }
    if (operation.said().containsKey("requestBody")) {
      int most = operation.said().getJsonObject("requestBody").getInt("x-routerly-max-bytes");
      call(400, operation, path, "[]", who);
      call(413, operation, path, " ".repeat(most + 1), who);
      HttpResponse<String> plain =
          home.send(
              home.request(path)
                  .header("authorization", "Bearer " + who.bearer())
                  .header("content-type", "text/plain")
                  .method(
                      operation.verb().toUpperCase(Locale.ROOT), BodyPublishers.ofString("{}")));
      assertThat(contract.check(operation.verb(), path, "{}", plain).statusCode()).isEqualTo(415);
    } else if (asksFor(operation, "limit")) {
      call(400, operation, path + "?limit=0", "", who);
    } else if (asksFor(operation, "from")) {
      call(400, operation, path + "?from=never", "", who);
    }
  }

  /** Every edit is refused while a file is broken on the disk. */
  void whileFilesAreBroken(Caller administrator) {
    for (Operation operation : contract.api.operations()) {
      if (contract.codes(operation).contains("config_file_invalid")
          && !operation.said().getJsonArray("security").isEmpty()) {
        expect(409, operation, administrator);
      }
    }
  }

  private static boolean asksFor(Operation operation, String name) {
    return operation.said().getJsonArray("parameters").getValuesAs(JsonObject.class).stream()
        .anyMatch(parameter -> parameter.getString("name").equals(name));
  }

  private static boolean describes(Operation operation, int status) {
    return operation.responses().containsKey(String.valueOf(status));
  }

  private void expect(int status, Operation operation, Caller who, String... headers) {
    call(status, operation, path(operation), contract.bodyOf(operation), who, headers);
  }

  private void call(
      int status, Operation operation, String path, String body, Caller who, String... headers) {
    String method = operation.verb().toUpperCase(Locale.ROOT);
    HttpResponse<String> answer =
        contract.check(method, path, body, who.call(method, path, body, headers));
    assertThat(answer.statusCode())
        .as(
            operation
                + " with "
                + body.strip()
                + " "
                + Arrays.toString(headers)
                + ": "
                + answer.body())
        .isEqualTo(status);
  }

  private String path(Operation operation) {
    String path = operation.path();
    for (int end = path.indexOf('}'); end >= 0; end = path.indexOf('}')) {
      String template = template(operation.path(), path.substring(0, end + 1));
      String value = world.get(template);
      assertThat(value).as("an example for " + template + " of " + operation).isNotNull();
      path = path.substring(0, path.indexOf('{')) + value + path.substring(end + 1);
    }
    return "api" + path;
  }

  /** Returns the part of a template up to the parameter at which a half-filled path ends. */
  private static String template(String whole, String filled) {
    String name = filled.substring(filled.indexOf('{'));
    return whole.substring(0, whole.indexOf(name) + name.length());
  }

  private String lastValue(Operation operation) {
    String path = operation.path();
    return world.getOrDefault(path.substring(0, path.lastIndexOf('}') + 1), "");
  }
}
