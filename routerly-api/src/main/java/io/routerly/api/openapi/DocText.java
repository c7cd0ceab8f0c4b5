package io.routerly.api.openapi;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns what a comment in a source says into Markdown. */
final class DocText {
  private static final String PARAGRAPH = "\u0000";

  /** Those who read the description know no packages. */
  private static final Pattern PACKAGE = Pattern.compile("^([a-z][a-z0-9]*\\.)+");

  private DocText() {}

  static String of(List<? extends DocTree> parts) {
    return parts.stream()
        .map(DocText::of)
        .collect(Collectors.joining())
        .replaceAll("\\s+", " ")
        .replaceAll(" ?" + PARAGRAPH + " ?", "\n\n")
        .strip();
  }

  private static String of(DocTree part) {
    if (part instanceof TextTree text) {
      return text.getBody();
    }
    if (part instanceof LiteralTree literal) {
      return "`" + literal.getBody().getBody().strip() + "`";
    }
    if (part instanceof LinkTree link) {
      return link.getLabel().isEmpty()
          ? "`" + PACKAGE.matcher(link.getReference().getSignature()).replaceFirst("") + "`"
          : of(link.getLabel());
    }
    if (part instanceof StartElementTree element && element.getName().contentEquals("p")) {
      return PARAGRAPH;
    }
    return part.toString();
  }

  /** Returns what the parts link to. */
  static List<String> links(List<? extends DocTree> parts) {
    return parts.stream()
        .filter(LinkTree.class::isInstance)
        .map(part -> ((LinkTree) part).getReference().getSignature())
        .toList();
  }
}
