package io.routerly.api.proxy;

import io.routerly.api.http.JsonAnswer;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonFactories;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/**
 * Lists a project's models as OpenAI or as Anthropic would, by whose client is asking.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/models">OpenAI's list</a>
 * @see <a href="https://docs.anthropic.com/en/api/models-list">Anthropic's list</a>
 */
public final class ModelListing {
  /** Anthropic's word for a date that is not known. */
  private static final String UNKNOWN_DATE = "1970-01-01T00:00:00Z";

  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 1000;

  private final ConfigStore config;

  public ModelListing(ConfigStore config) {
    this.config = config;
  }

  Response list(ContainerRequestContext request) {
    List<Model> models = modelsOf(CallContext.caller(request).project());
    return JsonAnswer.ok(
        isAnthropic(request) ? anthropicPage(models, request) : openAiList(models));
  }

  Response one(ContainerRequestContext request, String modelId) {
    Model model =
        modelsOf(CallContext.caller(request).project()).stream()
            .filter(candidate -> candidate.id().equals(modelId))
            .findFirst()
            .orElseThrow(
                () ->
                    new GatewayException(
                        ErrorCode.MODEL_NOT_FOUND,
                        "This project has no model \"" + modelId + "\"."));
    return JsonAnswer.ok((isAnthropic(request) ? anthropic(model) : openAi(model)).build());
  }

  private List<Model> modelsOf(Project project) {
    Configuration current = config.current();
    return project.models().stream()
        .map(current::model)
        .flatMap(Optional::stream)
        .filter(Model::enabled)
        .toList();
  }

  private static boolean isAnthropic(ContainerRequestContext request) {
    return request.getHeaders().containsKey("anthropic-version");
  }

  private static JsonObject openAiList(List<Model> models) {
    JsonArrayBuilder data = JsonFactories.BUILDERS.createArrayBuilder();
    models.forEach(model -> data.add(openAi(model)));
    return JsonFactories.BUILDERS
        .createObjectBuilder()
        .add("object", "list")
        .add("data", data)
        .build();
  }

  private static JsonObjectBuilder openAi(Model model) {
    return JsonFactories.BUILDERS
        .createObjectBuilder()
        .add("id", model.id())
        .add("object", "model")
        .add("created", 0)
        .add("owned_by", model.provider());
  }

  private static JsonObject anthropicPage(List<Model> models, ContainerRequestContext request) {
    ModelPage page = ModelPage.of(models, request, DEFAULT_LIMIT, MAX_LIMIT);
    JsonArrayBuilder data = JsonFactories.BUILDERS.createArrayBuilder();
    page.models().forEach(model -> data.add(anthropic(model)));
    JsonObjectBuilder list =
        JsonFactories.BUILDERS
            .createObjectBuilder()
            .add("data", data)
            .add("has_more", page.hasMore());
    if (page.models().isEmpty()) {
      return list.addNull("first_id").addNull("last_id").build();
    }
    return list.add("first_id", page.models().get(0).id())
        .add("last_id", page.models().get(page.models().size() - 1).id())
        .build();
  }

  private static JsonObjectBuilder anthropic(Model model) {
    return JsonFactories.BUILDERS
        .createObjectBuilder()
        .add("type", "model")
        .add("id", model.id())
        .add("display_name", model.id())
        .add("created_at", UNKNOWN_DATE);
  }
}
