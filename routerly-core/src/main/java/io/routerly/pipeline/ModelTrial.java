package io.routerly.pipeline;

import io.routerly.auth.Caller;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.CallType;
import io.routerly.domain.Ids;
import io.routerly.domain.Model;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.Resilience;
import io.routerly.domain.Stickiness;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonFactories;
import io.routerly.json.JsonTrees;
import io.routerly.routing.Trace;
import io.routerly.store.Configuration;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.Header;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes one small call to one model, for people who want to know whether it answers.
 *
 * <p>The call takes the way of all calls, so it meets what they would meet, and is recorded, priced
 * and held in the budgets of the installation as they are. It belongs to no project of anybody's,
 * but to one of the name {@value #PROJECT} that is nowhere configured. Thread-safe.
 */
public final class ModelTrial {
  /** What records and traces of these calls have as their project's slug. */
  public static final String PROJECT = "model-test";

  private static final String PROJECT_ID = "proj_" + PROJECT;
  private static final String TOKEN_ID = "tok_" + PROJECT;

  /** In milliseconds; a model that has to be loaded first takes its time. */
  private static final int PATIENCE = 60_000;

  /** Models that think before they answer need room for that, or they refuse the call. */
  private static final int MOST_TOKENS = 512;

  private static final List<Header> HEADERS =
      List.of(
          new Header("content-type", "application/json"), new Header("accept", "application/json"));

  private final Pipeline pipeline;
  private final Supplier<Configuration> configuration;
  private final TraceBook traces;
  private final Ids ids;
  private final Clock clock;

  /**
   * @param traces tells what became of the call
   */
  public ModelTrial(
      Pipeline pipeline,
      Supplier<Configuration> configuration,
      TraceBook traces,
      Ids ids,
      Clock clock) {
    this.pipeline = pipeline;
    this.configuration = configuration;
    this.traces = traces;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What became of the call.
   *
   * @param traceId leads to the decision and the attempts
   * @param attempt the last time that the provider was asked; absent if it was not
   * @param failure why there is no answer; absent if there is one
   */
  public record Outcome(
      String traceId, Optional<Trace.Attempt> attempt, Optional<GatewayException> failure) {}

  /** Calls the model and waits for the end of its answer, a minute at most. */
  public Outcome of(Model model) {
    String traceId = ids.trace();
    Optional<GatewayException> failure = call(traceId, model);
    return new Outcome(traceId, traces.get(traceId).flatMap(ModelTrial::last), failure);
  }

  private static Optional<Trace.Attempt> last(Trace trace) {
    return trace.attempts().stream()
        .filter(Trace.Attempt::wasSent)
        .reduce((earlier, later) -> later);
  }

  private Optional<GatewayException> call(String traceId, Model model) {
    Project project = project(model);
    ProxyRequest request = request(traceId, model, new Caller(project, project.tokens().get(0)));
    try {
      pipeline
          .serve(request, configuration.get().withProjects(List.of(project)))
          .body()
          .writeTo(OutputStream.nullOutputStream());
      return Optional.empty();
    } catch (GatewayException e) {
      return Optional.of(e);
    } catch (IOException e) {
      return Optional.of(
          new GatewayException(ErrorCode.PROVIDER_UNREACHABLE, "The answer broke off.", e));
    }
  }

  private Project project(Model model) {
    ProjectToken token =
        new ProjectToken(
            TOKEN_ID,
            ProjectToken.HASHED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            BudgetMode.EXTEND,
            List.of());
    return new Project(
        PROJECT_ID,
        "Model test",
        PROJECT,
        Optional.empty(),
        List.of(),
        List.of(model.id()),
        Optional.of(ModelSelection.REQUIRE),
        List.of(token),
        List.of(),
        List.of(),
        new Resilience(PATIENCE, Stickiness.OFF, Optional.empty()));
  }

  private ProxyRequest request(String traceId, Model model, Caller caller) {
    boolean embeds =
        model.capabilities().contains("embedding") && !model.capabilities().contains("chat");
    WireFormat format = embeds ? WireFormat.OPAQUE : WireFormat.OPENAI_CHAT;
    byte[] body = JsonTrees.bytes(embeds ? embedding(model) : question(model));
    return new ProxyRequest(
        traceId,
        clock.instant(),
        caller,
        embeds ? CallType.PASSTHROUGH : CallType.CHAT,
        format,
        "POST",
        embeds ? "/embeddings" : "/chat/completions",
        "",
        HEADERS,
        body,
        RequestScanner.scan(format, body),
        new CancelSignal(),
        false,
        Optional.empty());
  }

  private static JsonObject embedding(Model model) {
    return object().add("model", model.id()).add("input", "Hello").build();
  }

  private static JsonObject question(Model model) {
    JsonArrayBuilder messages =
        JsonFactories.BUILDERS
            .createArrayBuilder()
            .add(object().add("role", "user").add("content", "Answer with the word yes."));
    return object()
        .add("model", model.id())
        .add("messages", messages)
        .add("max_completion_tokens", MOST_TOKENS)
        .build();
  }

  private static JsonObjectBuilder object() {
    return JsonFactories.BUILDERS.createObjectBuilder();
  }
}
