package io.routerly;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of error codes in the documentation is the one in the code. */
class ErrorReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference", "errors.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z_]+)` \\| (\\d{3}) \\| .+ \\| .+ \\|");

  private record Row(String code, int status) {}

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(REFERENCE).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> new Row(row.group(1), Integer.parseInt(row.group(2))))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyCodeHasOneRowWithItsStatus(ErrorCode code) throws IOException {
    assertThat(rows())
        .filteredOn(row -> row.code().equals(code.wireName()))
        .containsExactly(new Row(code.wireName(), code.status()));
  }

  @Test
  void everyRowHasACode() throws IOException {
    assertThat(rows()).hasSameSizeAs(ErrorCode.values());
  }
}
