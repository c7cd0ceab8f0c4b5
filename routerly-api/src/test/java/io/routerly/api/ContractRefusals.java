package io.routerly.api;

import com.sun.net.httpserver.HttpServer;
import io.routerly.api.ServedHome.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Refusals and ways in that are particular to an operation. */
final class ContractRefusals {
  private static final String LOGIN = "{'email':'%s@example.com','password':'%s','cookie':%s}";

  private static final String DEAF =
      "{'channel':{'type':'smtp','name':'m','host':'127.0.0.1','port':1,'security':'none',"
          + "'from':'a@example.com','to':'b@example.com'}}";

  private final Contract contract;
  private final ServedHome home;
  private final ContractClient ann;
  private final ContractClient stranger;

  ContractRefusals(Contract contract, ServedHome home, Caller administrator) {
    this.contract = contract;
    this.home = home;
    ann = new ContractClient(contract, administrator);
    stranger = new ContractClient(contract, home.stranger());
  }

  void run() throws IOException {
    conflicts();
    sessions();
    notifications();
    impatience();
    expect(403, stranger, "POST", "api/setup/first-admin", "{}");
  }

  private void conflicts() {
    expect(409, ann, "POST", "api/models", "{'id':'free','provider':'demo'}");
    expect(409, ann, "DELETE", "api/models/free", "");
    expect(409, ann, "POST", "api/roles", "{'name':'auditor','permissions':[]}");
    expect(409, ann, "PUT", "api/roles/admin", "{'permissions':[]}");
    expect(409, ann, "DELETE", "api/roles/admin", "");
    expect(
        409,
        ann,
        "POST",
        "api/users",
        "{'email':'bob@example.com','password':'long enough','role':'viewer'}");
    expect(409, ann, "PATCH", "api/users/usr_bob", "{'email':'cem@example.com'}");
    expect(409, ann, "POST", "api/projects", "{'name':'Shop','slug':'shop'}");
    expect(409, ann, "PATCH", "api/projects/lab", "{'slug':'shop'}");
    expect(409, ann, "POST", "api/projects/shop/members", "{'userId':'usr_bob','role':'viewer'}");
    ann.post(
        "api/projects",
        "{'name':'Bare','slug':'bare','models':['free'],'modelSelection':'require'}");
    expect(409, ann, "POST", "api/projects/bare/route", "{'model':'auto'}");
    ann.post("api/projects/bare/tokens", "{}");
    expect(404, ann, "POST", "api/projects/bare/route", "{'model':'unheard-of'}");
  }

  private void sessions() {
    var made =
        stranger.post("api/auth/login", LOGIN.formatted("ann", ServedHome.PASSWORD, "false"));
    stranger.post("api/auth/refresh", "{'refreshToken':'" + made.getString("refreshToken") + "'}");
    expect(401, stranger, "POST", "api/auth/refresh", "{'refreshToken':'wrong'}");
    stranger.post("api/auth/logout", "{'refreshToken':'wrong'}");
    HttpResponse<String> cookies =
        stranger.call(
            "POST", "api/auth/login", LOGIN.formatted("ann", ServedHome.PASSWORD, "true"));
    String refresh =
        cookies.headers().allValues("set-cookie").stream()
            .filter(cookie -> cookie.startsWith("routerly-refresh"))
            .map(cookie -> cookie.replaceFirst(";.*", ""))
            .findFirst()
            .orElseThrow();
    cookie(403, "api/auth/refresh", "cookie", refresh);
    cookie(200, "api/auth/refresh", "cookie", refresh, "x-requested-with", "page");
    cookie(403, "api/auth/logout", "cookie", refresh);
    cookie(204, "api/auth/logout", "cookie", refresh, "x-requested-with", "page");
  }

  private void cookie(int status, String path, String... headers) {
    var request = home.request(path).headers(headers).POST(BodyPublishers.noBody());
    same(status, contract.check("POST", path, "", home.send(request)));
  }

  /** One that is not known, one that takes nothing, and one that takes everything. */
  private void notifications() throws IOException {
    String path = "api/notifications/test";
    expect(404, ann, "POST", path, "{'channelName':'none'}");
    expect(502, ann, "POST", path, DEAF);
    HttpServer hook =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/",
        call -> {
          call.sendResponseHeaders(204, -1);
          call.close();
        });
    hook.start();
    try {
      String address = "127.0.0.1:" + hook.getAddress().getPort();
      ann.patch("api/settings", "{'outboundAllow':['" + address + "']}");
      ann.post(
          path,
          "{'channel':{'type':'webhook','name':'h','secret':'canary','url':'http://%s/'}}"
              .formatted(address));
    } finally {
      hook.stop(0);
    }
  }

  /** Tries until the service has had enough. */
  private void impatience() {
    expect(401, stranger, "POST", "api/auth/login", LOGIN.formatted("cem", "wrong", "false"));
    home.user("eve", "viewer");
    ContractClient eve = new ContractClient(contract, home.signIn("eve", "viewer"));
    until(429, eve, "PUT", "api/me", "{'currentPassword':'wrong'}");
    until(429, stranger, "POST", "api/auth/login", LOGIN.formatted("eve", "wrong", "false"));
    until(429, ann, "POST", "api/notifications/test", DEAF);
  }

  private static void expect(
      int status, ContractClient who, String method, String path, String body) {
    same(status, who.call(method, path, body));
  }

  private static void until(
      int status, ContractClient who, String method, String path, String body) {
    HttpResponse<String> answer = who.call(method, path, body);
    for (int i = 0; i < 20 && answer.statusCode() != status; i++) {
      answer = who.call(method, path, body);
    }
    same(status, answer);
  }

  private static void same(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new AssertionError(
          answer.request().method()
              + " "
              + answer.request().uri()
              + ": "
              + answer.statusCode()
              + " "
              + answer.body()
              + ", not "
              + status);
    }
  }
}
