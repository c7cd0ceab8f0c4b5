package io.routerly.standalone;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All that tells what was used at one moment.
 *
 * @param records the ledger's files, read as anyone would
 * @param summary what the summary says
 * @param globalBudgets what the budgets of the installation count
 * @param projectBudgets what the project's budgets count
 */
record Books(
    List<JsonObject> records, Amount summary, Amount globalBudgets, Amount projectBudgets) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Reads the books once nothing is held for calls under way. */
  static Books settled(URI root, Path home) throws IOException {
    Operator operator = new Operator(root).signIn();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (held(operator).signum() != 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError("there are calls that do not end");
      }
      Thread.onSpinWait();
    }
    return new Books(
        records(home),
        summary(operator),
        budgets(operator, "api/budgets"),
        budgets(operator, "api/projects/" + Shop.SLUG + "/budgets"));
  }

  private static BigDecimal held(Operator operator) {
    return items(operator.get("api/budgets")).stream()
        .map(item -> item.getJsonNumber("reserved").bigDecimalValue())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<JsonObject> items(JsonObject list) {
    return list.getJsonArray("items").getValuesAs(JsonObject.class);
  }

  private static List<JsonObject> records(Path home) throws IOException {
    try (JsonReader reader =
        Json.createReader(Files.newBufferedReader(home.resolve("data/usage.json")))) {
      return List.copyOf(reader.readArray().getValuesAs(JsonObject.class));
    }
  }

  private static Amount summary(Operator operator) {
    JsonObject total = operator.get("api/usage/summary?groupBy=model").getJsonObject("total");
    return new Amount(
        total.getInt("calls"),
        total.getJsonNumber("inputTokens").longValueExact(),
        total.getJsonNumber("outputTokens").longValueExact(),
        total.getJsonNumber("cost").bigDecimalValue(),
        total.getInt("unpriced"));
  }

  private static Amount budgets(Operator operator, String path) {
    List<JsonObject> budgets = items(operator.get(path));
    long input = used(budgets, "input_tokens").longValueExact();
    long output = used(budgets, "output_tokens").longValueExact();
    if (used(budgets, "total_tokens").longValueExact() != input + output) {
      throw new AssertionError("not the sum of both: " + budgets);
    }
    return new Amount(
        used(budgets, "calls").longValueExact(), input, output, used(budgets, "cost"), 0);
  }

  private static BigDecimal used(List<JsonObject> budgets, String metric) {
    return budgets.stream()
        .filter(budget -> budget.getString("metric").equals(metric))
        .findFirst()
        .orElseThrow()
        .getJsonNumber("used")
        .bigDecimalValue();
  }

  /** Returns what the records sum up to. */
  Amount ledger() {
    return records.stream().map(Amount::of).reduce(Amount.NONE, Amount::plus);
  }

  /** Returns what the successful attempts of a call used. */
  List<Amount> successes(String traceId) {
    return records.stream()
        .filter(record -> record.getString("traceId").equals(traceId))
        .filter(record -> record.getString("status").equals("success"))
        .map(Amount::of)
        .toList();
  }

  /** Returns ids, and attempts of calls, that are there twice. */
  List<String> duplicates() {
    Set<String> seen = new HashSet<>();
    List<String> twice = new ArrayList<>();
    for (JsonObject record : records) {
      String attempt = record.getString("traceId") + " " + record.getInt("attempt");
      for (String name : List.of(record.getString("id"), attempt)) {
        if (!seen.add(name)) {
          twice.add(name);
        }
      }
    }
    return twice;
  }
}
