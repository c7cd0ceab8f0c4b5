package io.routerly.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ApiReferenceTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "reference", "api.md");

  @Test
  void theReferenceSaysWhatTheDescriptionSays() throws IOException {
    String text = new ApiReference(DescribedApi.ofThisBuild()).text();
    if (Boolean.getBoolean("routerly.writeApi")) {
      Files.writeString(DOCUMENT, text);
    }

    String written = Files.exists(DOCUMENT) ? Files.readString(DOCUMENT, UTF_8) : "";
    assertThat(written)
        .as(
            "docs/reference/api.md differs from the description of the API. Write it anew with"
                + " -Drouterly.writeApi=true, and read the difference before you commit it.")
        .isEqualTo(text);
  }
}
