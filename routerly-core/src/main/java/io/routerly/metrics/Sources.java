package io.routerly.metrics;

import io.routerly.domain.BudgetState;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Who knows how things stand; asked whenever the figures are read.
 *
 * @param models the models that are configured
 * @param projects the projects that are configured
 * @param budgets how all budgets stand
 * @param errorRate the share of a model's recent attempts that failed, from 0 to 1
 * @param cooldown for how much longer a model is left alone, if it is
 * @param ledgerHealthy whether usage can be recorded
 * @param heldRecords how many usage records wait in memory for the ledger
 * @param notifications how many messages wait, and what became of the others
 */
public record Sources(
    Supplier<List<Model>> models,
    Supplier<List<Project>> projects,
    Supplier<List<BudgetState>> budgets,
    ToDoubleFunction<Model> errorRate,
    Function<Model, Optional<Duration>> cooldown,
    BooleanSupplier ledgerHealthy,
    IntSupplier heldRecords,
    Supplier<Messages> notifications) {
  /**
   * Messages to people.
   *
   * @param waiting how many channels have yet to take
   * @param delivered how many were taken since the start
   * @param lost how many were given up since the start
   */
  public record Messages(int waiting, long delivered, long lost) {}
}
