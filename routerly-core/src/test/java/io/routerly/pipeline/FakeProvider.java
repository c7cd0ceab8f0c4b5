package io.routerly.pipeline;

import io.routerly.domain.Model;
import io.routerly.provider.Dialect;
import io.routerly.provider.ProviderAdapter;
import io.routerly.provider.ProviderAnswer;
import io.routerly.provider.ProviderCall;
import io.routerly.provider.Redaction;
import io.routerly.provider.demo.DemoProvider;
import io.routerly.secret.UsableKey;
import io.routerly.upstream.CancelledExchangeException;
import io.routerly.upstream.UpstreamResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Answers as the demo provider does, unless it was told to fail; remembers what it was asked. */
final class FakeProvider implements ProviderAdapter {
  static final String NAME = "fake";

  private static final String FIRST_EVENT =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Well\"}}]}\n\n";

  private static final Dialect ONLY_CHAT =
      Dialect.openAi(NAME).at("http://127.0.0.1").withOptionalKey().build();

  private final DemoProvider answers = new DemoProvider(cancel -> {});
  private final Deque<RuntimeException> failures = new ArrayDeque<>();
  private final List<ProviderCall> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong nanoTime;
  private Duration nextTakes = Duration.ZERO;
  private boolean nextBreaksOff;
  private Consumer<ProviderCall> duringNext = call -> {};
  private Optional<UpstreamResponse> answer = Optional.empty();
  private boolean deaf;
  private boolean onlyChat;

  /**
   * @param nanoTime the clock of the test
   */
  FakeProvider(AtomicLong nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Has the next call take that long by the clock of the test. */
  void takeNext(Duration time) {
    nextTakes = time;
  }

  /** Has the next call fail; several are taken in their order. */
  void failNext(RuntimeException failure) {
    failures.add(failure);
  }

  /** Has the next call answered with a stream that breaks off after its first event. */
  void breakOffNext() {
    nextBreaksOff = true;
  }

  /** Has this happen while the next call is answered. */
  void duringNext(Runnable happening) {
    duringNext = call -> happening.run();
  }

  /** Has this happen while the next call is answered. */
  void withNext(Consumer<ProviderCall> happening) {
    duringNext = happening;
  }

  /** Has the next call answered with this, even if it is cancelled. */
  void answerNext(UpstreamResponse response) {
    answer = Optional.of(response);
  }

  /** Has all calls answered, also those that are cancelled. */
  void heedNoCancelling() {
    deaf = true;
  }

  /** Has it speak Chat Completions alone. */
  void speaksOnlyChat() {
    onlyChat = true;
  }

  /** Remembers no call any more. */
  void forget() {
    calls.clear();
  }

  List<ProviderCall> calls() {
    return calls;
  }

  /** Returns the models that were asked, in order. */
  List<String> models() {
    return List.copyOf(calls).stream().map(call -> call.model().id()).toList();
  }

  /** Returns the names of the keys that were shown, in order. */
  List<String> keys() {
    return keys;
  }

  @Override
  public String id() {
    return NAME;
  }

  @Override
  public Optional<Dialect> dialectFor(Model model) {
    return onlyChat ? Optional.of(ONLY_CHAT) : answers.dialectFor(model);
  }

  @Override
  public ProviderAnswer open(ProviderCall call, UsableKey key) {
    calls.add(call);
    keys.add(key.name());
    nanoTime.addAndGet(nextTakes.toNanos());
    nextTakes = Duration.ZERO;
    Consumer<ProviderCall> happening = duringNext;
    duringNext = other -> {};
    happening.accept(call);
    if (answer.isPresent()) {
      UpstreamResponse given = answer.get();
      answer = Optional.empty();
      return new ProviderAnswer(given, Redaction.NONE);
    }
    if (nextBreaksOff) {
      nextBreaksOff = false;
      return new ProviderAnswer(
          MemoryResponse.stream().piece(FIRST_EVENT).thenBreak(), Redaction.NONE);
    }
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    if (call.cancel().isCancelled() && !deaf) {
      throw new CancelledExchangeException(true);
    }
    return answers.open(call, key);
  }
}
