package io.routerly.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.routerly.domain.Model;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.secret.UsableKey;
import io.routerly.upstream.AddressRule;
import io.routerly.upstream.Header;
import io.routerly.upstream.UpstreamClient;
import io.routerly.upstream.UpstreamRequest;
import io.routerly.upstream.UpstreamResponse;
import io.routerly.wire.WireFormat;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A provider that is reached over HTTP and described by one {@link Dialect}, or by one for each of
 * its APIs.
 */
public final class HttpProviderAdapter implements ProviderAdapter {
  private static final String DEFAULT_ANTHROPIC_VERSION = "2023-06-01";
  private static final int MAX_ERROR_BYTES = 1024 * 1024;

  private final String id;
  private final Function<Model, Dialect> dialects;

  /** By the very objects of the configuration, which live as long as it is in force. */
  private final Cache<Model, Dialect> known = Caffeine.newBuilder().weakKeys().build();

  private final UpstreamClient upstream;

  /** A provider with one API. */
  public HttpProviderAdapter(Dialect dialect, UpstreamClient upstream) {
    this(dialect.provider(), model -> dialect, upstream);
  }

  /**
   * A provider with several APIs.
   *
   * @param dialects tells by a model's configuration which API it is reached through
   */
  public HttpProviderAdapter(
      String id, Function<Model, Dialect> dialects, UpstreamClient upstream) {
    this.id = id;
    this.dialects = dialects;
    this.upstream = upstream;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Optional<Dialect> dialectFor(Model model) {
    return Optional.of(known.get(model, this::resolve))
        .filter(dialect -> model.baseUrl().or(dialect::defaultBaseUrl).isPresent());
  }

  private Dialect resolve(Model model) {
    return dialects.apply(model).forModel(model.nameAtProvider());
  }

  @Override
  public ProviderAnswer open(ProviderCall call, UsableKey key) {
    Dialect dialect =
        dialectFor(call.model())
            .orElseThrow(() -> misconfigured(call.model()))
            .forCallsIn(call.format());
    UpstreamRequest request =
        new UpstreamRequest(
            call.method(),
            target(dialect, call),
            headers(dialect, key, call),
            call.body(),
            call.timeouts(),
            AddressRule.PRIVATE_ALLOWED);
    UpstreamResponse response = upstream.send(request, call.cancel());
    Redaction redaction = Redaction.of(key.all(), call.model().headers().values());
    if (response.status() < 300) {
      return new ProviderAnswer(response, redaction);
    }
    try (response) {
      throw refusal(call.format(), response, redaction);
    }
  }

  private static GatewayException misconfigured(Model model) {
    return new GatewayException(
        ErrorCode.NO_MODEL_AVAILABLE, "Model " + model.id() + " has no base URL: give it one.");
  }

  private static URI target(Dialect dialect, ProviderCall call) {
    Model model = call.model();
    String base = model.baseUrl().or(dialect::defaultBaseUrl).orElseThrow();
    String address = dialect.addressing().address(base, call.path(), model.nameAtProvider());
    if (call.query().isEmpty()) {
      return URI.create(address);
    }
    return URI.create(address + (address.indexOf('?') < 0 ? '?' : '&') + call.query());
  }

  /** What the model's own headers say goes before what the client or this class would say. */
  private static List<Header> headers(Dialect dialect, UsableKey key, ProviderCall call) {
    Map<String, String> own = call.model().headers();
    List<Header> headers = new ArrayList<>(call.headers().size() + own.size() + 2);
    for (Header header : call.headers()) {
      if (!ClientHeaders.nameAnAccount(header.name())
          && (own.isEmpty() || !names(own, header.name()))) {
        headers.add(header);
      }
    }
    own.forEach((name, value) -> headers.add(new Header(name, value)));
    Dialect.Authentication way = dialect.authentication();
    if (way == Dialect.Authentication.X_API_KEY || call.format() == WireFormat.ANTHROPIC_MESSAGES) {
      addIfAbsent(headers, "anthropic-version", DEFAULT_ANTHROPIC_VERSION);
    }
    if (key.credential().isPresent() && (own.isEmpty() || !names(own, way.header()))) {
      headers.add(new Header(way.header(), way.value(key.credential().get().secret())));
    }
    return headers;
  }

  private static boolean names(Map<String, String> own, String name) {
    return own.keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  private static void addIfAbsent(List<Header> headers, String name, String value) {
    if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase(name))) {
      headers.add(new Header(name, value));
    }
  }

  private GatewayException refusal(
      WireFormat format, UpstreamResponse response, Redaction redaction) {
    if (response.status() < 400) {
      return new GatewayException(
          ErrorCode.PROVIDER_BAD_RESPONSE,
          "Provider %s answered with redirect %d, which is not followed: correct the base URL."
              .formatted(id, response.status()));
    }
    byte[] body = redaction.apply(response.readAll(MAX_ERROR_BYTES));
    return new ProviderRefusal(
        format,
        response.status(),
        redaction.apply(ProviderMessages.of(id, response.status(), body)),
        redaction.apply(response.headers()),
        body);
  }
}
