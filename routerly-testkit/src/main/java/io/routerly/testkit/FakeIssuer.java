package io.routerly.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * An OpenID Connect provider on a free loopback port. It knows one person, whom it does not ask for
 * anything, holds clients to PKCE, and lies where a test has it lie.
 */
public final class FakeIssuer implements AutoCloseable {
  /** What the client is called. */
  public static final String CLIENT_ID = "routerly";

  /** What the client proves that with. */
  public static final String CLIENT_SECRET = "canary & client:secret";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Clock clock;
  private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();
  private final Map<String, HttpHandler> instead = new ConcurrentHashMap<>();
  private final AtomicInteger codes = new AtomicInteger();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> forms = new CopyOnWriteArrayList<>();
  private volatile IssuerKey key = IssuerKey.FIRST;
  private volatile JsonObject person = JsonObject.EMPTY_JSON_OBJECT;
  private volatile JsonObject userinfo = Json.createObjectBuilder().add("sub", "subject-1").build();
  private volatile UnaryOperator<JsonObject> discovery = same -> same;
  private volatile UnaryOperator<JsonObject> claims = same -> same;
  private volatile UnaryOperator<JsonObject> header = same -> same;

  private FakeIssuer(Clock clock) throws IOException {
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Starts it; its tokens are of the time that the clock tells. */
  public static FakeIssuer start(Clock clock) {
    try {
      return new FakeIssuer(clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what it is called. */
  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
  }

  /** Has this person sign in from now on: claims beside those of the protocol. */
  public FakeIssuer knows(JsonObject claimsOfPerson) {
    person = claimsOfPerson;
    return this;
  }

  /** Has its userinfo say this from now on. */
  public FakeIssuer tells(JsonObject more) {
    userinfo = more;
    return this;
  }

  /** Changes what it publishes of itself. */
  public FakeIssuer publishing(UnaryOperator<JsonObject> change) {
    discovery = change;
    return this;
  }

  /** Changes what its ID tokens say. */
  public FakeIssuer claiming(UnaryOperator<JsonObject> change) {
    claims = change;
    return this;
  }

  /** Changes the headers of its ID tokens, by which they are signed then. */
  public FakeIssuer signing(UnaryOperator<JsonObject> change) {
    header = change;
    return this;
  }

  /** Answers a path below the issuer in another way. */
  public FakeIssuer answering(String path, HttpHandler handler) {
    instead.put(path, handler);
    return this;
  }

  /** Signs with another key from now on, and publishes that one alone. */
  public void rotate() {
    key = IssuerKey.SECOND;
  }

  /** Signs with another key from now on, and publishes the former one. */
  public FakeIssuer forging() {
    return signing(head -> Json.createObjectBuilder(head).add("forged", true).build());
  }

  /** Returns how often a path was asked for. */
  public long asked(String path) {
    return paths.stream().filter(path::equals).count();
  }

  /** Returns the forms that it was sent, with the header {@code Authorization} as a field. */
  public List<Map<String, String>> forms() {
    return new ArrayList<>(forms);
  }

  /**
   * Returns where it sends a browser that comes to this address: back, with a code.
   *
   * @throws IllegalArgumentException if the request lacks what it must have
   */
  public URI signIn(URI address) {
    Map<String, String> query = fields(address.getRawQuery());
    if (!"code".equals(query.get("response_type"))
        || !"S256".equals(query.get("code_challenge_method"))
        || !CLIENT_ID.equals(query.get("client_id"))
        || query.getOrDefault("state", "").length() < 32
        || query.getOrDefault("nonce", "").length() < 32
        || query.getOrDefault("code_challenge", "").length() != 43) {
      throw new IllegalArgumentException("the request lacks something: " + query);
    }
    String code = "code-" + codes.incrementAndGet();
    asked.put(code, query);
    return URI.create(query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state"));
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replaceFirst("^/realm", "");
    paths.add(path);
    HttpHandler handler = instead.get(path);
    if (handler != null) {
      handler.handle(exchange);
      return;
    }
    try (exchange) {
      switch (path) {
        case "/.well-known/openid-configuration" ->
            answer(exchange, 200, discovery.apply(published()));
        case "/keys" -> answer(exchange, 200, key.published());
        case "/token" -> token(exchange);
        case "/userinfo" -> answer(exchange, 200, userinfo);
        default -> answer(exchange, 404, JsonObject.EMPTY_JSON_OBJECT);
      }
    }
  }

  private JsonObject published() {
    return Json.createObjectBuilder()
        .add("issuer", issuer())
        .add("authorization_endpoint", issuer() + "/authorize?tenant=1")
        .add("token_endpoint", issuer() + "/token")
        .add("userinfo_endpoint", issuer() + "/userinfo")
        .add("jwks_uri", issuer() + "/keys")
        .add(
            "id_token_signing_alg_values_supported",
            Json.createArrayBuilder().add("RS256").add("none").add("HS256"))
        .build();
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = fields(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
        .ifPresent(value -> form.put("Authorization", value));
    forms.add(form);
    Map<String, String> request = asked.remove(form.getOrDefault("code", ""));
    if (request == null
        || !request.getOrDefault("redirect_uri", "").equals(form.get("redirect_uri"))
        || !s256(form.getOrDefault("code_verifier", "")).equals(request.get("code_challenge"))) {
      answer(exchange, 400, Json.createObjectBuilder().add("error", "invalid_grant").build());
      return;
    }
    String accessToken = "canary-access-token";
    JsonObject said =
        Json.createObjectBuilder()
            .add("iss", issuer())
            .add("aud", CLIENT_ID)
            .add("sub", "subject-1")
            .add("iat", clock.instant().getEpochSecond())
            .add("exp", clock.instant().getEpochSecond() + 300)
            .add("nonce", request.get("nonce"))
            .addAll(Json.createObjectBuilder(person))
            .build();
    JsonObject head =
        header.apply(Json.createObjectBuilder().add("alg", "RS256").add("kid", key.id()).build());
    answer(
        exchange,
        200,
        Json.createObjectBuilder()
            .add("token_type", "Bearer")
            .add("access_token", accessToken)
            .add("id_token", key.sign(head, claims.apply(said)))
            .build());
  }

  private static void answer(HttpExchange exchange, int status, JsonObject body)
      throws IOException {
    byte[] bytes = body.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : text.split("&", -1)) {
      String[] parts = field.split("=", 2);
      fields.put(
          URLDecoder.decode(parts[0], UTF_8),
          parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    return fields;
  }

  private static String s256(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
