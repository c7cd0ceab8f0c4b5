package io.routerly.pipeline;

import io.routerly.budget.Estimate;
import io.routerly.budget.Reservation;
import io.routerly.dispatch.Accepted;
import io.routerly.dispatch.Candidates;
import io.routerly.dispatch.Outbound;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.UsageRecord;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonTrees;
import io.routerly.routing.ModelAsk;
import io.routerly.routing.Reply;
import io.routerly.routing.Vector;
import io.routerly.store.Configuration;
import io.routerly.translation.CallFrame;
import io.routerly.upstream.Header;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks models on behalf of one call: the question takes the dispatcher's way to the one model that
 * is named, with its key, its address and a translation where that is needed.
 */
final class CallAsk implements ModelAsk {
  private static final Logger LOG = LoggerFactory.getLogger(CallAsk.class);
  private static final List<Header> HEADERS =
      List.of(
          new Header("content-type", "application/json"), new Header("accept", "application/json"));

  private final ModelAsks asks;
  private final Configuration configuration;
  private final ProxyRequest request;
  private final Reservation reservation;
  private final List<UsageRecord> records = new ArrayList<>(1);

  /**
   * @param reservation of the call, which is charged with the records by whoever asks for them
   */
  CallAsk(
      ModelAsks asks, Configuration configuration, ProxyRequest request, Reservation reservation) {
    this.asks = asks;
    this.configuration = configuration;
    this.request = request;
    this.reservation = reservation;
  }

  /** Returns the records of what was asked so far. */
  List<UsageRecord> records() {
    return List.copyOf(records);
  }

  @Override
  public Optional<Model> configured(String modelId) {
    return configuration.model(modelId);
  }

  @Override
  public Reply<String> answer(Question question, Duration within) {
    return asks.askable(configuration, request.caller().project(), question.modelId())
        .then(
            model ->
                ask(
                    model,
                    WireFormat.OPENAI_CHAT,
                    "/chat/completions",
                    AskWire.chat(question, effort(question, model)),
                    question.mostTokens(),
                    within,
                    AskWire::answer));
  }

  private Optional<String> effort(Question question, Model model) {
    return question.thinking() ? Optional.empty() : asks.leastEffort(model);
  }

  @Override
  public Reply<List<Vector>> embed(String modelId, List<String> texts, Duration within) {
    return asks.askable(configuration, request.caller().project(), modelId)
        .then(
            model ->
                ask(
                    model,
                    WireFormat.OPAQUE,
                    "/embeddings",
                    AskWire.embeddings(modelId, texts),
                    0,
                    within,
                    answer -> AskWire.vectors(answer, texts.size())));
  }

  /**
   * Asks if the limits of the project and the budgets have room for it. What makes no sense is a
   * failure of the model like any other, and was paid for all the same.
   */
  private <T> Reply<T> ask(
      Model model,
      WireFormat format,
      String path,
      JsonObject question,
      int mostTokens,
      Duration within,
      Function<byte[], Optional<T>> reading) {
    byte[] body = JsonTrees.bytes(question);
    Outbound outbound = outbound(format, path, body, within);
    CallTraffic traffic = asks.traffic(configuration, request.caller().project(), outbound.facts());
    if (!traffic.hasRoom(model)) {
      return Reply.nothing("the limit that is set for model " + model.id() + " is reached");
    }
    if (!reservation.holdQuestion(model, estimate(outbound, mostTokens))) {
      LOG.debug("Call {}: there is no room for a question to {}", request.traceId(), model.id());
      return Reply.nothing("there is no room in the budgets to ask model " + model.id());
    }
    int before = records.size();
    AskBooks books = new AskBooks(asks, request, model, body.length, traffic, records::add);
    try {
      Accepted accepted =
          asks.dispatcher().dispatch(outbound, Candidates.of(List.of(model)), books);
      Optional<T> answer = body(accepted).flatMap(reading);
      books.answered(accepted.attempt(), accepted.watch(), answer.isPresent());
      return Reply.of(answer, "model " + model.id() + " said something else than it was asked for");
    } catch (GatewayException e) {
      LOG.warn(
          "Call {}: {} says nothing for the decision: {}",
          request.traceId(),
          model.id(),
          e.code().wireName());
      return Reply.nothing("model " + model.id() + " gave no answer: " + e.code().wireName());
    } finally {
      if (records.size() == before) {
        reservation.release(model);
      }
    }
  }

  /** Texts to be embedded are not counted: they never have more tokens than bytes. */
  private Estimate estimate(Outbound question, int mostTokens) {
    long most = question.body().length;
    long input =
        question.format() == WireFormat.OPAQUE
            ? most
            : asks.dispatcher().promptTokens(question).orElse(most);
    return new Estimate(input, OptionalLong.of(mostTokens));
  }

  /** Nothing but a whole answer was asked for. */
  private static Optional<byte[]> body(Accepted accepted) {
    if (accepted instanceof Accepted.Whole whole) {
      return Optional.of(whole.body());
    }
    accepted.giveUp();
    return Optional.empty();
  }

  private Outbound outbound(WireFormat format, String path, byte[] body, Duration within) {
    Project project = request.caller().project();
    return new Outbound(
        format,
        "POST",
        path,
        "",
        HEADERS,
        body,
        RequestScanner.scan(format, body),
        model -> CallTimeouts.of(configuration.settings(), project, model, false).within(within),
        request.cancel(),
        new CallFrame(request.traceId(), project.id(), request.timestamp(), false));
  }
}
