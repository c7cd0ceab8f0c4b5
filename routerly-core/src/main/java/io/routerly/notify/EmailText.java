package io.routerly.notify;

import io.routerly.notify.Notice.Figure;
import java.util.List;

/**
 * A message as e-mail: subject, plain text of at most {@value #COLUMNS} columns, and HTML.
 *
 * @param subject without line breaks
 * @param text plain
 * @param html a whole document
 */
record EmailText(String subject, String text, String html) {
  static final int COLUMNS = 72;

  /** What both parts say below everything else. */
  static final String FOOTER =
      "Sent by Routerly. Its settings say, under notifications, who is told of what.";

  private static final int BAR = 40;

  static EmailText of(Notice notice) {
    return new EmailText("[Routerly] " + notice.subject(), textOf(notice), EmailHtml.of(notice));
  }

  private static String textOf(Notice notice) {
    StringBuilder text = new StringBuilder(Wrapping.wrapped(notice.sentence(), COLUMNS));
    Gauge.of(notice).ifPresent(gauge -> text.append("\n").append(barOf(gauge)).append("\n"));
    if (!notice.figures().isEmpty()) {
      text.append("\n").append(figures(notice.figures()));
    }
    if (!notice.link().isEmpty()) {
      text.append("\n").append(notice.link()).append("\n"); // Not wrapped: it is to be clicked.
    }
    return text.append("\n-- \n").append(Wrapping.wrapped(FOOTER, COLUMNS)).toString();
  }

  private static String barOf(Gauge gauge) {
    int full = gauge.filled() * BAR / 100;
    return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] " + gauge.percent() + " %";
  }

  private static String figures(List<Figure> figures) {
    int widest = figures.stream().mapToInt(figure -> figure.name().length()).max().orElse(0) + 3;
    StringBuilder text = new StringBuilder();
    for (Figure figure : figures) {
      String name = figure.name() + ":";
      text.append(name)
          .append(" ".repeat(widest - name.length()))
          .append(Wrapping.wrapped(figure.value(), COLUMNS - widest, " ".repeat(widest)));
    }
    return text.toString();
  }
}
