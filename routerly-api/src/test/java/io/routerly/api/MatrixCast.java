package io.routerly.api;

import io.routerly.auth.ProjectTokens;
import io.routerly.auth.SessionOrigin;
import io.routerly.auth.SignIn;
import io.routerly.auth.TokenSettings;
import io.routerly.domain.Actor;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.Member;
import io.routerly.domain.Model;
import io.routerly.domain.Permission;
import io.routerly.domain.PersonalToken;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectRole;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.Resilience;
import io.routerly.domain.Role;
import io.routerly.domain.User;
import io.routerly.store.Configuration;
import io.routerly.store.binding.RecordBinder;
import jakarta.json.Json;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everybody and everything that the role matrix is about: a user for each column of the table, two
 * projects, in one of which some of them are members, and one thing of each kind to be changed.
 */
final class MatrixCast {
  static final String OWN = "own";
  static final String FOREIGN = "foreign";
  static final String SPARE_MODEL = "spare/model:1";
  static final String ALL = "all";
  static final String NARROW = "narrow";
  static final String EXPIRED = "expired";

  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");

  private MatrixCast() {}

  /** Returns the columns of people in no project. */
  static List<String> globalColumns() {
    return Stream.concat(
            Stream.of("admin", "member", "viewer"),
            Arrays.stream(Permission.values()).map(Permission::wireName))
        .toList();
  }

  static List<String> projectColumns() {
    return Arrays.stream(ProjectRole.values()).map(role -> "project " + role.wireName()).toList();
  }

  /** Returns the id of the user whom a column of the table is about. */
  static String userId(String column) {
    return "usr_" + column.replaceAll("[^a-z]", "-");
  }

  /** Returns the text of a personal access token of that user. */
  static String token(String userId, String kind) {
    return "rt-pat-" + userId + "-" + kind.replaceAll("[^a-z]", "-");
  }

  /** Fills a home, and returns a token of each project by its slug. */
  static Map<String, String> enter(ServedHome home) {
    ProjectTokens.Created own = projectToken(home);
    ProjectTokens.Created foreign = projectToken(home);
    home.gateway
        .config()
        .edit(
            Actor.command("test"),
            empty ->
                new Configuration(
                    empty.settings(),
                    List.of(model("demo-model"), withKey(home, model(SPARE_MODEL))),
                    List.of(
                        project(OWN, own.stored(), ownMembers()),
                        project(FOREIGN, foreign.stored(), List.of())),
                    users(),
                    roles()));
    home.signIn("admin", "admin").patch("api/settings", "{\"metricsOpen\":true}");
    return Map.of(OWN, own.clearText(), FOREIGN, foreign.clearText());
  }

  /** Opens a session of one of the users. */
  static SignIn signIn(ServedHome home, String userId) {
    User user =
        home.gateway.config().current().users().stream()
            .filter(candidate -> candidate.id().equals(userId))
            .findFirst()
            .orElseThrow();
    return home.gateway.signIn().sessions().start(user, SessionOrigin.UNKNOWN);
  }

  private static List<Role> roles() {
    List<Role> roles = new ArrayList<>();
    for (Permission permission : Permission.values()) {
      String name = permission.wireName();
      roles.add(new Role(name.replace(':', '-'), List.of(name)));
    }
    roles.add(new Role("nothing", List.of()));
    roles.add(new Role("spare", List.of()));
    return roles;
  }

  private static List<User> users() {
    List<User> users = new ArrayList<>();
    globalColumns().forEach(column -> users.add(user(column, column.replace(':', '-'))));
    projectColumns().forEach(column -> users.add(user(column, "member")));
    users.add(user("victim", "nothing"));
    users.add(user("extra", "nothing"));
    users.add(user("gone", "admin"));
    return users;
  }

  private static User user(String column, String role) {
    String id = userId(column);
    String email = column.replaceAll("[^a-z]", "-") + "@example.com";
    List<PersonalToken> tokens = new ArrayList<>();
    List<String> all = Arrays.stream(Permission.values()).map(Permission::wireName).toList();
    tokens.add(personal(id, ALL, all, LATER));
    tokens.add(personal(id, NARROW, List.of("usage:read"), LATER));
    tokens.add(personal(id, EXPIRED, all, LONG_AGO.plusSeconds(1)));
    all.forEach(permission -> tokens.add(personal(id, permission, List.of(permission), LATER)));
    return new User(id, email, RunningGateway.PASSWORD_HASH, role, Optional.of(LONG_AGO))
        .withAccessTokens(tokens);
  }

  private static PersonalToken personal(
      String userId, String kind, List<String> permissions, Instant expiresAt) {
    String text = token(userId, kind);
    return new PersonalToken(
        "pat_" + text.substring("rt-pat-".length()),
        kind,
        PersonalToken.SHA256 + sha256(text),
        permissions,
        LONG_AGO,
        expiresAt);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Member> ownMembers() {
    return Arrays.stream(ProjectRole.values())
        .map(role -> new Member(userId("project " + role.wireName()), role))
        .toList();
  }

  private static Project project(String slug, ProjectToken token, List<Member> members) {
    List<Member> all = new ArrayList<>(members);
    all.add(new Member(userId("victim"), ProjectRole.VIEWER));
    return new Project(
        "proj_" + slug,
        "Same",
        slug,
        Optional.empty(),
        List.of(),
        List.of("demo-model"),
        Optional.empty(),
        List.of(token),
        all,
        List.of(),
        Resilience.DEFAULT);
  }

  private static ProjectTokens.Created projectToken(ServedHome home) {
    return home.gateway
        .signIn()
        .newTokens()
        .create(
            new TokenSettings(Optional.empty(), BudgetMode.EXTEND, List.of(), Optional.empty()));
  }

  private static Model model(String id) {
    String json = "{\"id\":\"" + id + "\",\"provider\":\"demo\"}";
    return new RecordBinder()
        .bind(Json.createReader(new StringReader(json)).readObject(), Model.class);
  }

  private static Model withKey(ServedHome home, Model model) {
    return model.withApiKey(
        Optional.of(home.gateway.providerKeys().encrypt(model.id(), "canary-key")));
  }
}
