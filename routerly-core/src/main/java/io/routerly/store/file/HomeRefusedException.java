package io.routerly.store.file;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigProblem;
import java.nio.file.Path;
import java.util.List;

/**
 * Refuses a start because of what is in the home; the message, of several lines, is for the person
 * who starts the service.
 */
public final class HomeRefusedException extends GatewayException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  HomeRefusedException(Path home, List<ConfigProblem> problems) {
    super(ErrorCode.STORE_UNAVAILABLE, message(home, problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns what stands in the way; never empty. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  private static String message(Path home, List<ConfigProblem> problems) {
    StringBuilder text = new StringBuilder("The home " + home + " cannot be used:");
    problems.forEach(problem -> text.append("\n- ").append(problem));
    return text.toString();
  }
}
