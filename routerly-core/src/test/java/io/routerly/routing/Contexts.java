package io.routerly.routing;

import io.routerly.chat.Conversation;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.CallType;
import io.routerly.domain.Headroom;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.Resilience;
import io.routerly.routing.RoutingContext.Demand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Requests for tests of policies. */
public final class Contexts {
  private Contexts() {}

  /** Returns a request of which a policy can learn nothing. */
  public static RoutingContext any() {
    return with(new Demand(CallType.CHAT, false, 25, OptionalLong.empty(), Conversation.UNKNOWN));
  }

  /** Returns a request that asks for this. */
  public static RoutingContext with(Demand demand) {
    return with(demand, List.of());
  }

  /** Returns a request that asks for this, with so much left of its budgets. */
  public static RoutingContext with(Demand demand, List<Headroom> headroom) {
    ProjectToken token =
        new ProjectToken(
            "tok_a",
            "HASHED:x",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            BudgetMode.EXTEND,
            List.of());
    Project project =
        new Project(
            "proj_a",
            "A",
            "a",
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(token),
            List.of(),
            List.of(),
            Resilience.DEFAULT);
    return new RoutingContext(
            "trc_a",
            project,
            token,
            "auto",
            demand,
            Deadline.in(Duration.ofSeconds(5), () -> 0, () -> false),
            false)
        .within(() -> headroom);
  }
}
