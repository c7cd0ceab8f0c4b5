package io.routerly.api.proxy;

import static java.util.Locale.ROOT;

import io.routerly.upstream.Header;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.ArrayList;
import java.util.List;

/** Chooses the client's headers that reach the provider; no credential is among them. */
final class ForwardedHeaders {
  private ForwardedHeaders() {}

  static List<Header> of(ContainerRequestContext request) {
    List<Header> forwarded = new ArrayList<>(8);
    request
        .getHeaders()
        .forEach(
            (name, values) -> {
              if (isForwarded(name.toLowerCase(ROOT))) {
                values.forEach(value -> forwarded.add(new Header(name, value)));
              }
            });
    return forwarded;
  }

  private static boolean isForwarded(String name) {
    return switch (name) {
      case "content-type", "accept", "idempotency-key", "traceparent", "user-agent" -> true;
      default ->
          name.startsWith("anthropic-")
              || name.startsWith("openai-")
              || name.startsWith("x-stainless-");
    };
  }
}
