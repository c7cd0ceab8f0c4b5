package io.routerly.provider;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.upstream.Header;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells that a provider answered with an error of its own, and keeps what it said. */
public final class ProviderRefusal extends GatewayException {
  private static final long serialVersionUID = 1L;

  private final int providerStatus;
  private final transient List<Header> headers;
  private final transient byte[] body;

  /**
   * @param providerStatus the provider's HTTP status, 400 or higher
   * @param message what it said, without secrets
   * @param headers its headers
   * @param body its body, without secrets
   */
  public ProviderRefusal(int providerStatus, String message, List<Header> headers, byte[] body) {
    super(ErrorCode.PROVIDER_ERROR, message);
    this.providerStatus = providerStatus;
    this.headers = List.copyOf(headers);
    this.body = body.clone();
  }

  @Override
  public int status() {
    return providerStatus;
  }

  public List<Header> headers() {
    return headers;
  }

  public byte[] body() {
    return body.clone();
  }

  /** Returns the provider's {@code Retry-After}, where it is a number of seconds. */
  @Override
  public Optional<Duration> retryAfter() {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase("retry-after"))
        .filter(header -> header.value().matches("\\d{1,8}"))
        .findFirst()
        .map(header -> Duration.ofSeconds(Long.parseLong(header.value())));
  }
}
