package io.routerly.pipeline;

import io.routerly.domain.Model;
import io.routerly.error.GatewayException;
import io.routerly.provider.Dialect;
import io.routerly.provider.ProviderAdapter;
import io.routerly.provider.ProviderAnswer;
import io.routerly.provider.ProviderCall;
import io.routerly.provider.demo.DemoProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Answers as the demo provider does, unless it was told to fail; remembers what it was asked. */
final class FakeProvider implements ProviderAdapter {
  static final String NAME = "fake";

  private final DemoProvider answers = new DemoProvider(cancel -> {});
  private final Deque<GatewayException> failures = new ArrayDeque<>();
  private final List<ProviderCall> calls = new ArrayList<>();

  /** Has the next call fail; several are taken in their order. */
  void failNext(GatewayException failure) {
    failures.add(failure);
  }

  List<ProviderCall> calls() {
    return calls;
  }

  /** Returns the models that were asked, in order. */
  List<String> models() {
    return calls.stream().map(call -> call.model().id()).toList();
  }

  @Override
  public String id() {
    return NAME;
  }

  @Override
  public Optional<Dialect> dialectFor(Model model) {
    return answers.dialectFor(model);
  }

  @Override
  public ProviderAnswer open(ProviderCall call) {
    calls.add(call);
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    return answers.open(call);
  }
}
