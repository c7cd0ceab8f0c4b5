package io.routerly.api.management;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.InProject;
import io.routerly.api.describe.Refuses;
import io.routerly.api.describe.Takes;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.JsonBody;
import io.routerly.api.http.Refusals;
import io.routerly.api.http.RequiresPermission;
import io.routerly.domain.Default;
import io.routerly.domain.Permission;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectRole;
import io.routerly.error.ErrorCode;
import io.routerly.pipeline.Replay;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /api/projects/{slug}/replay}: what other policies would have made of past calls. */
@Path("api/projects/{slug}/replay")
@Produces(MediaType.APPLICATION_JSON)
public final class ReplayResource {
  private final ConfigStore config;
  private final Replay replay;
  private final BuiltInNames builtIns;

  public ReplayResource(ConfigStore config, Replay replay, BuiltInNames builtIns) {
    this.config = config;
    this.replay = replay;
    this.builtIns = builtIns;
  }

  /**
   * What is to be tried.
   *
   * @param policies in priority order
   * @param models in preference order; absent: those of the project
   * @param last how many calls
   */
  public record Proposal(
      List<PolicySpec> policies, Optional<List<String>> models, @Default("1000") int last) {}

  /** Rates the latest calls of the project by the proposed policies; changes nothing. */
  @POST
  @RequiresPermission(Permission.USAGE_READ)
  @InProject(ProjectRole.VIEWER)
  @Answers(ReplayShapes.ReplayOutcome.class)
  @Refuses(ErrorCode.OVERLOADED)
  public Response replay(
      @PathParam("slug") String slug,
      @Takes(Proposal.class) JsonBody body,
      @Context SecurityContext security) {
    Configuration current = config.current();
    Project project = ProjectEdits.find(current, slug, principalOf(security), ProjectRole.VIEWER);
    Proposal proposal = body.as(Proposal.class);
    requireValid(current, proposal);
    Project proposed =
        project.withRouting(proposal.policies(), proposal.models().orElse(project.models()));
    return JsonAnswer.ok(ReplayView.of(replay.run(current, proposed, proposal.last()), proposed));
  }

  private void requireValid(Configuration current, Proposal proposal) {
    for (int i = 0; i < proposal.policies().size(); i++) {
      builtIns.requirePolicy("/policies/" + i, proposal.policies().get(i));
    }
    List<String> models = proposal.models().orElse(List.of());
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < models.size(); i++) {
      if (current.model(models.get(i)).isEmpty()) {
        throw Refusals.wrongField("/models/" + i, "there is no model \"" + models.get(i) + "\"");
      }
      if (!seen.add(models.get(i))) {
        throw Refusals.wrongField("/models/" + i, "\"" + models.get(i) + "\" is listed twice");
      }
    }
    if (proposal.last() < 1 || proposal.last() > Replay.MOST_CALLS) {
      throw Refusals.wrongField("/last", "must be from 1 to " + Replay.MOST_CALLS);
    }
  }
}
