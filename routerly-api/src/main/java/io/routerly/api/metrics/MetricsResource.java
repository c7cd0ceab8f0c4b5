package io.routerly.api.metrics;

import io.routerly.api.http.Public;
import io.routerly.domain.Settings;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * {@code /metrics}: figures in Prometheus' text format.
 *
 * <p>They name projects and tell what these spend, so nobody reads them until the settings say who
 * may: whoever sends {@code metricsToken} as a bearer token, or everyone with {@code metricsOpen}.
 */
@Path("metrics")
public final class MetricsResource {
  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String BEARER = "bearer ";

  private final Supplier<String> page;
  private final Supplier<Settings> settings;
  private final BiPredicate<String, String> matches;

  /**
   * @param page returns the figures
   * @param settings the present ones
   * @param matches tells whether the stored token, given first, is what a caller gave
   */
  public MetricsResource(
      Supplier<String> page, Supplier<Settings> settings, BiPredicate<String, String> matches) {
    this.page = page;
    this.settings = settings;
    this.matches = matches;
  }

  /** Shows all figures to those who may read them. */
  @GET
  @Public
  public Response get(@Context HttpHeaders headers) {
    requireReader(headers);
    byte[] text = page.get().getBytes(StandardCharsets.UTF_8);
    return Response.ok(text)
        .header(HttpHeaders.CONTENT_TYPE, FORMAT)
        .header(HttpHeaders.CONTENT_LENGTH, text.length)
        .build();
  }

  private void requireReader(HttpHeaders headers) {
    Settings present = settings.get();
    if (present.metricsOpen()) {
      return;
    }
    String stored =
        present
            .metricsToken()
            .orElseThrow(
                () ->
                    new GatewayException(
                        ErrorCode.UNAUTHENTICATED,
                        "Nobody may read the metrics yet: set metricsToken, or metricsOpen, in the"
                            + " settings."));
    String header = String.valueOf(headers.getHeaderString(HttpHeaders.AUTHORIZATION));
    boolean bearer = header.toLowerCase(Locale.ROOT).startsWith(BEARER);
    if (!bearer || !matches.test(stored, header.substring(BEARER.length()).strip())) {
      throw new GatewayException(
          ErrorCode.UNAUTHENTICATED, "The metrics need metricsToken as a bearer token.");
    }
  }
}
