package io.routerly.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A good body for every operation that takes one, with all the fields that it may have. */
final class GoodBodies {
  private static final String BUDGET =
      """
      {'metric':'cost','limit':0.5,'windowType':'period','windowSize':'monthly',
       'onExhausted':'cheapest','cheapestFrom':90,'thresholds':[80],'timeZone':'Europe/Berlin'}""";
  private static final String MODEL =
      """
      {'id':'%s','provider':'openai','apiKey':'sk-1','hasApiKey':true,
       'apiKeys':[{'name':'eu','apiKey':'sk-2','weight':3}],
       'inputPrice':0.5,'outputPrice':0.5,'cachePrice':0.5,'cacheWritePrice':0.5,
       'contextWindow':1000,'capabilities':['chat','vision'],
       'pricingTiers':[{'above':100,'inputPrice':0.5,'outputPrice':0.5,'cachePrice':0.5,
                        'cacheWritePrice':0.5}],
       'unpriced':false,'enabled':true,'baseUrl':'https://api.example.com/v1',
       'upstreamModel':'large','timeoutMs':1000,'apiFormat':'openai','headers':{'x-team':'one'}}""";
  private static final String PROJECT =
      """
      {'name':'App','slug':'%s','defaultTimeoutMs':1000,
       'policies':['random',{'type':'health','config':{'windowMinutes':5}}],'models':['gpt'],
       'modelSelection':'route','members':[{'userId':'usr_bob','role':'viewer'}],'budgets':[%s],
       'unpricedModels':'allow','maxCostPerRequest':0.5,
       'resilience':{'totalTimeoutMs':1000,'stickiness':'auto','hedgeAfterMs':10}}""";
  private static final String TOKEN =
      "{'description':'CI','budgetMode':'extend','budgets':[%s],'maxParallel':5}".formatted(BUDGET);
  private static final String USER =
      """
      {'id':'usr_bob','email':'robert@example.com','password':'long-enough','role':'viewer',
       'createdAt':'2024-01-01T00:00:00Z'}""";
  private static final String CHANNEL =
      """
      {'type':'webhook','name':'hook','url':'http://127.0.0.1:9/x','secret':'signs','format':'json',
       'events':['budget.exhausted'],'projects':['app']}""";
  private static final String SETTINGS =
      """
      {'port':3000,'host':'127.0.0.1','dashboardEnabled':true,'defaultTimeoutMs':1000,
       'connectTimeoutMs':1000,'firstByteTimeoutMs':1000,'idleTimeoutMs':1000,'logLevel':'info',
       'publicUrl':'https://gateway.example.com','budgets':[%s],'maxRequestBytes':100000,
       'notifications':[%s,{'type':'smtp','name':'mail','host':'mail.example.com','port':587,
          'security':'starttls','user':'u','password':'p','from':'a@example.com','to':['b@example.com']},
          {'type':'ses','name':'ses','region':'eu-west-1','accessKeyId':'AKIA','secretAccessKey':'s',
          'from':'a@example.com','to':['b@example.com']},
          {'type':'azure','name':'azure','from':'a@example.com','to':['b@example.com'],
          'connectionString':'endpoint=https://a.example.com;accesskey=c2VjcmV0'}],
       'shutdownGraceSeconds':5,'onLedgerFailure':'block','usageArchiveGzip':true,
       'usageRetentionMonths':12,'outboundAllow':['images.internal'],
       'corsOrigins':['https://app.example.com'],'traceDays':5,
       'traceMaxMegabytes':10,'metricsToken':'sixteen-or-more-x','metricsOpen':false,
       'oidc':{'issuer':'https://id.example.com','clientId':'gateway','clientSecret':'secret',
          'scopes':['openid'],'emailClaim':'email','groupsClaim':'groups',
          'groupRoles':{'staff':'member'},'defaultRole':'viewer','allowCreate':true,
          'linkByEmail':false,'requireVerifiedEmail':true,'displayName':'Staff'}}""";

  private static final String[] BUDGET_NEEDS = {
    "/budgets/0/metric", "/budgets/0/limit", "/budgets/0/windowType", "/budgets/0/windowSize"
  };

  private GoodBodies() {}

  /** Returns them by the names of their operations. */
  static Map<String, GoodBody> all() {
    return Stream.of(accounts(), models(), projects(), people(), installation())
        .flatMap(bodies -> bodies)
        .collect(Collectors.toMap(GoodBody::operation, Function.identity()));
  }

  private static Stream<GoodBody> accounts() {
    String soon = Instant.now().plus(Duration.ofDays(9)).toString();
    return Stream.of(
        GoodBody.of(
                "POST /api/setup/first-admin",
                403,
                "{'email':'ann@example.com','password':'long-enough','setupCode':'not it'}",
                "/email",
                "/password",
                "/setupCode")
            .credentials("/email", "/password", "/setupCode"),
        GoodBody.of(
                "POST /api/auth/login",
                200,
                "{'email':'ann@example.com','password':'canary-password-1','cookie':false}",
                "/email",
                "/password")
            .credentials("/email", "/password"),
        GoodBody.of("POST /api/auth/refresh", 401, "{'refreshToken':'none'}")
            .credentials("/refreshToken"),
        GoodBody.of("POST /api/auth/logout", 204, "{'refreshToken':'none'}")
            .credentials("/refreshToken")
            .orNothing(),
        GoodBody.of(
                "PUT /api/me",
                200,
                "{'email':'an@example.com','currentPassword':'canary-password-1','newPassword':'long-enough'}",
                "/currentPassword")
            .credentials("/email", "/currentPassword", "/newPassword"),
        GoodBody.of(
            "POST /api/me/tokens",
            201,
            "{'name':'ci','permissions':['usage:read'],'expiresAt':'" + soon + "'}",
            "/name"));
  }

  private static Stream<GoodBody> models() {
    String[] lists = {"/apiKeys/0/name", "/pricingTiers/0/above"};
    return Stream.of(
        GoodBody.of(
                "POST /api/models",
                201,
                MODEL.formatted("new/model:1"),
                with(lists, "/id", "/provider", "/inputPrice", "/outputPrice", "/apiKeys/0/apiKey"))
            .open("/headers")
            .withNullAsAbsent(),
        GoodBody.of(
                "PUT /api/models/{id}",
                200,
                MODEL.formatted("gpt"),
                with(lists, "/provider", "/inputPrice", "/outputPrice", "/apiKeys/0/apiKey"))
            .open("/headers"),
        GoodBody.of("PATCH /api/models/{id}", 200, MODEL.formatted("gpt"), lists).open("/headers"),
        GoodBody.of(
            "POST /api/models/{id}/apikey",
            200,
            "{'apiKey':'sk-3','name':'us','weight':2}",
            "/apiKey"));
  }

  private static Stream<GoodBody> projects() {
    String[] lists = with(BUDGET_NEEDS, "/policies/1/type", "/members/0/userId", "/members/0/role");
    String at = "/api/projects/{slug}";
    return Stream.of(
        GoodBody.of(
            "POST /api/projects",
            201,
            PROJECT.formatted("new", BUDGET),
            with(lists, "/name", "/slug")),
        GoodBody.of(
            "PUT " + at, 200, PROJECT.formatted("app", BUDGET), with(lists, "/name", "/slug")),
        GoodBody.of("PATCH " + at, 200, PROJECT.formatted("app", BUDGET), lists),
        GoodBody.of("POST " + at + "/tokens", 201, TOKEN, BUDGET_NEEDS),
        GoodBody.of("PUT " + at + "/tokens/{tokenId}", 200, TOKEN, BUDGET_NEEDS),
        GoodBody.of("PATCH " + at + "/tokens/{tokenId}", 200, TOKEN, BUDGET_NEEDS),
        GoodBody.of("POST " + at + "/tokens/{tokenId}/rotate", 200, "{'overlapMinutes':5}")
            .orNothing(),
        GoodBody.of(
            "POST " + at + "/members",
            201,
            "{'userId':'usr_eve','role':'viewer'}",
            "/userId",
            "/role"),
        GoodBody.of(
            "PUT " + at + "/members/{userId}",
            200,
            "{'userId':'usr_bob','role':'editor'}",
            "/role"),
        GoodBody.of(
                "POST " + at + "/route",
                200,
                "{'model':'gpt','messages':[{'role':'user','content':'x'}]}",
                "/model")
            .free("/messages")
            .open("")
            .atMost(8 * GoodBody.USUAL),
        GoodBody.of(
            "POST " + at + "/replay", 200, "{'policies':['random'],'models':['gpt'],'last':10}"));
  }

  private static Stream<GoodBody> people() {
    return Stream.of(
        GoodBody.of(
            "POST /api/users",
            201,
            "{'email':'new@example.com','password':'long-enough','role':'viewer'}",
            "/email",
            "/password",
            "/role"),
        GoodBody.of("PUT /api/users/{id}", 200, USER, "/email", "/role"),
        GoodBody.of("PATCH /api/users/{id}", 200, USER),
        GoodBody.of("POST /api/roles", 201, "{'name':'new','permissions':['usage:read']}", "/name"),
        GoodBody.of(
            "PUT /api/roles/{name}",
            200,
            "{'name':'spare','permissions':['usage:read'],'builtIn':false}"));
  }

  private static Stream<GoodBody> installation() {
    String settings = SETTINGS.formatted(BUDGET, CHANNEL);
    String[] lists =
        with(
            BUDGET_NEEDS,
            "/oidc/issuer",
            "/oidc/clientId",
            "/notifications/0/type",
            "/notifications/0/name",
            "/notifications/0/url",
            "/notifications/0/secret",
            "/notifications/1/host",
            "/notifications/1/user",
            "/notifications/1/from",
            "/notifications/1/to");
    return Stream.of(
        GoodBody.of("PUT /api/settings", 200, settings, lists).open("/oidc/groupRoles"),
        GoodBody.of(
                "PATCH /api/settings",
                200,
                settings,
                Stream.of(lists)
                    .filter(pointer -> !pointer.startsWith("/oidc"))
                    .toArray(String[]::new))
            .open("/oidc/groupRoles"),
        GoodBody.of(
            "POST /api/notifications/test",
            502, // Nobody listens at that address.
            "{'channel':" + CHANNEL + "}",
            "/channel/type",
            "/channel/name",
            "/channel/url",
            "/channel/secret"));
  }

  private static String[] with(String[] some, String... others) {
    return Stream.of(some, others).flatMap(Stream::of).toArray(String[]::new);
  }
}
