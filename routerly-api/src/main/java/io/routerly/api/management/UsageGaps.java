package io.routerly.api.management;

import io.routerly.api.http.JsonAnswer;
import io.routerly.store.ConfigProblem;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.stream.Collectors;

/** Tells clients which archives of the ledger an answer does without. */
final class UsageGaps {
  /** Names the files that an export does without. */
  static final String HEADER = "x-routerly-incomplete";

  private UsageGaps() {}

  /** Adds {@code warnings} to an answer, if there is anything to warn of. */
  static JsonObjectBuilder added(List<ConfigProblem> gaps, JsonObjectBuilder answer) {
    if (!gaps.isEmpty()) {
      JsonArrayBuilder warnings = JsonAnswer.JSON.createArrayBuilder();
      gaps.forEach(gap -> warnings.add(gap.message()));
      answer.add("warnings", warnings);
    }
    return answer;
  }

  /** Returns the names of the files. */
  static String files(List<ConfigProblem> gaps) {
    return gaps.stream().map(ConfigProblem::file).collect(Collectors.joining(", "));
  }
}
