package io.routerly.notify;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** Tells from what a mail server said whether it may take the message at another time. */
final class MailRefusals {
  private static final Pattern CODE = Pattern.compile("^([245]\\d\\d)\\b");

  private MailRefusals() {}

  /** Returns what became of a message that was not taken as it should. */
  static Outcome outcome(Exception e) {
    if (e instanceof AuthenticationFailedException) {
      return refused(e, "the mail server refused user or password: ");
    }
    if (!(e instanceof SendFailedException failed)) {
      return new Outcome.Failed("the mail server could not be used: " + said(e));
    }
    boolean some =
        failed.getValidSentAddresses() != null && failed.getValidSentAddresses().length > 0;
    return some // Another try would reach those a second time who have it.
        ? new Outcome.Refused("the mail server refused some recipients: " + said(e))
        : refused(e, "the mail server refused the message: ");
  }

  private static Outcome refused(Exception e, String what) {
    String reason = what + said(e);
    return code(e) / 100 == 4 ? new Outcome.Failed(reason) : new Outcome.Refused(reason);
  }

  /** Returns the reply code of RFC 5321 that is nearest to the cause, or 0. */
  private static int code(Throwable e) {
    Throwable next = e instanceof MessagingException known ? known.getNextException() : null;
    int deeper = next == null ? 0 : code(next);
    return deeper == 0 ? own(e) : deeper;
  }

  private static int own(Throwable e) {
    if (e instanceof SMTPAddressFailedException address) {
      return address.getReturnCode();
    } else if (e instanceof SMTPSenderFailedException sender) {
      return sender.getReturnCode();
    } else if (e instanceof SMTPSendFailedException send) {
      return send.getReturnCode();
    }
    Matcher code = CODE.matcher(String.valueOf(e.getMessage()));
    return code.find() ? Integer.parseInt(code.group(1)) : 0;
  }

  private static String said(Exception e) {
    Exception next = e instanceof MessagingException known ? known.getNextException() : null;
    String deepest = next == null ? null : next.getMessage();
    String message = deepest == null || deepest.isBlank() ? e.getMessage() : deepest;
    return String.valueOf(message).replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
