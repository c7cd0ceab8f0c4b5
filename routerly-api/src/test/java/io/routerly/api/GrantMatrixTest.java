package io.routerly.api;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.ServedHome.Caller;
import io.routerly.domain.Actor;
import io.routerly.domain.Permission;
import io.routerly.store.Configuration;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody gives or takes what they do not hold, and an administrator is always left. */
class GrantMatrixTest {
  private static final int ROUNDS = 8;
  private static final String NEW_USER =
      "{\"email\":\"new@example.com\",\"password\":\"short\",\"role\":\"%s\"}";

  private final ServedHome home;
  private final Caller root;

  GrantMatrixTest(@TempDir Path folder) {
    home = new ServedHome(folder);
    root = home.signIn("root", "admin");
  }

  @AfterEach
  void close() {
    home.close();
  }

  private static String only(String permission) {
    return "only-" + permission.replace(':', '-');
  }

  private void addRole(String name, String... permissions) {
    String list =
        Stream.of(permissions).collect(joining("\",\"", "[\"", "\"]")).replace("\"\"", "");
    root.post("api/roles", "{\"name\":\"" + name + "\",\"permissions\":" + list + "}");
  }

  /** What somebody may try to do with a permission, by what it is called in messages. */
  private static Map<String, Function<Caller, HttpResponse<String>>> attempts(String wanted) {
    String role = only(wanted);
    String holder = "api/users/usr_" + role;
    Map<String, Function<Caller, HttpResponse<String>>> all = new LinkedHashMap<>();
    all.put("add a user with it", who -> who.post("api/users", NEW_USER.formatted(role)));
    all.put(
        "give it to a user",
        who -> who.patch("api/users/usr_target", "{\"role\":\"" + role + "\"}"));
    all.put("give it to oneself", who -> who.patch("api/users/usr_giver", roleOf(role)));
    all.put(
        "add a role with it",
        who -> who.post("api/roles", "{\"name\":\"new\",\"permissions\":[\"" + wanted + "\"]}"));
    all.put(
        "put it into a role",
        who -> who.put("api/roles/target", "{\"permissions\":[\"" + wanted + "\"]}"));
    all.put("take over who has it", who -> who.patch(holder, "{\"email\":\"mine@example.com\"}"));
    all.put(
        "replace who has it",
        who -> who.put(holder, "{\"email\":\"x@example.com\",\"role\":\"target\"}"));
    all.put("take it from who has it", who -> who.patch(holder, roleOf("target")));
    all.put("sign out who has it", who -> who.delete(holder + "/sessions"));
    all.put("remove who has it", who -> who.delete(holder));
    return all;
  }

  private static String roleOf(String role) {
    return "{\"role\":\"" + role + "\"}";
  }

  @Test
  void whoeverMayChangePeopleAndRolesGivesAndTakesWhatTheyHoldAlone() {
    addRole("target");
    home.user("target", "target");
    for (Permission permission : Permission.values()) {
      String name = permission.wireName();
      addRole(only(name), name);
      home.user(only(name), only(name));
      addRole("with-" + only(name), "users:write", "roles:write", name);
    }
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (Permission held : Permission.values()) {
      for (Permission wanted : Permission.values()) {
        cases += tryAll(held.wireName(), wanted.wireName(), wrong);
      }
    }
    System.out.printf("Grants: %d cases%n", cases);
    assertThat(wrong).isEmpty();
  }

  private int tryAll(String held, String wanted, List<String> wrong) {
    boolean may = List.of("users:write", "roles:write", held).contains(wanted);
    home.user("giver", "with-" + only(held));
    Configuration before = home.gateway.config().current();
    Map<String, Function<Caller, HttpResponse<String>>> attempts = attempts(wanted);
    attempts.forEach(
        (what, attempt) -> {
          int status = attempt.apply(home.signIn("giver", "none")).statusCode();
          if ((status != 403) != may || status == 401 || status > 403) {
            wrong.add("with " + held + ", " + what + ": " + wanted + " is " + status);
          }
          if (!may && home.gateway.config().current() != before) {
            wrong.add("with " + held + ", " + what + ": " + wanted + " was done");
          }
          home.gateway.config().edit(Actor.command("test"), changed -> before);
        });
    root.delete("api/users/usr_giver");
    return attempts.size();
  }

  @ParameterizedTest
  @CsvSource({"DELETE", "PATCH"})
  void twoAdministratorsWhoActOnEachOtherAtOnceAreNeverBothGone(String method) throws Exception {
    home.user("ann", "admin");
    root.delete("api/users/usr_root");
    for (int i = 0; i < ROUNDS; i++) {
      assertOneSucceeds(method);
      assertThat(administrators()).hasSize(1);
      again();
    }
  }

  /** Without the third the last one stays; with them, whoever was first. */
  @ParameterizedTest
  @CsvSource({"DELETE", "PATCH"})
  void whoWasDemotedAMomentAgoDemotesNobody(String method) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      assertOneSucceeds(method);
      assertThat(administrators()).hasSize(2);
      again();
    }
  }

  private void assertOneSucceeds(String method) throws Exception {
    Caller ann = home.signIn("ann", "admin");
    Caller bob = home.signIn("bob", "admin");
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Integer> one = threads.submit(() -> act(start, ann, method, "bob"));
      Future<Integer> two = threads.submit(() -> act(start, bob, method, "ann"));
      assertThat(List.of(one.get(), two.get()))
          .haveExactly(1, new Condition<>(status -> status < 300, "success"))
          .haveExactly(1, new Condition<>(List.of(401, 403, 404, 409)::contains, "refusal"));
    } finally {
      threads.shutdownNow();
    }
  }

  private static int act(CyclicBarrier start, Caller who, String method, String target)
      throws Exception {
    start.await();
    String body = method.equals("DELETE") ? "" : roleOf("viewer");
    return who.call(method, "api/users/usr_" + target, body).statusCode();
  }

  private List<String> administrators() {
    return home.gateway.config().current().users().stream()
        .filter(user -> user.role().equals("admin"))
        .map(user -> user.id())
        .toList();
  }

  /** Makes both administrators again. */
  private void again() {
    home.gateway
        .config()
        .edit(
            Actor.command("test"),
            current ->
                current.withUsers(
                    current.users().stream()
                        .map(user -> user.with(user.email(), "admin", user.passwordHash()))
                        .toList()));
    home.user("ann", "admin");
    home.user("bob", "admin");
  }
}
