package io.routerly.notify;

import static io.routerly.json.JsonFactories.BUILDERS;

import io.routerly.domain.Budget;
import io.routerly.domain.BudgetMetric;
import io.routerly.domain.BudgetState;
import io.routerly.domain.OnExhausted;
import io.routerly.domain.WindowType;
import io.routerly.notify.Notice.Figure;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts how a budget stands into words and figures. */
final class BudgetWords {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private BudgetWords() {}

  /** Returns such as {@code monthly budget on cost}. */
  static String nameOf(Budget budget) {
    return window(budget) + " budget on " + metric(budget);
  }

  private static String window(Budget budget) {
    return budget.windowType() == WindowType.PERIOD
        ? budget.windowSize()
        : "rolling one-" + budget.windowSize();
  }

  private static String metric(Budget budget) {
    return budget.metric().wireName().replace('_', ' ');
  }

  /** Returns such as {@code $8.04 of $10.00}. */
  static String standing(BudgetState state) {
    return amount(state.budget(), state.used()) + " of " + amount(state.budget(), limitOf(state));
  }

  private static BigDecimal limitOf(BudgetState state) {
    return state.budget().limit();
  }

  /** Returns what becomes of calls while the budget is exhausted, or nearly so. */
  static String consequence(BudgetState state) {
    return switch (state.budget().onExhausted()) {
      case BLOCK ->
          state.exhausted() ? "Calls are refused" : "Calls that need more than is left are refused";
      case WARN -> "Calls go on";
      case CHEAPEST -> "Calls go on, at the cheapest models";
    };
  }

  static List<Figure> figures(BudgetState state) {
    Budget budget = state.budget();
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("Used", standing(state)));
    figures.add(new Figure("Left", amount(budget, state.remaining())));
    figures.add(new Figure("Window", window(budget)));
    figures.add(new Figure("Since", time(state.startedAt(), budget.zone())));
    state
        .resetAt()
        .ifPresent(at -> figures.add(new Figure(resetName(budget), time(at, budget.zone()))));
    figures.add(new Figure("Calls now", callsNow(state)));
    return figures;
  }

  private static String callsNow(BudgetState state) {
    if (state.exhausted()) {
      return lower(consequence(state));
    }
    return state.isNearlyExhausted() && state.budget().onExhausted() == OnExhausted.BLOCK
        ? "refused if they need more than is left"
        : "served as usual";
  }

  private static String lower(String sentence) {
    return sentence.replace("Calls are ", "").replace("Calls ", "");
  }

  private static String resetName(Budget budget) {
    return budget.windowType() == WindowType.PERIOD ? "Resets" : "Room again from";
  }

  static String time(Instant at, ZoneId zone) {
    String name = zone.getId().equals("Z") ? "UTC" : zone.getId();
    return TIME.format(at.atZone(zone)) + " " + name;
  }

  /** Shows small costs as exactly as they are, up to a millionth of a dollar. */
  private static String amount(Budget budget, BigDecimal value) {
    boolean money = budget.metric() == BudgetMetric.COST;
    DecimalFormat format =
        new DecimalFormat(
            money ? "$#,##0.00####" : "#,##0.######",
            DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(value);
  }

  static JsonObjectBuilder facts(BudgetState state, String name) {
    Budget budget = state.budget();
    JsonObjectBuilder facts =
        BUILDERS
            .createObjectBuilder()
            .add("level", state.level().wireName())
            .add("name", name)
            .add("metric", budget.metric().wireName())
            .add("windowType", budget.windowType().wireName())
            .add("window", budget.windowSize())
            .add("limit", budget.limit())
            .add("current", state.used())
            .add("remaining", state.remaining())
            .add("startedAt", state.startedAt().toString());
    state.resetAt().ifPresent(at -> facts.add("resetAt", at.toString()));
    return facts;
  }
}
