package io.routerly.provider;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells that a provider answered with an error of its own, and keeps what it said. */
public final class ProviderRefusal extends GatewayException {
  private static final long serialVersionUID = 1L;

  private final WireFormat format;
  private final int providerStatus;
  private final transient List<Header> headers;
  private final transient byte[] body;

  /**
   * @param format the format of the call that it answers
   * @param providerStatus the provider's HTTP status; what is no error of HTTP counts as 502
   * @param message what it said, without secrets
   * @param headers its headers
   * @param body its body, without secrets
   */
  public ProviderRefusal(
      WireFormat format, int providerStatus, String message, List<Header> headers, byte[] body) {
    super(ErrorCode.PROVIDER_ERROR, message);
    this.format = format;
    this.providerStatus =
        providerStatus >= 400 && providerStatus <= 599
            ? providerStatus
            : ErrorCode.PROVIDER_ERROR.status();
    this.headers = List.copyOf(headers);
    this.body = body.clone();
  }

  /**
   * Returns the format that the provider was called in, and tells its errors in; many providers
   * that are compatible with an API have envelopes of their own nevertheless.
   */
  public WireFormat format() {
    return format;
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

  /** Returns how long the provider wants to be left alone, in whichever way it says so. */
  @Override
  public Optional<Duration> retryAfter() {
    return RetryAdvice.of(headers, body);
  }
}
