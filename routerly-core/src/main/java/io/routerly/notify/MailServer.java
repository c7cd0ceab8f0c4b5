package io.routerly.notify;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail server and how it is spoken to.
 *
 * @param login user and password, if it asks for them
 */
record MailServer(String host, int port, Security security, Optional<Login> login) {
  private static final int SUBMISSION_PORT = 587;
  private static final int SMTPS_PORT = 465;

  /** How the connection is encrypted. */
  enum Security {
    NONE,
    STARTTLS,
    TLS;

    /** Returns what is configured, or else what is usual at the port. */
    static Security of(String configured, int port) {
      return configured.isEmpty()
          ? port == SMTPS_PORT ? TLS : STARTTLS
          : valueOf(configured.toUpperCase(Locale.ROOT));
    }
  }

  /** A user and a password. */
  record Login(String user, String password) {
    /** Returns the forms in which a login travels, as a server may repeat what it was told. */
    List<String> travelling() {
      return List.of(base64(password), base64("\0" + user + "\0" + password));
    }

    private static String base64(String text) {
      return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return "Login[***]";
    }
  }

  /** Reads the fields of a channel of type {@code smtp}. */
  static MailServer of(JsonObject channel, String password) {
    int port = channel.getInt("port", SUBMISSION_PORT);
    return new MailServer(
        channel.getString("host"),
        port,
        Security.of(channel.getString("security", ""), port),
        Optional.ofNullable(channel.getString("user", null))
            .map(user -> new Login(user, password)));
  }
}
