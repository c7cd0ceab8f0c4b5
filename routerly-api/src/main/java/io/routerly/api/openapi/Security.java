package io.routerly.api.openapi;

import static io.routerly.api.http.JsonAnswer.JSON;

import io.routerly.api.http.SessionCookies;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.stream.Collectors;

/** How callers show who they are, and who may call what. */
final class Security {
  private Security() {}

  static JsonObjectBuilder schemes() {
    return JSON.createObjectBuilder()
        .add(
            "session",
            bearer("Access token of a session, from a log-in.").add("bearerFormat", "JWT"))
        .add("personalToken", bearer("Personal access token, `rt-pat-…`, for programs."))
        .add(
            "cookie",
            key(
                "cookie",
                SessionCookies.ACCESS,
                "Session of a browser, from a log-in with `cookie`."))
        .add(
            "page",
            key(
                "header",
                SessionCookies.PAGE_HEADER,
                "Any value; shows beside a cookie that a page of the service made the request."));
  }

  private static JsonObjectBuilder bearer(String description) {
    return JSON.createObjectBuilder()
        .add("type", "http")
        .add("scheme", "bearer")
        .add("description", description);
  }

  private static JsonObjectBuilder key(String in, String name, String description) {
    return JSON.createObjectBuilder()
        .add("type", "apiKey")
        .add("in", in)
        .add("name", name)
        .add("description", description);
  }

  /** Returns the ways in to an operation; none where everyone may call it. */
  static JsonArrayBuilder of(Operation operation) {
    JsonArrayBuilder ways = JSON.createArrayBuilder();
    if (!operation.needsSession()) {
      return ways;
    }
    ways.add(way("session"));
    if (!operation.inPerson()) {
      ways.add(way("personalToken"));
    }
    return ways.add(
        operation.verb().equals("get")
            ? way("cookie")
            : way("cookie").add("page", JsonValue.EMPTY_JSON_ARRAY));
  }

  private static JsonObjectBuilder way(String scheme) {
    return JSON.createObjectBuilder().add(scheme, JsonValue.EMPTY_JSON_ARRAY);
  }

  /** Returns who may call an operation. */
  static String sentence(Operation operation) {
    if (!operation.needsSession()) {
      return "Takes no credential.";
    }
    String permissions =
        operation.permissions().stream()
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(" or "));
    if (!permissions.isEmpty()) {
      return "Needs the permission "
          + permissions
          + operation
              .projectRole()
              .map(
                  role ->
                      ", and to be at least `"
                          + role.wireName()
                          + "` of the project or hold `projects:write`.")
              .orElse(".");
    }
    if (operation.inPerson()) {
      return "For people in a session; no personal access token will do.";
    }
    return operation
        .projectRole()
        .map(
            role ->
                "For those who are at least `"
                    + role.wireName()
                    + "` of the project or hold `projects:write`.")
        .orElse("For everyone who is signed in.");
  }
}
