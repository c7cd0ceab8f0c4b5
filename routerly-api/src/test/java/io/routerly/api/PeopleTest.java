package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.auth.SessionOrigin;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleTest {
  private final RunningGateway gateway = new RunningGateway();
  private final Person admin = gateway.signIn("root", "admin");

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Person helper(String permissions) {
    admin.post("api/roles", "{\"name\":\"helper\",\"permissions\":" + permissions + "}");
    return gateway.signIn("help", "helper");
  }

  @Test
  void aUserIsAddedChangedAndRemovedWithSessionsAndMemberships() {
    var made =
        admin.post(
            "api/users",
            "{\"email\":\"ann@example.com\",\"password\":\"canary-password-1\",\"role\":\"member\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    String id = json(made).getString("id");
    String path = "api/users/" + id;
    Person ann =
        new Person(
            gateway,
            gateway
                .sessions
                .start(gateway.config.current().users().get(1), SessionOrigin.UNKNOWN)
                .token());
    admin.post(
        "api/projects",
        "{\"name\":\"App\",\"slug\":\"app\",\"members\":[{\"userId\":\""
            + id
            + "\",\"role\":\"viewer\"}]}");
    assertThat(ann.get("api/projects/app").statusCode()).isEqualTo(200);

    assertThat(json(admin.patch(path, "{\"role\":\"viewer\"}")).getString("role"))
        .isEqualTo("viewer");
    assertThat(ann.get("api/me").statusCode()).isEqualTo(401);
    assertThat(admin.put(path, admin.get(path).body()).statusCode()).isEqualTo(200);
    assertThat(json(admin.get("api/users")).getInt("total")).isEqualTo(2);

    assertThat(admin.delete(path).statusCode()).isEqualTo(204);
    assertThat(admin.get(path).statusCode()).isEqualTo(404);
    assertThat(json(admin.get("api/projects/app")).getJsonArray("members")).isEmpty();
  }

  @Test
  void aPasswordSetByAnAdministratorEndsTheUsersSessions() {
    Person ann = gateway.signIn("ann", "member");

    var changed = admin.patch("api/users/usr_ann", "{\"password\":\"canary-password-2\"}");

    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(ann.get("api/me").statusCode()).isEqualTo(401);
  }

  @Test
  void theLastAdministratorStays() {
    assertThat(admin.delete("api/users/usr_root").statusCode()).isEqualTo(409);
    assertThat(admin.patch("api/users/usr_root", "{\"role\":\"viewer\"}").statusCode())
        .isEqualTo(409);

    gateway.addUser("second", "admin");
    assertThat(admin.delete("api/users/usr_root").statusCode()).isEqualTo(204);
  }

  @Test
  void nobodyGrantsOrTakesOverWhatTheyDoNotHold() {
    Person helper = helper("[\"users:write\",\"roles:write\",\"usage:read\"]");
    String user = "{\"email\":\"x@example.com\",\"password\":\"canary-password-1\",\"role\":";

    assertThat(helper.post("api/users", user + "\"admin\"}").statusCode()).isEqualTo(403);
    assertThat(helper.post("api/users", user + "\"viewer\"}").statusCode()).isEqualTo(201);
    assertThat(helper.patch("api/users/usr_root", "{\"password\":\"canary-2222\"}").statusCode())
        .isEqualTo(403);
    assertThat(helper.delete("api/users/usr_root").statusCode()).isEqualTo(403);
    assertThat(helper.patch("api/users/usr_help", "{\"role\":\"admin\"}").statusCode())
        .isEqualTo(403);
    assertThat(
            helper
                .put("api/roles/helper", "{\"permissions\":[\"users:write\",\"models:write\"]}")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            helper
                .post("api/roles", "{\"name\":\"more\",\"permissions\":[\"settings:write\"]}")
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void aRoleIsAddedChangedAndRemovedButNotWhileSomebodyHasIt() {
    helper("[\"usage:read\"]");

    assertThat(json(admin.get("api/roles")).getInt("total")).isEqualTo(4);
    assertThat(admin.delete("api/roles/helper").statusCode()).isEqualTo(409);
    var changed = admin.put("api/roles/helper", "{\"permissions\":[\"models:write\"]}");
    assertThat(json(changed).getJsonArray("permissions")).hasSize(1);
    admin.delete("api/users/usr_help");
    assertThat(admin.delete("api/roles/helper").statusCode()).isEqualTo(204);
  }

  @Test
  void whatARoleGrantsChangesForThoseWhoAreSignedIn() {
    Person helper = helper("[\"usage:read\"]");
    assertThat(helper.get("api/users").statusCode()).isEqualTo(403);

    admin.put("api/roles/helper", "{\"permissions\":[\"roles:write\"]}");

    assertThat(helper.get("api/users").statusCode()).isEqualTo(200);
    assertThat(helper.get("api/usage").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"DELETE, admin", "PUT, member", "DELETE, viewer"})
  void builtInRolesStay(String method, String role) {
    String body = method.equals("PUT") ? "{\"permissions\":[]}" : "";

    assertThat(admin.call(method, "api/roles/" + role, body).statusCode()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"email\":\"x\",\"password\":\"canary-password-1\",\"role\":\"member\"} | /email",
        "{\"email\":\"x@y.z\",\"password\":\"short\",\"role\":\"member\"} | /password",
        "{\"email\":\"x@y.z\",\"role\":\"member\"} | /password",
        "{\"email\":\"x@y.z\",\"password\":\"canary-password-1\",\"role\":\"none\"} | /role",
        "{\"email\":\"x@y.z\",\"password\":\"canary-password-1\"} | /role",
      })
  void whatIsWrongWithAUserIsToldByItsPointer(String body, String pointer) {
    var response = admin.post("api/users", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getJsonArray("details").getJsonObject(0).getString("pointer"))
        .isEqualTo(pointer);
    assertThat(response.body()).doesNotContain("canary");
  }

  @Test
  void administratorsOfAProjectChangeItsMembers() {
    Person ann = gateway.signIn("ann", "member");
    gateway.addUser("bob", "member");
    admin.post(
        "api/projects",
        "{\"name\":\"App\",\"slug\":\"app\",\"members\":[{\"userId\":\"usr_ann\",\"role\":\"admin\"}]}");
    String members = "api/projects/app/members";
    String bob = "{\"userId\":\"usr_bob\",\"role\":\"viewer\"}";

    assertThat(ann.post(members, bob).statusCode()).isEqualTo(201);
    assertThat(ann.post(members, bob).statusCode()).isEqualTo(409);
    assertThat(ann.post(members, bob.replace("bob", "nobody")).statusCode()).isEqualTo(400);
    assertThat(ann.put(members + "/usr_bob", "{\"role\":\"editor\"}").statusCode()).isEqualTo(200);
    assertThat(json(ann.get(members)).getInt("total")).isEqualTo(2);
    assertThat(ann.put(members + "/usr_ann", "{\"role\":\"editor\"}").statusCode()).isEqualTo(200);
    assertThat(ann.delete(members + "/usr_bob").statusCode()).isEqualTo(403);
    assertThat(admin.delete(members + "/usr_bob").statusCode()).isEqualTo(204);
    assertThat(admin.delete(members + "/usr_bob").statusCode()).isEqualTo(404);
    assertThat(gateway.config.current().project("app").orElseThrow().members())
        .extracting(member -> member.userId())
        .isEqualTo(List.of("usr_ann"));
  }
}
