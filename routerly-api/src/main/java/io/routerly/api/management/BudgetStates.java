package io.routerly.api.management;

import io.routerly.api.http.JsonAnswer;
import io.routerly.domain.Budget;
import io.routerly.domain.BudgetState;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.util.List;

/** How budgets stand, as clients see it. */
final class BudgetStates {
  private BudgetStates() {}

  static JsonObject of(List<BudgetState> states) {
    JsonArrayBuilder items = JsonAnswer.JSON.createArrayBuilder();
    states.forEach(state -> items.add(of(state)));
    return JsonAnswer.JSON
        .createObjectBuilder()
        .add("items", items)
        .add("total", states.size())
        .build();
  }

  static JsonObjectBuilder of(BudgetState state) {
    Budget budget = state.budget();
    JsonObjectBuilder json =
        JsonAnswer.JSON
            .createObjectBuilder()
            .add("level", state.level().wireName())
            .add("metric", budget.metric().wireName())
            .add("limit", plain(budget.limit()))
            .add("windowType", budget.windowType().wireName())
            .add("windowSize", budget.windowSize())
            .add("onExhausted", budget.onExhausted().wireName())
            .add("used", plain(state.used()))
            .add("reserved", plain(state.reserved()))
            .add("remaining", plain(state.remaining()))
            .add("startedAt", state.startedAt().toString());
    budget.timeZone().ifPresent(zone -> json.add("timeZone", zone));
    return state
        .resetAt()
        .map(at -> json.add("resetAt", at.toString()))
        .orElseGet(() -> json.addNull("resetAt"));
  }

  /** Returns the number without an exponent when it is written. */
  private static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
