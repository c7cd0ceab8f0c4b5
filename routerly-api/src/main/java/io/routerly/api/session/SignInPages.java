package io.routerly.api.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.api.http.ErrorAnswers;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The two pages that people see between the identity provider and where they want to go. They hold
 * no script and load nothing.
 */
final class SignInPages {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"><title>%s</title>%s</head>
      <body>%s</body>
      </html>
      """;

  private SignInPages() {}

  /**
   * Returns the page from which the browser goes on by itself.
   *
   * <p>A redirect would not do: browsers take it for a part of what the provider began, and leave
   * cookies at home that are for this site alone. What a page of this site begins carries them.
   *
   * @param path where to, on this host
   */
  static Response.ResponseBuilder landing(String path) {
    String to = escaped(path);
    return page(
        200,
        PAGE.formatted(
            "Signed in",
            "<meta http-equiv=\"refresh\" content=\"0;url=" + to + "\">",
            "<p>You are signed in. <a href=\"" + to + "\">Go on</a></p>"));
  }

  /** Returns the page that tells why somebody is not signed in. */
  static Response failure(GatewayException error) {
    Response.ResponseBuilder answer =
        page(
            error.status(),
            PAGE.formatted(
                "Not signed in",
                "",
                "<h1>You are not signed in</h1><p>"
                    + escaped(error.sentence())
                    + "</p><p><code>"
                    + error.code().wireName()
                    + "</code></p><p><a href=\"start\">Sign in again</a></p>"));
    ErrorAnswers.headers(error).forEach(answer::header);
    return answer.build();
  }

  private static Response.ResponseBuilder page(int status, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return Response.status(status)
        .entity(bytes)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .header(HttpHeaders.CONTENT_LENGTH, bytes.length);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
