package io.routerly.notify;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One message, in words and in figures, for whichever channel. Holds no secret.
 *
 * @param id {@code ntf_…}, the same at every try and in every channel
 * @param kind what it tells of
 * @param at when that happened
 * @param subject what happened and to whom, in a line without a full stop
 * @param sentence the same with what follows from it
 * @param figures names and values, to be shown in this order
 * @param project slug of the project that it concerns, if it concerns one alone
 * @param link where to look; empty if nobody said where people reach the service
 * @param facts the same for programs
 */
public record Notice(
    String id,
    NoticeKind kind,
    Instant at,
    String subject,
    String sentence,
    List<Figure> figures,
    Optional<String> project,
    String link,
    JsonObject facts) {
  /** A name and its value, both to be shown. */
  public record Figure(String name, String value) {}

  public Notice {
    subject = inOneLine(subject);
    figures = List.copyOf(figures);
  }

  /** Names of projects and tokens are anybody's text, and a subject is a header of a mail. */
  private static String inOneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
