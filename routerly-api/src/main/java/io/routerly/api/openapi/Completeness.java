package io.routerly.api.openapi;

import io.routerly.api.describe.Asks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes sure that methods say what their signatures do not. */
final class Completeness {
  private Completeness() {}

  /**
   * Checks operations.
   *
   * @throws IllegalStateException if something is missing; it says all of it
   */
  static void require(List<Operation> operations) {
    List<String> missing = new ArrayList<>();
    Map<String, Operation> ids = new HashMap<>();
    for (Operation operation : operations) {
      if (operation.declaredAnswers().isEmpty()) {
        missing.add(operation + " must say what it answers: add @Answers");
      }
      if (operation.body().isPresent() && operation.takes().isEmpty()) {
        missing.add(operation + " must say what its body is: add @Takes to that parameter");
      }
      if (operation.query().filter(query -> !query.isAnnotationPresent(Asks.class)).isPresent()) {
        missing.add(operation + " must say what it reads of the query: add @Asks to the UriInfo");
      }
      Operation other = ids.put(operation.id(), operation);
      if (other != null) {
        missing.add(operation + " and " + other + " have the same id: rename one of them");
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "The API cannot be described:\n  " + String.join("\n  ", missing));
    }
  }
}
