package io.routerly.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Somebody who asks, with a credential of some kind.
 *
 * @param name for messages
 * @param own the column of the table that says what they may do in the project of the members
 * @param foreign the column that says what they may do in the other project
 * @param userId whose credential it is; empty for nobody's
 * @param kind how the credential is sent
 * @param headers makes the lines that send it, anew for each request
 */
record MatrixCaller(
    String name,
    String own,
    String foreign,
    String userId,
    Kind kind,
    Function<ServedHome, List<String>> headers) {
  enum Kind {
    SESSION,
    COOKIE,
    /** Without the header that other sites cannot send. */
    BARE_COOKIE,
    TOKEN,
    NOTHING
  }

  private static final String PAGE = "X-Requested-With: XMLHttpRequest";

  /** Returns all that there are. */
  static List<MatrixCaller> all(ServedHome home) {
    List<MatrixCaller> all = new ArrayList<>(nobodies(home));
    MatrixCast.globalColumns().forEach(column -> all.addAll(person(column, column)));
    MatrixCast.projectColumns().forEach(column -> all.addAll(person(column, "member")));
    MatrixCast.globalColumns().stream()
        .filter(permission -> permission.contains(":"))
        .forEach(permission -> all.add(token("admin", permission, permission, permission)));
    all.add(token("admin", MatrixCast.ALL, "admin", "admin"));
    all.add(token("member", MatrixCast.ALL, "member", "member"));
    String usage = "usage:read";
    all.add(token("project admin", MatrixCast.ALL, "project admin", "member"));
    all.add(token("project editor", MatrixCast.NARROW, "project viewer", usage));
    all.add(token("models:write", MatrixCast.NARROW, "proxy:use", "proxy:use"));
    return all;
  }

  /** Some of them had a credential once. */
  private static List<MatrixCaller> nobodies(ServedHome home) {
    String gone = signedIn(home, "usr_gone");
    home.signIn("admin", "admin").delete("api/users/usr_gone");
    return List.of(
        nobody("nobody", List.of()),
        nobody("a wrong bearer", List.of("Authorization: Bearer wrong")),
        nobody("a wrong cookie", List.of("Cookie: routerly-session=wrong", PAGE)),
        nobody("an unknown token", List.of("Authorization: Bearer rt-pat-unknown")),
        nobody("a removed user's session", List.of("Authorization: Bearer " + gone)),
        nobody("a removed user's token", List.of(bearer("gone", MatrixCast.ALL))),
        nobody("an expired token", List.of(bearer("admin", MatrixCast.EXPIRED))));
  }

  private static MatrixCaller nobody(String name, List<String> headers) {
    return new MatrixCaller(
        name, PermissionTable.NOBODY, PermissionTable.NOBODY, "", Kind.NOTHING, home -> headers);
  }

  private static List<MatrixCaller> person(String column, String foreign) {
    String id = MatrixCast.userId(column);
    return List.of(
        new MatrixCaller(
            column + ", session",
            column,
            foreign,
            id,
            Kind.SESSION,
            home -> List.of("Authorization: Bearer " + signedIn(home, id))),
        new MatrixCaller(
            column + ", cookie",
            column,
            foreign,
            id,
            Kind.COOKIE,
            home -> List.of("Cookie: routerly-session=" + signedIn(home, id), PAGE)),
        new MatrixCaller(
            column + ", bare cookie",
            column,
            foreign,
            id,
            Kind.BARE_COOKIE,
            home -> List.of("Cookie: routerly-session=" + signedIn(home, id))));
  }

  private static String signedIn(ServedHome home, String userId) {
    return MatrixCast.signIn(home, userId).token();
  }

  private static MatrixCaller token(String owner, String kind, String own, String foreign) {
    return new MatrixCaller(
        owner + ", token for " + kind,
        own,
        foreign,
        MatrixCast.userId(owner),
        Kind.TOKEN,
        home -> List.of(bearer(owner, kind)));
  }

  private static String bearer(String owner, String kind) {
    return "Authorization: Bearer " + MatrixCast.token(MatrixCast.userId(owner), kind);
  }
}
