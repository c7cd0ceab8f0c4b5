package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.routerly.domain.CallStatus;
import io.routerly.domain.Project;
import io.routerly.domain.Resilience;
import io.routerly.domain.Stickiness;
import io.routerly.domain.UsageRecord;
import io.routerly.routing.Trace;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.script.Gate;
import io.routerly.testkit.script.Script;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a project that has the next model asked beside one that is slow to answer. */
class HedgedCallsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String CHAT =
      "{\"model\":\"first\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  @TempDir Path home;

  private RunningProxy proxy(FakeOpenAi first, FakeOpenAi second) {
    return new RunningProxy(home)
        .model("first", "openai", first)
        .model("second", "openai", second)
        .edit(
            state -> {
              Project old = state.projects().get(0);
              return state.withProjects(
                  List.of(
                      new Project(
                          old.id(),
                          old.name(),
                          old.slug(),
                          old.defaultTimeoutMs(),
                          old.policies(),
                          old.models(),
                          old.modelSelection(),
                          old.tokens(),
                          old.members(),
                          old.budgets(),
                          new Resilience(120_000, Stickiness.AUTO, Optional.of(1)))));
            });
  }

  private static List<Trace.Attempt> attempts(RunningProxy proxy, HttpResponse<String> response) {
    String id = response.headers().firstValue("x-routerly-trace-id").orElseThrow();
    return proxy.gateway().traces().get(id).orElseThrow().attempts();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theSecondModelAnswersAndTheFirstIsHungUpOn(boolean stream) {
    try (FakeOpenAi silent = FakeOpenAi.start();
        FakeOpenAi quick = FakeOpenAi.start();
        RunningProxy proxy = proxy(silent, quick)) {
      silent.next(Script.answer().hangBeforeHeaders());

      HttpResponse<String> response = proxy.post("v1/chat/completions", CHAT.formatted(stream));

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("x-routerly-model")).contains("second");
      assertThat(silent.takeRequest(PATIENCE).awaitClientClosed(PATIENCE)).isNotNull();
      assertThat(proxy.records())
          .extracting(UsageRecord::modelId, UsageRecord::attempt, UsageRecord::status)
          .containsExactly(
              tuple("first", 1, CallStatus.ABORTED), tuple("second", 2, CallStatus.SUCCESS));
      assertThat(proxy.records().get(0).estimated()).isTrue();
      assertThat(attempts(proxy, response))
          .extracting(Trace.Attempt::modelId, Trace.Attempt::hedge)
          .containsExactly(tuple("first", false), tuple("second", true));
    }
  }

  @Test
  void theFirstModelAnswersAfterAllAndTheSecondIsHungUpOn() {
    try (FakeOpenAi slow = FakeOpenAi.start();
        FakeOpenAi silent = FakeOpenAi.start();
        RunningProxy proxy = proxy(slow, silent)) {
      Gate gate = new Gate();
      slow.next(Script.answer().hangBeforeHeaders(gate));
      silent.next(Script.answer().hangBeforeHeaders());

      CompletableFuture<HttpResponse<String>> answer =
          CompletableFuture.supplyAsync(
              () -> proxy.post("v1/chat/completions", CHAT.formatted(false)));
      var hedge = silent.takeRequest(PATIENCE);
      gate.open();

      HttpResponse<String> response = answer.join();
      assertThat(response.headers().firstValue("x-routerly-model")).contains("first");
      assertThat(hedge.awaitClientClosed(PATIENCE)).isNotNull();
      assertThat(proxy.records())
          .extracting(UsageRecord::modelId, UsageRecord::status)
          .containsExactly(tuple("second", CallStatus.ABORTED), tuple("first", CallStatus.SUCCESS));
      assertThat(attempts(proxy, response))
          .extracting(Trace.Attempt::hedge)
          .containsExactly(true, false);
    }
  }

  @Test
  void manyCallsAtOnceAreEachAnsweredOnceAndRecordedWhole() {
    int calls = 40;
    try (FakeOpenAi one = FakeOpenAi.start();
        FakeOpenAi other = FakeOpenAi.start();
        RunningProxy proxy = proxy(one, other)) {
      one.byDefault(Script.answer().trickle(40, Duration.ofMillis(1)));
      other.byDefault(Script.answer().trickle(40, Duration.ofMillis(1)));

      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, calls)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> proxy.post("v1/chat/completions", CHAT.formatted(i % 2 == 0))))
              .toList();

      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
      assertThat(proxy.records())
          .filteredOn(record -> record.status() == CallStatus.SUCCESS)
          .hasSize(calls);
      assertThat(proxy.records())
          .filteredOn(record -> record.status() != CallStatus.SUCCESS)
          .allSatisfy(
              record -> assertThat(record.error().orElseThrow().code()).isEqualTo("overtaken"));
      answers.forEach(
          answer ->
              assertThat(attempts(proxy, answer.join()))
                  .filteredOn(attempt -> attempt.status() == CallStatus.SUCCESS)
                  .hasSize(1));
    }
  }
}
