package io.routerly.standalone;

import org.glassfish.grizzly.http.server.ErrorPageGenerator;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * What the server itself answers when it cannot hand a request to the application.
 *
 * <p>JSON that the SDKs of OpenAI and of Anthropic both read; never a stack trace or a product
 * name.
 */
final class ErrorPage implements ErrorPageGenerator {
  @Override
  public String generate(
      Request request,
      int status,
      @Nullable String reasonPhrase,
      @Nullable String description,
      @Nullable Throwable exception) {
    Response response = request.getResponse();
    response.setContentType("application/json");
    String code =
        status == 503 ? "overloaded" : status < 500 ? "invalid_request" : "internal_error";
    response.setHeader("x-routerly-error", code);
    return "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"code\":\"%s\",\"param\":null,\"message\":\"%s\"}}"
        .formatted(code, message(status));
  }

  private static String message(int status) {
    return switch (status) {
      case 503 -> "The service is stopping. Send the request again.";
      case 400 -> "The request is not valid HTTP.";
      default ->
          status < 500
              ? "The request cannot be served."
              : "The request failed because of an error in the gateway.";
    };
  }
}
