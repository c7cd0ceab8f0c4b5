package io.routerly.notify;

import io.routerly.error.GatewayException;
import io.routerly.upstream.AddressGuard;
import io.routerly.upstream.AddressRule;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.eclipse.angus.mail.util.MailConnectException;

/**
 * Sends e-mail through a mail server.
 *
 * <p>With {@code starttls} nothing goes out before the connection is encrypted, and a server that
 * does not offer it is refused. Certificates and their names are checked. A private address is
 * allowed, as mail relays have them; link-local and metadata addresses are not.
 */
final class SmtpChannel implements Channel {
  private static final String TIMEOUT_MS = "10000";

  private final Server server;
  private final Mailbox mailbox;
  private final AddressGuard guard;
  private final SSLSocketFactory tls;

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

  private static final int SMTPS_PORT = 465;

  /**
   * A mail server.
   *
   * @param login user and password, if it asks for them
   */
  record Server(String host, int port, Security security, Optional<Login> login) {}

  /** A user and a password. */
  record Login(String username, String password) {
    @Override
    public String toString() {
      return "Login[***]";
    }
  }

  /**
   * @param tls knows which certificates to trust
   */
  SmtpChannel(Server server, Mailbox mailbox, AddressGuard guard, SSLSocketFactory tls) {
    this.server = server;
    this.mailbox = mailbox;
    this.guard = guard;
    this.tls = tls;
  }

  @Override
  public Outcome send(Notice notice) {
    try {
      guard.resolve(server.host(), server.port(), AddressRule.PRIVATE_ALLOWED);
      deliver(notice);
      return new Outcome.Delivered();
    } catch (GatewayException e) {
      return new Outcome.Failed(e.sentence());
    } catch (AuthenticationFailedException e) {
      return new Outcome.Refused("the mail server refused user or password: " + said(e));
    } catch (MailConnectException e) {
      return new Outcome.Failed(
          "no connection to the mail server " + server.host() + ":" + server.port());
    } catch (SendFailedException e) {
      return new Outcome.Refused("the mail server refused the message: " + said(e));
    } catch (MessagingException e) {
      return new Outcome.Failed("the mail server could not be used: " + said(e));
    }
  }

  private void deliver(Notice notice) throws MessagingException {
    Session session = Session.getInstance(properties());
    byte[] bytes = MailMessage.of(notice, mailbox.from(), mailbox.to());
    MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(bytes));
    try (SMTPTransport transport =
        new SMTPTransport(
            session, new URLName("smtp", server.host(), server.port(), null, null, null))) {
      transport.connect(
          server.host(),
          server.port(),
          server.login().map(Login::username).orElse(null),
          server.login().map(Login::password).orElse(null));
      transport.sendMessage(message, recipients());
    }
  }

  private Address[] recipients() throws MessagingException {
    Address[] recipients = new Address[mailbox.to().size()];
    for (int i = 0; i < recipients.length; i++) {
      recipients[i] = new InternetAddress(mailbox.to().get(i));
    }
    return recipients;
  }

  private Properties properties() {
    boolean encrypted = server.security() != Security.NONE;
    Properties properties = new Properties();
    properties.put("mail.smtp.auth", String.valueOf(server.login().isPresent()));
    properties.put("mail.smtp.from", mailbox.from());
    properties.put("mail.smtp.ssl.enable", String.valueOf(server.security() == Security.TLS));
    properties.put("mail.smtp.starttls.enable", String.valueOf(encrypted));
    properties.put(
        "mail.smtp.starttls.required", String.valueOf(server.security() == Security.STARTTLS));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.socketFactory", tls);
    properties.put("mail.smtp.connectiontimeout", TIMEOUT_MS);
    properties.put("mail.smtp.timeout", TIMEOUT_MS);
    properties.put("mail.smtp.writetimeout", TIMEOUT_MS);
    return properties;
  }

  private static String said(MessagingException e) {
    Exception next = e.getNextException();
    String deepest = next == null ? null : next.getMessage();
    String message = deepest == null || deepest.isBlank() ? e.getMessage() : deepest;
    return String.valueOf(message).replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
