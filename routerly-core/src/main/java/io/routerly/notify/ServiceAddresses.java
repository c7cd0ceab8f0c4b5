package io.routerly.notify;

import java.net.URI;
import java.util.Optional;

/**
 * Where the services are; tests have them on loopback.
 *
 * @param sesApi the API of Amazon SES, with {@code %s} in the place of the region
 * @param sesMail the mail servers of Amazon SES, the same way
 * @param sendGrid the mail server of SendGrid
 * @param googleTokens where Google gives access tokens
 * @param gmail of the Gmail API
 */
record ServiceAddresses(String sesApi, Relay sesMail, Relay sendGrid, URI googleTokens, URI gmail) {
  static final ServiceAddresses REAL =
      new ServiceAddresses(
          "https://email.%s.amazonaws.com",
          new Relay("email-smtp.%s.amazonaws.com", 587),
          new Relay("smtp.sendgrid.net", 587),
          URI.create("https://oauth2.googleapis.com/token"),
          URI.create("https://gmail.googleapis.com"));

  /** A mail server that takes messages of its customers, with STARTTLS. */
  record Relay(String host, int port) {
    /** Returns how to reach it with a login. */
    MailServer server(String region, MailServer.Login login) {
      return new MailServer(
          host.formatted(region), port, MailServer.Security.STARTTLS, Optional.of(login));
    }
  }
}
