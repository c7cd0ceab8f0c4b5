package io.routerly.notify;

import io.routerly.notify.Notice.Figure;

/**
 * A message as e-mail: subject, plain text, and HTML that reads well on light and dark ground, as
 * it sets neither and leaves the text's colour to the reader's program.
 *
 * @param subject without line breaks
 * @param text plain
 * @param html a whole document
 */
record EmailText(String subject, String text, String html) {
  private static final String FONT =
      "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
  private static final String CELL = "padding:8px 0;border-bottom:1px solid #88888855;";

  static EmailText of(Notice notice) {
    return new EmailText("[Routerly] " + notice.subject(), textOf(notice), htmlOf(notice));
  }

  private static String textOf(Notice notice) {
    StringBuilder text = new StringBuilder(notice.sentence()).append("\n\n");
    for (Figure figure : notice.figures()) {
      text.append("%-20s %s%n".formatted(figure.name() + ":", inOneLine(figure.value())));
    }
    return text.append(notice.figures().isEmpty() ? "" : "\n")
        .append(notice.link())
        .append("\n")
        .toString()
        .replace("\r\n", "\n");
  }

  private static String inOneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  private static String htmlOf(Notice notice) {
    StringBuilder rows = new StringBuilder();
    for (Figure figure : notice.figures()) {
      rows.append(
          """
          <tr><td style="%sopacity:.75;padding-right:24px">%s</td><td style="%stext-align:right">%s</td></tr>
          """
              .formatted(CELL, escaped(figure.name()), CELL, escaped(figure.value())));
    }
    return """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <title>%1$s</title></head>
        <body style="margin:0;padding:24px;%2$s;font-size:15px;line-height:1.5">
        <div style="max-width:560px;margin:0 auto">
        <p style="margin:0 0 16px;font-size:13px;opacity:.75">Routerly</p>
        <h1 style="margin:0 0 12px;font-size:20px;line-height:1.3">%1$s</h1>
        <p style="margin:0 0 20px">%3$s</p>
        <table role="presentation" cellspacing="0" cellpadding="0" style="width:100%%;border-collapse:collapse;font-size:14px">
        %4$s</table>
        <p style="margin:24px 0 0"><a href="%5$s" style="display:inline-block;padding:9px 16px;border:1px solid #3b82f6;border-radius:6px;color:#3b82f6;text-decoration:none">Open Routerly</a></p>
        </div></body></html>
        """
        .formatted(
            escaped(notice.subject()),
            FONT,
            escaped(notice.sentence()),
            rows,
            escaped(notice.link()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
