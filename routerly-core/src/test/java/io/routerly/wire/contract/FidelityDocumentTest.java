package io.routerly.wire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FidelityDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "reference", "fidelity.md");

  @Test
  void theDocumentSaysWhatTranslationDoes() throws IOException {
    String text = FidelityDocument.text();
    if (Boolean.getBoolean("routerly.writeFidelity")) {
      Files.writeString(DOCUMENT, text);
    }

    String written = Files.exists(DOCUMENT) ? Files.readString(DOCUMENT, UTF_8) : "";
    assertThat(written)
        .as(
            "docs/reference/fidelity.md differs from what translation does. Write it anew with"
                + " -Drouterly.writeFidelity=true, and read the difference before you commit it.")
        .isEqualTo(text);
  }
}
