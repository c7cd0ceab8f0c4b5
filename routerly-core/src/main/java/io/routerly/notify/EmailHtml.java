package io.routerly.notify;

import io.routerly.notify.Notice.Figure;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A message as an HTML document for programs that read mail: tables and inline styles, which all of
 * them keep, and a style sheet for dark ground, which those that know of it keep.
 */
final class EmailHtml {
  private static final String DOCUMENT =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
      <title>{subject}</title>
      <style>
      :root{color-scheme:light dark}
      @media (max-width:480px){.outer{padding:12px 8px!important}.inner{padding:20px 18px!important}}
      @media (prefers-color-scheme:dark){
      .outer,body{background:#111418!important}
      .inner{background:#1b2027!important;border-color:#323a45!important}
      .strong{color:#f3f5f7!important}.plain{color:#d3d9e0!important}.faint{color:#9aa5b1!important}
      .line{border-color:#323a45!important}.track{background:#323a45!important}
      .tone{color:{dark}!important}.fill{background:{dark}!important}
      }
      </style></head>
      <body style="margin:0;padding:0;background:#f2f4f6">
      <div style="display:none;max-height:0;overflow:hidden;mso-hide:all">{preheader}{filler}</div>
      <table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0"><tr>
      <td class="outer" align="center" style="padding:28px 16px;background:#f2f4f6">
      <table role="presentation" width="560" cellspacing="0" cellpadding="0" border="0" style="width:100%;max-width:560px"><tr>
      <td class="inner" align="left" style="padding:28px 32px;background:#ffffff;border:1px solid #dfe3e8;border-radius:8px;{font}">
      <p class="faint" style="margin:0 0 14px;font-size:13px;line-height:18px;color:#5c6773">Routerly &middot; <span class="tone" style="color:{light};font-weight:600">{label}</span></p>
      <h1 class="strong" style="margin:0 0 10px;font-size:20px;line-height:27px;font-weight:600;color:#14181d;{break}">{subject}</h1>
      {sentence}{gauge}{figures}{button}</td></tr><tr>
      <td class="faint" style="padding:14px 4px 0;font-size:12px;line-height:17px;color:#5c6773;{font}">{footer}</td>
      </tr></table></td></tr></table></body></html>
      """;

  private static final String GAUGE =
      """
      <table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" style="margin:18px 0 0"><tr>
      <td valign="middle"><table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0"><tr>
      <td class="track" style="background:#e3e7eb;border-radius:5px;font-size:0;line-height:0">
      <table role="presentation" width="{filled}%" cellspacing="0" cellpadding="0" border="0" style="width:{filled}%"><tr>
      <td class="fill" height="10" style="height:10px;background:{light};border-radius:5px;font-size:0;line-height:0">&nbsp;</td></tr></table></td></tr></table></td>
      <td class="strong" align="right" valign="middle" width="68" style="width:68px;font-size:15px;line-height:18px;font-weight:600;color:#14181d;white-space:nowrap">{percent}&nbsp;%</td>
      </tr></table>
      """;

  private static final String FIGURE =
      """
      <tr><td class="line faint" valign="top" style="padding:9px 20px 9px 0;border-bottom:1px solid #e6e9ed;font-size:14px;line-height:20px;color:#5c6773;white-space:nowrap">{name}</td>
      <td class="line strong" align="right" valign="top" style="padding:9px 0;border-bottom:1px solid #e6e9ed;font-size:14px;line-height:20px;color:#14181d;{break}">{value}</td></tr>
      """;

  private static final String BUTTON =
      """
      <table role="presentation" cellspacing="0" cellpadding="0" border="0" style="margin:24px 0 0"><tr>
      <td style="background:#2457c5;border-radius:6px"><a href="{link}" style="display:inline-block;padding:10px 18px;font-size:14px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none">Open Routerly</a></td></tr></table>
      """;

  private static final String FONT =
      "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
  private static final String BREAK = "word-break:break-word;overflow-wrap:anywhere";

  /** Fills the line that lists of mails show, so that nothing else of the document gets there. */
  private static final String FILLER = "&#847;&zwnj;&nbsp;".repeat(60);

  private EmailHtml() {}

  static String of(Notice notice) {
    Tone tone = Tone.of(notice.kind());
    return DOCUMENT
        .replace("{gauge}", Gauge.of(notice).map(EmailHtml::gauge).orElse(""))
        .replace("{sentence}", sentence(notice))
        .replace("{figures}", figures(notice))
        .replace("{button}", notice.link().isEmpty() ? "" : BUTTON)
        .replace("{font}", FONT)
        .replace("{break}", BREAK)
        .replace("{light}", tone.onLight())
        .replace("{dark}", tone.onDark())
        .replace("{label}", tone.label())
        .replace("{filler}", FILLER)
        .replace("{footer}", escaped(EmailText.FOOTER))
        .replace("{link}", escaped(notice.link()))
        .replace("{preheader}", escaped(rest(notice)))
        .replace("{subject}", escaped(notice.subject()));
  }

  private static String sentence(Notice notice) {
    return "<p class=\"plain\" style=\"margin:0;font-size:15px;line-height:22px;color:#333b44;"
        + BREAK
        + "\">"
        + escaped(rest(notice))
        + "</p>\n";
  }

  /** The sentence begins with the subject, which stands above it. */
  private static String rest(Notice notice) {
    String subject = notice.subject() + ": ";
    String sentence = notice.sentence();
    if (!sentence.startsWith(subject)) {
      return sentence;
    }
    String rest = sentence.substring(subject.length());
    return rest.substring(0, 1).toUpperCase(Locale.ROOT) + rest.substring(1);
  }

  private static String gauge(Gauge gauge) {
    return (gauge.filled() == 0 ? GAUGE.replace("background:{light};", "") : GAUGE)
        .replace("class=\"fill\"", gauge.filled() == 0 ? "" : "class=\"fill\"")
        .replace("{filled}", String.valueOf(gauge.filled()))
        .replace("{percent}", String.valueOf(gauge.percent()));
  }

  private static String figures(Notice notice) {
    return notice.figures().isEmpty()
        ? ""
        : notice.figures().stream()
            .map(EmailHtml::figure)
            .collect(
                Collectors.joining(
                    "",
                    "<table role=\"presentation\" width=\"100%\" cellspacing=\"0\""
                        + " cellpadding=\"0\" border=\"0\" style=\"margin:16px 0 0\">\n",
                    "</table>\n"));
  }

  private static String figure(Figure figure) {
    return FIGURE
        .replace("{name}", escaped(figure.name()))
        .replace("{value}", escaped(figure.value()));
  }

  /** Braces too, as they stand for what is filled in. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replace("{", "&#123;")
        .replace("}", "&#125;");
  }
}
