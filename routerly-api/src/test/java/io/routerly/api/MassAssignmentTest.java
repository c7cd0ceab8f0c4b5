package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.store.Configuration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields that are not the client's to set, sent all the same. */
class MassAssignmentTest {
  private static RunningGateway gateway;
  private static Person admin;
  private static Person member;
  private static String tokenPath;

  @BeforeAll
  static void start() {
    gateway = new RunningGateway();
    admin = gateway.signIn("root", "admin");
    member = gateway.signIn("ann", "member");
    admin.post("api/projects", "{\"name\":\"App\",\"slug\":\"app\"}");
    String id = json(admin.post("api/projects/app/tokens", "{}")).getString("id");
    tokenPath = "api/projects/app/tokens/" + id;
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT   | api/me             | 'role':'admin'",
        "PUT   | api/me             | 'id':'usr_root'",
        "PUT   | api/me             | 'permissions':['models:write']",
        "PUT   | api/me             | 'passwordHash':'$2a$04$x'",
        "PUT   | api/me             | 'accessTokens':[]",
        "PUT   | api/me             | 'createdAt':'2020-01-01T00:00:00Z'",
        "POST  | api/users          | 'email':'x@example.com','password':'long-enough-1','role':'member','id':'usr_root'",
        "POST  | api/users          | 'email':'x@example.com','password':'long-enough-1','role':'member','passwordHash':'x'",
        "POST  | api/users          | 'email':'x@example.com','password':'long-enough-1','role':'member','accessTokens':[]",
        "PUT   | api/users/usr_ann  | 'email':'ann@example.com','role':'member','id':'usr_root'",
        "PATCH | api/users/usr_ann  | 'id':'usr_root'",
        "PATCH | api/users/usr_ann  | 'passwordHash':'$2a$04$x'",
        "PATCH | api/users/usr_ann  | 'accessTokens':[{'id':'x'}]",
        "PATCH | api/users/usr_ann  | '__proto__':{'role':'admin'}",
        "POST  | api/projects       | 'name':'X','slug':'x','id':'proj_mine'",
        "POST  | api/projects       | 'name':'X','slug':'x','tokens':[{'id':'tok_x','token':'HASHED:x'}]",
        "PATCH | api/projects/app   | 'id':'proj_mine'",
        "PATCH | api/projects/app   | 'tokens':[]",
        "POST  | api/projects/app/tokens | 'token':'sk-rt-mine'",
        "POST  | api/projects/app/tokens | 'prefix':'mine'",
        "POST  | api/projects/app/tokens | 'id':'tok_mine'",
        "POST  | api/projects/app/tokens | 'createdAt':'2020-01-01T00:00:00Z'",
        "PATCH | TOKEN              | 'token':'HASHED:$2a$04$x'",
        "PATCH | TOKEN              | 'id':'tok_mine'",
        "PATCH | TOKEN              | 'prefix':'mine'",
        "POST  | api/projects/app/members | 'userId':'usr_ann','role':'viewer','permissions':['x']",
        "POST  | api/roles          | 'name':'x','permissions':['usage:read'],'builtIn':true",
        "PATCH | api/settings       | 'setupCompletedAt':null,'secret':'x'",
        "POST  | api/models         | 'id':'m','provider':'openai','hasKey':true,'createdBy':'x'"
      })
  void aFieldThatIsNotTheClientsIsRefusedAndNothingChanges(
      String method, String path, String fields) {
    Configuration before = gateway.config.current();
    String body = "{" + fields.replace('\'', '"') + "}";
    Person caller = path.equals("api/me") ? member : admin;
    if (path.equals("api/me")) {
      body = body.replace("{", "{\"currentPassword\":\"" + RunningGateway.PASSWORD + "\",");
    }

    var answer = caller.call(method, path.equals("TOKEN") ? tokenPath : path, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("\"invalid_request\"", "\"pointer\"");
    assertThat(gateway.config.current()).isSameAs(before);
  }

  /** Whoever sends back what they saw sends this too; it is the service's to say all the same. */
  @Test
  void whenAUserWasMadeIsNotTheClientsToSay() {
    var made =
        admin.post(
            "api/users",
            "{\"email\":\"new@example.com\",\"password\":\"long-enough-1\",\"role\":\"member\","
                + "\"createdAt\":\"2020-01-01T00:00:00Z\"}");
    var changed = admin.patch("api/users/usr_ann", "{\"createdAt\":\"2020-01-01T00:00:00Z\"}");

    assertThat(made.body() + changed.body()).doesNotContain("2020-01-01");
  }

  @Test
  void aMemberMakesNoAdministratorByAnyOfThese() {
    for (String method : List.of("PUT", "PATCH")) {
      assertThat(
              member
                  .call(
                      method,
                      "api/users/usr_ann",
                      "{\"email\":\"ann@example.com\",\"role\":\"admin\"}")
                  .statusCode())
          .isEqualTo(403);
    }
    assertThat(json(member.get("api/me")).toString())
        .contains("\"member\"")
        .doesNotContain("\"admin\"");
  }
}
