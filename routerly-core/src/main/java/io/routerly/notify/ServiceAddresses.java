package io.routerly.notify;

import java.net.URI;

/**
 * Where the services are; tests have them on loopback.
 *
 * @param ses of Amazon SES, with {@code %s} in the place of the region
 * @param sendGrid of SendGrid
 * @param googleTokens where Google gives access tokens
 * @param gmail of the Gmail API
 */
record ServiceAddresses(String ses, URI sendGrid, URI googleTokens, URI gmail) {
  static final ServiceAddresses REAL =
      new ServiceAddresses(
          "https://email.%s.amazonaws.com",
          URI.create("https://api.sendgrid.com"),
          URI.create("https://oauth2.googleapis.com/token"),
          URI.create("https://gmail.googleapis.com"));
}
