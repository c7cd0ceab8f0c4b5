package io.routerly.api.management;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Asks;
import io.routerly.api.describe.Edits;
import io.routerly.api.describe.Refuses;
import io.routerly.api.describe.Takes;
import io.routerly.api.http.EntityTags;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.JsonBody;
import io.routerly.api.http.Paging;
import io.routerly.api.http.RequiresPermission;
import io.routerly.api.http.SignedIn;
import io.routerly.catalog.Catalog;
import io.routerly.domain.Model;
import io.routerly.domain.NamedKey;
import io.routerly.domain.Permission;
import io.routerly.error.ErrorCode;
import io.routerly.secret.ProviderKeys;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * {@code /api/models}: the LLMs that projects may use.
 *
 * <p>Ids hold slashes and colons, so an id is all that follows {@code models/}; no id ends like one
 * of the actions below it.
 */
@Path("api/models")
@Produces(MediaType.APPLICATION_JSON)
public final class ModelsResource {
  private final ConfigStore config;
  private final KeyEdits keyEdits;
  private final ModelEdits edits;
  private final ModelPresets presets;

  /**
   * @param catalog proposes what clients leave out of new models; asked when the first is made
   */
  public ModelsResource(
      ConfigStore config, ProviderKeys keys, BuiltInNames builtIns, Supplier<Catalog> catalog) {
    this.config = config;
    this.keyEdits = new KeyEdits(new KeyEntry(keys));
    this.edits = new ModelEdits(builtIns, keyEdits);
    this.presets = new ModelPresets(catalog);
  }

  /** Lists the models. */
  @GET
  @SignedIn
  @Answers(value = ModelView.class, list = true)
  public Response list(
      @Asks(Paging.class) @Context UriInfo uri, @Context SecurityContext security) {
    return JsonAnswer.ok(
        Paging.of(uri.getQueryParameters())
            .of(config.current().models().stream().map(m -> view(m, security)).toList()));
  }

  /** Adds a model; what the client leaves out, the catalog fills in if it knows the model. */
  @POST
  @RequiresPermission(Permission.MODELS_WRITE)
  @Answers(value = ModelView.class, status = 201, tagged = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response create(
      @Takes(
              value = ModelDraft.class,
              required = "id",
              nullable = {
                "inputPrice",
                "outputPrice",
                "cachePrice",
                "cacheWritePrice",
                "pricingTiers",
                "contextWindow",
                "capabilities"
              })
          JsonBody body,
      @Context SecurityContext security) {
    ModelDraft draft = JsonBody.bind(presets.completed(body.object()), ModelDraft.class);
    // Its key is encrypted while nobody puts another master secret in force.
    Configuration changed =
        config.edit(
            principalOf(security).actor(), current -> ModelEdits.add(current, edits.create(draft)));
    return shown(201, ModelEdits.find(changed, draft.id().orElseThrow()));
  }

  /** Shows a model. */
  @GET
  @Path("{id: .+}")
  @SignedIn
  @Answers(value = ModelView.class, tagged = true)
  public Response get(
      @PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
    Model model = ModelEdits.find(config.current(), PathNames.decoded(id));
    return principalOf(security).holds(Permission.MODELS_WRITE)
        ? JsonAnswer.taggedFor(headers, ModelView.forEditors(model), ModelVersion.of(model))
        : JsonAnswer.taggedFor(headers, ModelView.forReaders(model));
  }

  /** Replaces all fields of a model except its id, and its keys unless new ones come along. */
  @PUT
  @Path("{id: .+}")
  @RequiresPermission(Permission.MODELS_WRITE)
  @Answers(value = ModelView.class, tagged = true, conditional = true)
  @Edits
  public Response replace(
      @PathParam("id") String id,
      @Takes(ModelDraft.class) JsonBody body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    ModelDraft draft = body.as(ModelDraft.class);
    return change(id, security, headers, before -> edits.change(before, draft));
  }

  /** Changes some fields of a model, by JSON merge patch; a null takes its keys away. */
  @PATCH
  @Path("{id: .+}")
  @RequiresPermission(Permission.MODELS_WRITE)
  @Answers(value = ModelView.class, tagged = true, conditional = true)
  @Edits
  public Response patch(
      @PathParam("id") String id,
      @Takes(ModelDraft.class) JsonBody body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    return change(id, security, headers, before -> edits.patch(before, body));
  }

  /** Removes a model that no project uses, its policies included. */
  @DELETE
  @Path("{id: .+}")
  @RequiresPermission(Permission.MODELS_WRITE)
  @Answers(conditional = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response delete(
      @PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
    String name = PathNames.decoded(id);
    config.edit(
        principalOf(security).actor(),
        current -> {
          EntityTags.requireMatch(headers, ModelVersion.of(ModelEdits.find(current, name)));
          return edits.remove(current, name);
        });
    return Response.noContent().build();
  }

  /** Sets a provider key of a model: that in {@code apiKey}, or the one of a name. */
  @POST
  @Path("{id: .+}/apikey")
  @RequiresPermission(Permission.MODELS_WRITE)
  @Answers(value = ModelView.class, tagged = true, conditional = true)
  @Edits
  public Response setKey(
      @PathParam("id") String id,
      @Takes(NewKey.class) JsonBody body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    NewKey key = body.as(NewKey.class);
    return change(id, security, headers, before -> keyEdits.with(before, key));
  }

  /**
   * Takes a provider key of a model away.
   *
   * @param name which of its keys; that in {@code apiKey} unless told
   */
  @DELETE
  @Path("{id: .+}/apikey")
  @RequiresPermission(Permission.MODELS_WRITE)
  @Answers(value = ModelView.class, tagged = true, conditional = true)
  @Edits
  public Response removeKey(
      @PathParam("id") String id,
      @QueryParam("name") @DefaultValue(NamedKey.DEFAULT) String name,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    return change(id, security, headers, before -> KeyEdits.without(before, name));
  }

  private Response change(
      String id, SecurityContext security, HttpHeaders headers, UnaryOperator<Model> change) {
    String name = PathNames.decoded(id);
    Configuration changed =
        config.edit(
            principalOf(security).actor(),
            current -> {
              EntityTags.requireMatch(headers, ModelVersion.of(ModelEdits.find(current, name)));
              return ModelEdits.replace(current, name, change);
            });
    return shown(200, ModelEdits.find(changed, name));
  }

  private static Response shown(int status, Model model) {
    return JsonAnswer.tagged(status, ModelView.forEditors(model), ModelVersion.of(model));
  }

  private static ModelView view(Model model, SecurityContext security) {
    return principalOf(security).holds(Permission.MODELS_WRITE)
        ? ModelView.forEditors(model)
        : ModelView.forReaders(model);
  }
}
