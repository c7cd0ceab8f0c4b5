package io.routerly.api.management;

import io.routerly.api.describe.Answers;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.RequiresPermission;
import io.routerly.domain.Model;
import io.routerly.domain.Permission;
import io.routerly.pipeline.ModelTrial;
import io.routerly.store.ConfigStore;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/** {@code /api/models/{id}/test}: tells whether a model answers. */
@Path("api/models/{id: .+}/test")
@Produces(MediaType.APPLICATION_JSON)
public final class ModelTestResource {
  private final ConfigStore config;
  private final Function<Model, ModelTrial.Outcome> trial;

  /**
   * @param trial makes the call
   */
  public ModelTestResource(ConfigStore config, Function<Model, ModelTrial.Outcome> trial) {
    this.config = config;
    this.trial = trial;
  }

  /**
   * Calls a model once, with a question of a few words, and waits for its answer, a minute at most.
   * The call is recorded and costs what it uses. That the model does not answer is no error of this
   * request: the answer tells why.
   */
  @POST
  @RequiresPermission(Permission.MODELS_WRITE)
  @Answers(ModelTestView.class)
  public Response test(@PathParam("id") String id) {
    Model model = ModelEdits.find(config.current(), PathNames.decoded(id));
    return JsonAnswer.ok(ModelTestView.of(trial.apply(model)));
  }
}
