package io.routerly.notify;

import io.routerly.error.GatewayException;
import io.routerly.upstream.AddressGuard;
import io.routerly.upstream.AddressRule;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Sends e-mail through a mail server.
 *
 * <p>With {@code starttls} nothing goes out before the connection is encrypted, and a server that
 * does not offer it is refused. Certificates and their names are checked. A private address is
 * allowed, as mail relays have them; link-local and metadata addresses are not, and the address
 * that was judged is the one that is connected to.
 */
final class SmtpChannel implements Channel {
  private final MailServer server;
  private final Mailbox mailbox;
  private final Line line;

  /**
   * How mail servers are reached.
   *
   * @param guard judges their addresses
   * @param tls knows which certificates to trust
   * @param patience how long they are waited for
   * @param nanoTime tells how long that was
   */
  record Line(
      AddressGuard guard,
      SSLSocketFactory tls,
      MailSocket.Patience patience,
      LongSupplier nanoTime) {}

  SmtpChannel(MailServer server, Mailbox mailbox, Line line) {
    this.server = server;
    this.mailbox = mailbox;
    this.line = line;
  }

  @Override
  public Outcome send(Notice notice) {
    try (MailSocket socket = connected()) {
      return deliver(notice, socket);
    } catch (GatewayException e) {
      return new Outcome.Failed(e.sentence());
    } catch (IOException e) {
      return new Outcome.Failed(
          "no connection to the mail server " + server.host() + ":" + server.port());
    }
  }

  private MailSocket connected() throws IOException {
    InetAddress found =
        line.guard().resolve(server.host(), server.port(), AddressRule.PRIVATE_ALLOWED).get(0);
    return MailSocket.connect(found, server, line.patience(), line.nanoTime());
  }

  private Outcome deliver(Notice notice, MailSocket socket) {
    try {
      deliver(notice, secured(socket));
      return new Outcome.Delivered();
    } catch (MessagingException | IOException e) {
      return MailRefusals.outcome(e);
    }
  }

  private Socket secured(MailSocket socket) throws IOException {
    return server.security() == MailServer.Security.TLS
        ? socket.encrypted(server, line.tls())
        : socket;
  }

  private void deliver(Notice notice, Socket socket) throws MessagingException {
    Session session = Session.getInstance(properties());
    byte[] bytes = MailMessage.of(notice, mailbox.from(), mailbox.to());
    MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(bytes));
    try (SMTPTransport transport = new SMTPTransport(session, url())) {
      transport.connect(socket);
      transport.sendMessage(message, recipients());
    }
  }

  private URLName url() {
    return new URLName(
        "smtp",
        server.host(),
        server.port(),
        null,
        server.login().map(MailServer.Login::user).orElse(null),
        server.login().map(MailServer.Login::password).orElse(null));
  }

  private Address[] recipients() throws MessagingException {
    Address[] recipients = new Address[mailbox.to().size()];
    for (int i = 0; i < recipients.length; i++) {
      recipients[i] = new InternetAddress(mailbox.to().get(i));
    }
    return recipients;
  }

  private Properties properties() {
    String starttls = String.valueOf(server.security() == MailServer.Security.STARTTLS);
    Properties properties = new Properties();
    properties.put("mail.smtp.auth", String.valueOf(server.login().isPresent()));
    properties.put("mail.smtp.from", mailbox.from());
    properties.put("mail.smtp.starttls.enable", starttls);
    properties.put("mail.smtp.starttls.required", starttls);
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.socketFactory", line.tls());
    properties.put("mail.smtp.sendpartial", "true"); // One who has left keeps it from nobody.
    properties.put("mail.smtp.quitwait", "false");
    return properties;
  }
}
