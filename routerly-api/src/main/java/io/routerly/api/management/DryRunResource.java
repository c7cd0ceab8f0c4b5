package io.routerly.api.management;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Asks;
import io.routerly.api.describe.InProject;
import io.routerly.api.describe.Refuses;
import io.routerly.api.describe.Takes;
import io.routerly.api.http.AtMost;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.JsonBody;
import io.routerly.api.http.QueryParameters;
import io.routerly.api.http.Refusals;
import io.routerly.api.http.SignedIn;
import io.routerly.auth.Caller;
import io.routerly.domain.CallType;
import io.routerly.domain.Ids;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectRole;
import io.routerly.domain.ProjectToken;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.pipeline.Pipeline;
import io.routerly.pipeline.ProxyRequest;
import io.routerly.store.ConfigStore;
import io.routerly.upstream.CancelSignal;
import io.routerly.wire.RequestFacts;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/projects/{slug}/route}: the decision for a request that is not made. */
@Path("api/projects/{slug}/route")
@Produces(MediaType.APPLICATION_JSON)
public final class DryRunResource {
  private static final int LONGEST_BODY = 8 * 1024 * 1024;
  private static final int LONGEST_CONVERSATION_ID = 200;

  private final ConfigStore config;
  private final Pipeline pipeline;
  private final Ids ids;
  private final Clock clock;

  public DryRunResource(ConfigStore config, Pipeline pipeline, Ids ids, Clock clock) {
    this.config = config;
    this.pipeline = pipeline;
    this.ids = ids;
    this.clock = clock;
  }

  /** An API that clients speak. */
  private record Api(CallType callType, WireFormat format, String path) {
    static final Api CHAT = new Api(CallType.CHAT, WireFormat.OPENAI_CHAT, "/chat/completions");
    static final Api RESPONSES =
        new Api(CallType.RESPONSES, WireFormat.OPENAI_RESPONSES, "/responses");
    static final Api MESSAGES =
        new Api(CallType.MESSAGES, WireFormat.ANTHROPIC_MESSAGES, "/messages");

    static Api of(MultivaluedMap<String, String> query, RequestFacts facts) {
      String name =
          QueryParameters.text(query, "api").orElse(facts.hybrid() ? "responses" : "chat");
      return switch (name) {
        case "chat" -> CHAT;
        case "responses" -> RESPONSES;
        case "messages" -> MESSAGES;
        default -> throw QueryParameters.wrong("api", "must be chat, responses or messages");
      };
    }
  }

  /**
   * Decides which models would serve the request in the body; nothing is sent or counted.
   *
   * @param model counts as for a call, before the model that the body names
   * @param conversation only with this id may a conversation stay on its model
   */
  @POST
  @SignedIn
  @InProject(ProjectRole.VIEWER)
  @Answers(TraceShapes.RoutingTrace.class)
  @Refuses({ErrorCode.MODEL_NOT_FOUND, ErrorCode.CONFLICT})
  public Response route(
      @PathParam("slug") String slug,
      @Takes @AtMost(LONGEST_BODY) JsonBody body,
      @Asks(TraceShapes.RouteQuestion.class) @Context UriInfo uri,
      @HeaderParam("x-routerly-model") @Nullable String model,
      @HeaderParam("x-routerly-conversation-id") @Nullable String conversation,
      @Context SecurityContext security) {
    Project project =
        ProjectEdits.find(config.current(), slug, principalOf(security), ProjectRole.VIEWER);
    MultivaluedMap<String, String> query = uri.getQueryParameters();
    QueryParameters.requireKnown(query, Set.of("api", "token"));
    Caller caller = new Caller(project, token(project, QueryParameters.text(query, "token")));
    Api api = Api.of(query, RequestScanner.scan(WireFormat.OPENAI_CHAT, body.bytes()));
    RequestFacts facts = facts(api, body, model);
    return JsonAnswer.ok(
        TraceView.ofDecision(pipeline.preview(request(caller, api, body, facts, conversation))));
  }

  private static ProjectToken token(Project project, Optional<String> id) {
    return project.tokens().stream()
        .filter(token -> id.map(token.id()::equals).orElse(true))
        .findFirst()
        .orElseThrow(
            () ->
                id.map(named -> Refusals.notFound("token " + named))
                    .orElseGet(
                        () ->
                            Refusals.conflict(
                                "The project has no token, so that nobody can call it: make"
                                    + " one.")));
  }

  private static RequestFacts facts(Api api, JsonBody body, @Nullable String model) {
    RequestFacts facts = RequestScanner.scan(api.format(), body.bytes());
    RequestFacts named = said(model).map(facts::withModel).orElse(facts);
    if (named.model().isEmpty()) {
      throw Refusals.wrongField("/model", "is missing: the request names no model");
    }
    return named;
  }

  private ProxyRequest request(
      Caller caller, Api api, JsonBody body, RequestFacts facts, @Nullable String conversation) {
    return new ProxyRequest(
        ids.trace(),
        clock.instant(),
        caller,
        api.callType(),
        api.format(),
        "POST",
        api.path(),
        "",
        List.of(),
        body.bytes(),
        facts,
        new CancelSignal(),
        false,
        conversationId(conversation));
  }

  private static Optional<String> conversationId(@Nullable String header) {
    Optional<String> id = said(header);
    if (id.filter(text -> text.length() > LONGEST_CONVERSATION_ID).isPresent()) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "The header x-routerly-conversation-id must have "
              + LONGEST_CONVERSATION_ID
              + " characters at most.");
    }
    return id;
  }

  /** A header without text counts as absent. */
  private static Optional<String> said(@Nullable String header) {
    return Optional.ofNullable(header).map(String::strip).filter(text -> !text.isEmpty());
  }
}
