package io.routerly.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ApiReferenceTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(#([^)]+)\\)");
  private static final Path DOCUMENT = Path.of("..", "docs", "reference", "api.md");

  @Test
  void theReferenceSaysWhatTheDescriptionSays() throws IOException {
    String text = new ApiReference(DescribedApi.ofThisBuild()).text();
    if (Boolean.getBoolean("routerly.writeApi")) {
      Files.writeString(DOCUMENT, text);
    }

    String written = Files.exists(DOCUMENT) ? Files.readString(DOCUMENT, UTF_8) : "";
    assertThat(difference(written, text))
        .as(
            "docs/reference/api.md differs from the description of the API. Write it anew with"
                + " -Drouterly.writeApi=true, and read the difference before you commit it.")
        .isEmpty();
  }

  @Test
  void everyLinkOfItLeadsToOneHeading() {
    String text = new ApiReference(DescribedApi.ofThisBuild()).text();
    List<String> headings =
        text.lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
            .map(heading -> heading.replaceAll("[^a-z0-9_ -]", "").replace(' ', '-'))
            .toList();

    assertThat(headings).doesNotHaveDuplicates();
    assertThat(LINK.matcher(text).results().map(link -> link.group(1)))
        .isNotEmpty()
        .isSubsetOf(headings);
  }

  /** Returns the first line that differs; the whole would be too much to read. */
  private static String difference(String written, String text) {
    List<String> before = written.lines().toList();
    List<String> after = text.lines().toList();
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      String old = i < before.size() ? before.get(i) : "the end";
      String now = i < after.size() ? after.get(i) : "the end";
      if (!old.equals(now)) {
        return "line " + (i + 1) + " is " + old + " and should be " + now;
      }
    }
    return "";
  }
}
