package io.routerly.api.management;

import io.routerly.api.http.JsonAnswer;
import io.routerly.domain.BudgetState;
import io.routerly.event.GatewayEvent;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * An event as those see it who follow events.
 *
 * @param name what happened, such as {@code call}
 * @param data what is told of it
 */
record EventView(String name, JsonObject data) {
  static EventView of(GatewayEvent event) {
    if (event instanceof GatewayEvent.CallFinished call) {
      return new EventView("call", UsageView.of(call.record()));
    }
    if (event instanceof GatewayEvent.BudgetThreshold budget) {
      return ofBudget("budget.threshold", budget.state(), Optional.of(budget.percent()));
    }
    if (event instanceof GatewayEvent.BudgetExhausted budget) {
      return ofBudget("budget.exhausted", budget.state(), Optional.empty());
    }
    if (event instanceof GatewayEvent.BudgetReset budget) {
      return ofBudget("budget.reset", budget.state(), Optional.empty());
    }
    if (event instanceof GatewayEvent.ModelUnhealthy model) {
      return ofModel("provider.unhealthy", model.modelId(), model.provider());
    }
    if (event instanceof GatewayEvent.ModelRecovered model) {
      return ofModel("provider.recovered", model.modelId(), model.provider());
    }
    String name =
        event instanceof GatewayEvent.LedgerUnavailable ? "ledger.unavailable" : "ledger.available";
    return new EventView(name, JsonObject.EMPTY_JSON_OBJECT);
  }

  private static EventView ofBudget(String name, BudgetState state, Optional<Integer> percent) {
    var json = JsonAnswer.JSON.createObjectBuilder().add("scopeId", state.scopeId());
    percent.ifPresent(reached -> json.add("percent", reached));
    return new EventView(name, json.add("budget", BudgetStates.of(state)).build());
  }

  private static EventView ofModel(String name, String modelId, String provider) {
    return new EventView(
        name,
        JsonAnswer.JSON
            .createObjectBuilder()
            .add("modelId", modelId)
            .add("provider", provider)
            .build());
  }
}
