package io.routerly.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Resilience;
import io.routerly.domain.Stickiness;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.health.Learnt;
import io.routerly.json.JsonTrees;
import io.routerly.pipeline.ScriptedModels.Reply;
import io.routerly.provider.ProviderRefusal;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Trace;
import io.routerly.routing.policy.RateLimitPolicy;
import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Limits on calls and tokens hold however many calls are decided on at a time. */
class RateLimitedCallsTest {
  private static final int PARALLEL = 50;
  private static final Model A = Models.named("a");
  private static final Model B = Models.named("b");
  private static final String TEXT =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String STREAM = TEXT.replace("\"messages\"", "\"stream\":true,\"messages\"");
  private static final String ONLY_A_IS_LIMITED = "{\"models\":{\"a\":{\"maxCallsPerWindow\":%d}}}";

  private Runnable meanwhile = () -> {};

  /** Rates by limits, and lets something happen between that and the first attempt. */
  private Line line(String limits, Model... models) {
    return line(limits, Resilience.DEFAULT, models);
  }

  private Line line(String limits, Resilience resilience, Model... models) {
    return new Line(
        MemoryConfig.of(
            List.of(models),
            Values.project(
                List.of(limits(limits), PolicySpec.of("meanwhile")),
                resilience,
                List.of(models).stream().map(Model::id).toArray(String[]::new))),
        this::policies);
  }

  private List<PolicyFactory> policies(Learnt learnt) {
    return List.of(
        RateLimitPolicy.factory(learnt.traffic(), learnt.cooldowns(), learnt.outputSizes()),
        PolicyFactory.withoutSettings(
            "meanwhile",
            () ->
                (context, candidates) -> {
                  meanwhile.run();
                  return RoutingPolicy.abstain(candidates, "there is nothing to say");
                }));
  }

  /** Serves calls all of which are decided on before one of them begins; returns the refusals. */
  private List<GatewayException> serveInParallel(Line line) throws Exception {
    CyclicBarrier decided = new CyclicBarrier(PARALLEL);
    meanwhile =
        () -> {
          try {
            decided.await();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
    try {
      List<Future<List<GatewayException>>> calls = new ArrayList<>();
      for (int i = 0; i < PARALLEL; i++) {
        calls.add(threads.submit(() -> refusal(line)));
      }
      List<GatewayException> refusals = new ArrayList<>();
      for (Future<List<GatewayException>> call : calls) {
        refusals.addAll(requireNonNull(call.get()));
      }
      return refusals;
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<GatewayException> refusal(Line line) {
    try {
      line.chat(TEXT);
      return List.of();
    } catch (GatewayException e) {
      return List.of(e);
    }
  }

  private static ProviderRefusal tooMany() {
    return new ProviderRefusal(
        WireFormat.OPENAI_CHAT,
        429,
        "Slow down.",
        List.of(new Header("retry-after", "60")),
        new byte[0]);
  }

  @Test
  void letsAsManyOfParallelCallsBeginAsTheLimitSays() throws Exception {
    Line line = line("{\"maxCallsPerWindow\":10}", A);

    List<GatewayException> refusals = serveInParallel(line);

    assertThat(line.provider.models()).hasSize(10);
    assertThat(refusals)
        .hasSize(PARALLEL - 10)
        .allSatisfy(
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.NO_MODEL_AVAILABLE);
              assertThat(refusal.retryAfter()).hasValue(Duration.ofSeconds(61));
            });
  }

  @Test
  void letsTheOtherCallsGoToTheNextModel() throws Exception {
    Line line = line(ONLY_A_IS_LIMITED.formatted(10), A, B);

    assertThat(serveInParallel(line)).isEmpty();

    assertThat(line.provider.models())
        .filteredOn("a"::equals)
        .as("calls of the limited model")
        .hasSize(10);
    assertThat(line.provider.models()).hasSize(PARALLEL);
  }

  @Test
  void letsNoMoreCallsBeginThanThereAreTokensFor() {
    long each = Line.chat(line("{}", A).caller(), STREAM).facts().inputTokens();
    Line line = line("{\"maxTokensPerWindow\":%d}".formatted(3 * each), A);
    List<Answer> underWay = new ArrayList<>();
    meanwhile =
        () -> {
          meanwhile = () -> {};
          for (int i = 0; i < 3; i++) {
            underWay.add(line.begin(Line.chat(line.caller(), STREAM)));
          }
        };

    assertThat(refusal(line)).hasSize(1);

    assertThat(line.provider.models()).hasSize(3);
    underWay.forEach(answer -> answer.abandonment().run());
  }

  @Test
  void tellsInTheTraceThatTheLimitWasReachedMeanwhile() {
    Line line = line(ONLY_A_IS_LIMITED.formatted(1), A, B);
    meanwhile =
        () -> {
          meanwhile = () -> {};
          line.chat(TEXT);
        };

    line.serve(Line.chat("trc_b", line.caller(), TEXT, Optional.empty()));

    assertThat(line.provider.models()).containsExactly("a", "b");
    Trace.Attempt first = line.traces.get("trc_b").orElseThrow().attempts().get(0);
    assertThat(first.outcome()).isEqualTo(Trace.PASSED_OVER);
    assertThat(first.message())
        .isEqualTo(
            "rate-limit: The limit that is set for model a was reached just now by other calls.");
  }

  @Test
  void holdsTheExpectedTokensUntilItIsKnownHowManyWereUsed() throws IOException {
    Line line = line("{}", A);
    ProxyRequest request = Line.chat(line.caller(), STREAM);
    Answer answer = line.begin(request);
    assertThat(tokens(line)).isEqualTo(request.facts().inputTokens()).isPositive();
    line.nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());

    answer.body().writeTo(new ByteArrayOutputStream());

    assertThat(tokens(line)).isEqualTo(line.ledger.records().get(0).tokens().total());
    Answer second = line.begin(request);
    assertThat(tokens(line))
        .isEqualTo(
            line.ledger.records().get(0).tokens().total()
                + request.facts().inputTokens()
                + line.ledger.records().get(0).tokens().output());
    second.abandonment().run();
  }

  @Test
  void givesTheExpectedTokensBackAfterAFailure() {
    Line line = line("{}", A, B);
    line.provider.failNext(tooMany());

    line.chat(TEXT);

    assertThat(tokens(line)).isZero();
    assertThat(line.learnt.traffic().calls("a", Duration.ofMinutes(1))).isEqualTo(1);
  }

  @Test
  void tellsWhenAModelThatItsProviderWantsLeftAloneMayBeAskedAgain() {
    Line line = line("{}", A);
    line.provider.failNext(tooMany());
    assertThat(catchThrowableOfType(ProviderRefusal.class, () -> line.chat(TEXT)).status())
        .isEqualTo(429);
    line.nanoTime.addAndGet(Duration.ofSeconds(20).toNanos());

    GatewayException refused = catchThrowableOfType(GatewayException.class, () -> line.chat(TEXT));

    assertThat(refused.code()).isEqualTo(ErrorCode.NO_MODEL_AVAILABLE);
    assertThat(refused.retryAfter()).hasValue(Duration.ofSeconds(40));
  }

  @Test
  void tellsWhenTheFirstOfSeveralModelsHasRoomAgain() {
    Line line =
        line(
            "{\"windowMinutes\":2,\"models\":{\"a\":{\"maxCallsPerWindow\":1},\"b\":{\"maxTokensPerWindow\":1}}}",
            A,
            B);
    line.chat(TEXT);
    line.nanoTime.addAndGet(Duration.ofSeconds(30).toNanos());

    GatewayException refused = catchThrowableOfType(GatewayException.class, () -> line.chat(TEXT));

    assertThat(refused.retryAfter()).hasValue(Duration.ofSeconds(91));
  }

  private static ProviderRefusal down() {
    return new ProviderRefusal(WireFormat.OPENAI_CHAT, 503, "Down.", List.of(), new byte[0]);
  }

  @Test
  void asksAModelOnceMoreWhereTheFallbackIsFullByThen() {
    Line line = line("{\"models\":{\"b\":{\"maxCallsPerWindow\":1}}}", A, B);
    line.provider.duringNext(
        () -> {
          line.learnt.traffic().began(B, line.caller().project());
          line.provider.failNext(down());
        });

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a", "a");
  }

  @Test
  void asksAModelOnceMoreWhereTheHedgeBesideItIsFullByThen() {
    Line line =
        line(
            "{\"models\":{\"b\":{\"maxCallsPerWindow\":1}}}",
            new Resilience(120_000, Stickiness.AUTO, Optional.of(500)),
            A,
            B);
    line.provider.duringNext(
        () -> {
          line.learnt.traffic().began(B, line.caller().project());
          line.hedges.begin();
          line.provider.failNext(down());
        });

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a", "a");
  }

  @Test
  void tellsWhichOfTheModelsThatAreFullByThenHasRoomFirst() {
    Line line = line("{\"maxCallsPerWindow\":1}", A, B);
    meanwhile =
        () -> {
          line.learnt.traffic().began(B, line.caller().project());
          line.nanoTime.addAndGet(Duration.ofSeconds(20).toNanos());
          line.learnt.traffic().began(A, line.caller().project());
        };

    GatewayException refused = catchThrowableOfType(GatewayException.class, () -> line.chat(TEXT));

    assertThat(refused.code()).isEqualTo(ErrorCode.NO_MODEL_AVAILABLE);
    assertThat(refused.retryAfter()).hasValue(Duration.ofSeconds(41));
  }

  @Test
  void tellsTheProvidersErrorWhereTheLimitIsReachedBeforeTheModelIsAskedOnceMore() {
    Simulation second =
        new Simulation(
            List.of(A),
            List.of(limits("{\"maxCallsPerWindow\":2}")),
            Map.of("a", now -> Reply.failing(Duration.ZERO, down())));
    second.call(Duration.ZERO, TEXT);
    second.call(Duration.ofMillis(100), TEXT);

    assertThat(second.run())
        .extracting(call -> call.failure().orElseThrow())
        .allSatisfy(failure -> assertThat(failure).hasMessage("Down."))
        .hasSize(2);
    assertThat(second.models.count("a").calls).isEqualTo(2);
  }

  private static PolicySpec limits(String settings) {
    return new PolicySpec(
        "rate-limit", JsonTrees.object(settings.getBytes(StandardCharsets.UTF_8)));
  }

  private static long tokens(Line line) {
    return line.learnt.traffic().tokens("a", Duration.ofMinutes(1));
  }
}
