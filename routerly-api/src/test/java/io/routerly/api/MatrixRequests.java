package io.routerly.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How each operation that changes something is asked for, and what comes of it where it may be. */
final class MatrixRequests {
  /**
   * A request that the cast of {@link MatrixCast} can make again and again.
   *
   * @param status of the answer to those who may
   * @param body JSON, with names in {@code ${…}} for what differs by caller
   * @param headers further lines
   */
  record Sample(int status, String body, List<String> headers) {
    Sample(int status, String body) {
      this(status, body, List.of());
    }
  }

  private static final Map<String, Sample> SAMPLES = new HashMap<>();

  /** What costs a hash is done once; else a body will do that is refused for itself. */
  private static final Map<String, Sample> DEAR = new HashMap<>();

  private MatrixRequests() {}

  static {
    add("POST /api/setup/first-admin", 403, "{}");
    add("POST /api/auth/login", 400, "{}");
    dear("POST /api/auth/login", 200, "{'email':'extra@example.com','password':'${password}'}");
    add("POST /api/auth/refresh", 200, "{'refreshToken':'${refresh}'}");
    add("POST /api/auth/logout", 204, "");

    add("PUT /api/me", 400, "{'email':'other@example.com'}");
    dear("PUT /api/me", 200, "{'email':'other@example.com','currentPassword':'${password}'}");
    add("DELETE /api/me/sessions", 204, "");
    add("DELETE /api/me/sessions/{id}", 204, "");
    add("POST /api/me/tokens", 400, "{'name':''}");
    dear("POST /api/me/tokens", 201, "{'name':'ci','permissions':['usage:read']}");
    add("DELETE /api/me/tokens/{id}", 204, "");

    add("POST /api/models", 201, "{'id':'fresh','provider':'demo'}");
    add("PUT /api/models/{id}", 200, "{'provider':'demo'}");
    add("PATCH /api/models/{id}", 200, "{'enabled':false}");
    add("DELETE /api/models/{id}", 204, "");
    add("POST /api/models/{id}/apikey", 200, "{'apiKey':'another'}");
    add("DELETE /api/models/{id}/apikey", 200, "");
    add("POST /api/models/{id}/test", 200, "");

    add("POST /api/projects", 201, "{'name':'Fresh','slug':'fresh'}");
    add("PUT /api/projects/{slug}", 200, "{'name':'Same','slug':'${slug}','defaultTimeoutMs':5}");
    add("PATCH /api/projects/{slug}", 200, "{'defaultTimeoutMs':5}");
    add("DELETE /api/projects/{slug}", 204, "");
    add("POST /api/projects/{slug}/tokens", 400, "{'budgetMode':'none'}");
    dear("POST /api/projects/{slug}/tokens", 201, "{'description':'fresh'}");
    add("PUT /api/projects/{slug}/tokens/{tokenId}", 200, "{'description':'other'}");
    add("PATCH /api/projects/{slug}/tokens/{tokenId}", 200, "{'description':'other'}");
    add("DELETE /api/projects/{slug}/tokens/{tokenId}", 204, "");
    add("POST /api/projects/{slug}/tokens/{tokenId}/rotate", 400, "{'overlapMinutes':-1}");
    dear("POST /api/projects/{slug}/tokens/{tokenId}/rotate", 200, "");
    add("POST /api/projects/{slug}/members", 201, "{'userId':'usr_extra','role':'viewer'}");
    add("PUT /api/projects/{slug}/members/{userId}", 200, "{'role':'editor'}");
    add("DELETE /api/projects/{slug}/members/{userId}", 204, "");
    add("POST /api/projects/{slug}/route", 200, "{'model':'auto','messages':[]}");
    add("POST /api/projects/{slug}/replay", 200, "{'policies':['random']}");

    String user = "{'email':'fresh@example.com','password':'%s','role':'nothing'}";
    add("POST /api/users", 400, user.formatted("short"));
    dear("POST /api/users", 201, user.formatted("long-enough"));
    add("PUT /api/users/{id}", 200, "{'email':'victim@example.com','role':'spare'}");
    add("PATCH /api/users/{id}", 200, "{'email':'other@example.com'}");
    add("DELETE /api/users/{id}", 204, "");
    add("DELETE /api/users/{id}/sessions", 204, "");
    add("DELETE /api/users/{id}/sessions/{session}", 204, "");
    add("DELETE /api/users/{id}/tokens/{token}", 204, "");
    add("POST /api/roles", 201, "{'name':'fresh','permissions':[]}");
    add("PUT /api/roles/{name}", 200, "{'permissions':[]}");
    add("DELETE /api/roles/{name}", 204, "");

    add("PUT /api/settings", 200, "{'traceDays':8}");
    add("PATCH /api/settings", 200, "{'traceDays':8}");
    add("POST /api/notifications/test", 400, "{}");
    add("POST /api/system/secret/rotate", 204, "");
  }

  private static void add(String operation, int status, String body) {
    SAMPLES.put(operation, new Sample(status, body.replace('\'', '"')));
  }

  private static void dear(String operation, int status, String body) {
    DEAR.put(operation, new Sample(status, body.replace('\'', '"')));
  }

  /** Returns the request for an operation; all reading ones are alike. */
  static Sample of(Operation operation) {
    Sample sample = operation.changes() ? SAMPLES.get(operation.name()) : new Sample(200, "");
    if (sample == null) {
      throw new AssertionError(
          operation.name()
              + " has no request: add one to MatrixRequests, with a body that the service takes"
              + " from those who may");
    }
    return sample;
  }

  /** Returns whether changes can be made on a version that somebody saw. */
  static boolean isVersioned(Operation operation) {
    return operation.method().matches("PUT|PATCH|DELETE")
        && !operation.path().matches("/api/me.*|.*/sessions.*|.*/\\{token}");
  }

  /** Returns a request that is let in, and then refused as its author saw something else. */
  static Sample ofAnOldVersion(Operation operation) {
    return new Sample(412, of(operation).body(), List.of("If-Match: \"old\""));
  }

  /** Returns the request that does all the work, for one caller of an operation. */
  static Sample dearOf(Operation operation) {
    return DEAR.getOrDefault(operation.name(), of(operation));
  }
}
