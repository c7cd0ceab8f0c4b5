package io.routerly.testkit;

import io.routerly.testkit.http.Cut;
import io.routerly.testkit.http.Header;
import io.routerly.testkit.http.LoopbackServer;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.http.ResponseStream;
import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.Script;
import io.routerly.testkit.script.Source;
import io.routerly.testkit.script.TokenCounts;
import io.routerly.testkit.wire.Answer;
import io.routerly.testkit.wire.ApiError;
import io.routerly.testkit.wire.Call;
import io.routerly.testkit.wire.ErrorFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * A provider on the loopback address that is as strict as the real one and fails on command.
 *
 * <p>Requests that the real provider would refuse are refused in its own envelope and use up no
 * script. Every other request takes the next script of the queue, or the default when the queue is
 * empty. All requests are recorded. Thread-safe; closing ends all its threads and connections.
 */
public abstract class FakeProvider implements AutoCloseable {
  /** How the gateway's own tokens begin; one that arrives here has leaked. */
  private static final String GATEWAY_TOKEN = "sk-rt-";

  private final LoopbackServer server;
  private final ErrorFormat errors;
  private final Queue<Script> next = new ConcurrentLinkedQueue<>();
  private final Queue<RecordedRequest> leaks = new ConcurrentLinkedQueue<>();
  private volatile Function<RecordedRequest, Script> otherwise = request -> Script.answer();

  FakeProvider(String name, ErrorFormat errors) {
    this.errors = errors;
    this.server = LoopbackServer.start(name, this::serve, Clock.systemUTC());
  }

  /** Returns the key that callers have to present. */
  public abstract String apiKey();

  /** Returns where an accepted request goes; throws {@link RefusedException} for any other. */
  abstract Route route(RecordedRequest request);

  /** Returns the headers of every answer; many of them are not for a gateway's clients. */
  List<Header> usualHeaders(long number) {
    return List.of();
  }

  /** Returns what the provider's own SDK takes as its base URL, without a slash at its end. */
  public String baseUrl() {
    return server.uri().toString();
  }

  /** Returns the address without any path, such as {@code http://127.0.0.1:40123}. */
  public final String origin() {
    return server.uri().toString();
  }

  /** Plays these scripts for the next requests, one each, before any default. */
  public final void next(Script... scripts) {
    next.addAll(List.of(scripts));
  }

  /** Plays this script for every request that finds the queue empty. */
  public final void byDefault(Script script) {
    otherwise = request -> script;
  }

  /** Lets every request that finds the queue empty decide its script. */
  public final void byDefault(Function<RecordedRequest, Script> script) {
    otherwise = script;
  }

  /** Returns how many scripts still wait for a request. */
  public final int scriptsLeft() {
    return next.size();
  }

  /** Returns all requests so far, in order of arrival, refused ones included. */
  public final List<RecordedRequest> requests() {
    return server.journal().requests();
  }

  /**
   * Returns the next request that was not taken before, waiting for it.
   *
   * @throws AssertionError if none comes within {@code patience}
   */
  public final RecordedRequest takeRequest(Duration patience) {
    return server.journal().take(patience);
  }

  /**
   * Returns all requests as soon as there are {@code count} of them.
   *
   * @throws AssertionError if there are fewer after {@code patience}
   */
  public final List<RecordedRequest> awaitRequests(int count, Duration patience) {
    return server.journal().await(count, patience);
  }

  /** Returns the requests that carried a token of the gateway in their target or headers. */
  public final List<RecordedRequest> leaks() {
    return List.copyOf(leaks);
  }

  /** Returns what arrived that was no HTTP/1.1 request, and failures of the fake itself. */
  public final List<String> malformed() {
    return server.journal().malformed();
  }

  /** Returns how many connections are open now. */
  public final int openConnections() {
    return server.openConnections();
  }

  @Override
  public void close() {
    server.close();
  }

  /** Returns the text of the usual answer: its accents and emoji take two to four bytes each. */
  public static String usualText(String model) {
    return "Hello from " + model + ": déjà vu, naïve café 👋.";
  }

  private void serve(RecordedRequest request, ResponseStream response) throws IOException {
    Route route;
    try {
      refuseLeak(request);
      route = route(request);
    } catch (RefusedException e) {
      new Delivery(errors(request).refusal(e.error()), List.of(), response).send();
      return;
    }
    Script queued = next.poll();
    play(queued == null ? otherwise.apply(request) : queued, request, route, response);
  }

  private void play(Script script, RecordedRequest request, Route route, ResponseStream response)
      throws IOException {
    response.pace(script.pace().pieceBytes(), script.pace().pause());
    if (script.source() instanceof Source.NotHttp garbage) {
      response.send(garbage.bytes().getBytes(StandardCharsets.ISO_8859_1));
      throw response.cut(Cut.FIN);
    }
    new Delivery(answer(script, request, route, response), script.faults(), response).send();
  }

  /** A script that cannot be played shows as a 500 that says why, not as a broken connection. */
  private Answer answer(
      Script script, RecordedRequest request, Route route, ResponseStream response)
      throws IOException {
    try {
      Call call = call(script, request, route);
      Answer answer = withUsualHeaders(answer(script.source(), call, route), script, request);
      return new AnswerEditor(route.format(), call).apply(script.edits(), answer);
    } catch (IllegalArgumentException | IllegalStateException e) {
      new Delivery(Answer.exactly(500, List.of(), e.toString()), List.of(), response).send();
      throw e;
    }
  }

  private Answer withUsualHeaders(Answer answer, Script script, RecordedRequest request) {
    if (script.source() instanceof Source.Exactly) {
      return answer;
    }
    List<Header> headers = new ArrayList<>(answer.headers());
    headers.addAll(usualHeaders(request.order()));
    return answer.withHeaders(headers);
  }

  private static Call call(Script script, RecordedRequest request, Route route) {
    List<Part> parts = parts(script.source(), route);
    TokenCounts counts = script.counts().orElseGet(() -> counts(request, parts));
    return new Call(route.model(), route.body(), parts, counts, request.order());
  }

  private static List<Part> parts(Source source, Route route) {
    if (source instanceof Source.Say say) {
      return say.parts();
    }
    if (source instanceof Source.CallTools tools
        && !route.format().endsWithToolResult(route.body())) {
      return tools.calls();
    }
    return List.of(new Part.Text(usualText(route.model())));
  }

  /** Something that depends on the request and the answer alone: four bytes or letters a token. */
  private static TokenCounts counts(RecordedRequest request, List<Part> parts) {
    int letters = parts.stream().mapToInt(part -> part.toString().length()).sum();
    return TokenCounts.of(8 + request.body().length / 4, 1 + letters / 4);
  }

  private static Answer answer(Source source, Call call, Route route) {
    if (source instanceof Source.Recorded recorded) {
      return route.format().recorded(recorded.name(), route.stream());
    }
    if (source instanceof Source.Exactly exactly) {
      return Answer.exactly(exactly.status(), exactly.headers(), exactly.body());
    }
    if (source instanceof Source.Refuse refuse) {
      ApiError error =
          ApiError.of(refuse.status(), refuse.message()).retryAfter(refuse.retryAfter());
      return route.format().errors().refusal(error).withStatus(refuse.sentAs());
    }
    return route.format().answer(call, route.stream());
  }

  /** Returns the envelope for requests that reach no endpoint; some providers have two. */
  ErrorFormat errors(RecordedRequest request) {
    return errors;
  }

  private void refuseLeak(RecordedRequest request) {
    boolean inHeaders =
        request.headers().stream().anyMatch(header -> header.value().contains(GATEWAY_TOKEN));
    if (inHeaders || request.target().contains(GATEWAY_TOKEN)) {
      leaks.add(request);
      throw new RefusedException(
          ApiError.of(401, "A token of the gateway arrived at the provider.")
              .coded("invalid_api_key"));
    }
  }
}
