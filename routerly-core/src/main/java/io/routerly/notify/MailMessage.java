package io.routerly.notify;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;

/**
 * An e-mail as the bytes that travel: text and HTML as alternatives (RFC 2046), both in base64, so
 * that no line is too long and no character needs care.
 */
final class MailMessage {
  private static final int WORD_BYTES = 39;
  private static final String LINE = "\r\n";
  private static final byte[] LINE_BYTES = LINE.getBytes(StandardCharsets.US_ASCII);

  private MailMessage() {}

  /** Returns the message with its headers. */
  static byte[] of(Notice notice, String from, List<String> to) {
    EmailText email = EmailText.of(notice);
    String boundary = "=_" + notice.id();
    String message =
        header("Date", date(notice.at()))
            + header("From", "Routerly <" + from + ">")
            + header("To", String.join("," + LINE + " ", to))
            + header("Message-ID", "<" + notice.id() + "@" + domain(from) + ">")
            + header("Subject", encoded(email.subject()))
            + header("Auto-Submitted", "auto-generated")
            + header("MIME-Version", "1.0")
            + header("Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"")
            + part(boundary, "text/plain", email.text())
            + part(boundary, "text/html", email.html())
            + LINE
            + "--"
            + boundary
            + "--"
            + LINE;
    return message.getBytes(StandardCharsets.US_ASCII);
  }

  private static String header(String name, String value) {
    return name + ": " + value + LINE;
  }

  private static String part(String boundary, String type, String text) {
    byte[] content = text.replace("\n", LINE).getBytes(StandardCharsets.UTF_8);
    return LINE
        + "--"
        + boundary
        + LINE
        + header("Content-Type", type + "; charset=utf-8")
        + header("Content-Transfer-Encoding", "base64")
        + LINE
        + Base64.getMimeEncoder(76, LINE_BYTES).encodeToString(content);
  }

  private static String date(Instant at) {
    return DateTimeFormatter.RFC_1123_DATE_TIME
        .format(at.atOffset(ZoneOffset.UTC))
        .replace("GMT", "+0000");
  }

  private static String domain(String address) {
    return address.substring(address.indexOf('@') + 1);
  }

  /**
   * Returns encoded words (RFC 2047) of at most 75 characters, none of which splits a character.
   */
  private static String encoded(String text) {
    StringBuilder words = new StringBuilder();
    StringBuilder word = new StringBuilder();
    for (int point : text.codePoints().toArray()) {
      String next = Character.toString(point);
      if ((word + next).getBytes(StandardCharsets.UTF_8).length > WORD_BYTES) {
        words.append(word(word)).append(LINE).append(' ');
        word.setLength(0);
      }
      word.append(next);
    }
    return words.append(word(word)).toString();
  }

  private static String word(StringBuilder text) {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return "=?utf-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
  }
}
