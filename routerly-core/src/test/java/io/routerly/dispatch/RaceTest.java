package io.routerly.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.bootstrap.BuiltIns;
import io.routerly.catalog.Catalog;
import io.routerly.chat.TokenUsage;
import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.pipeline.Translators;
import io.routerly.provider.Dialect;
import io.routerly.provider.ProviderAdapter;
import io.routerly.provider.ProviderAnswer;
import io.routerly.provider.ProviderCall;
import io.routerly.provider.demo.DemoProvider;
import io.routerly.secret.UsableKey;
import io.routerly.translation.CallFrame;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.Timeouts;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A hedge that cannot be prepared, since the request cannot be read a second time. */
class RaceTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final List<Model> MODELS = List.of(Models.named("a"), Models.named("b"));

  private final List<String> notAsked = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private final Adapter adapter = new Adapter();
  private Runnable hedge = () -> {};
  private int prepared;

  /** Answers the first model, and lets the time pass until the hedge is due while it does. */
  private final class Adapter implements ProviderAdapter {
    private final DemoProvider answers = new DemoProvider(cancel -> {});
    private final List<String> asked = new ArrayList<>();
    private boolean slow = true;

    @Override
    public String id() {
      return "fake";
    }

    @Override
    public Optional<Dialect> dialectFor(Model model) {
      return answers.dialectFor(model);
    }

    @Override
    public ProviderAnswer open(ProviderCall call, UsableKey key) {
      asked.add(call.model().id());
      if (slow) {
        hedge.run();
      }
      return answers.open(call, key);
    }
  }

  private final class Guard implements AttemptGuard {
    @Override
    public Optional<Obstacle> obstacle(Model model, boolean lastResort) {
      return Optional.empty();
    }

    @Override
    public void hedges() {}

    @Override
    public UsableKey begins(Model model) {
      return UsableKey.NONE;
    }

    @Override
    public void passedOver(Model model, Obstacle obstacle) {}

    @Override
    public void failed(Attempt attempt, GatewayException why, Optional<TokenUsage> usage) {
      failed.add(attempt.model().id());
    }

    @Override
    public boolean isTrial(Model model) {
      return false;
    }

    @Override
    public boolean isToBeWaitedFor(Model model) {
      return false;
    }

    @Override
    public boolean hasAnotherKey(Model model) {
      return false;
    }

    @Override
    public boolean mayRepeat(Model model, Duration after) {
      return false;
    }

    @Override
    public Duration timeFor(Model model) {
      return MINUTE;
    }

    @Override
    public Duration timeLeft() {
      return MINUTE;
    }

    @Override
    public void notAsked(Model model, GatewayException why) {
      notAsked.add(model.id() + " " + why.code().wireName());
    }

    @Override
    public void accepted(Model model) {}
  }

  private static Outbound call() {
    byte[] body =
        "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
            .getBytes(StandardCharsets.UTF_8);
    return new Outbound(
        WireFormat.OPENAI_CHAT,
        "POST",
        "/chat/completions",
        "",
        List.of(),
        body,
        RequestScanner.scan(WireFormat.OPENAI_CHAT, body),
        model -> new Timeouts(MINUTE, MINUTE, MINUTE, Optional.of(MINUTE)),
        new CancelSignal(),
        new CallFrame("trc_a", "proj_a", Instant.EPOCH, false));
  }

  private Lane unreadable(SharedTrip shared, CancelSignal signal) {
    prepared++;
    throw new GatewayException(ErrorCode.PREVIOUS_RESPONSE_NOT_FOUND, "It is forgotten.");
  }

  private Accepted race() {
    Outbound call = call();
    AttemptGuard guard = new Guard();
    Walk walk = new Walk(Candidates.of(MODELS), guard, time -> {});
    Model first = walk.next().orElseThrow();
    Legs legs =
        new Legs(
            new Codecs(BuiltIns.codecs()),
            Translators.withoutMedia(),
            new Targets(Catalog::shipped));
    Asking asking = new Asking(new Providers(List.of(adapter)), legs, () -> 0);
    return new Race(
            new SoleTrip(call, legs.source(call), guard, walk),
            asking,
            this::unreadable,
            due -> {
              hedge = due;
              return () -> {};
            })
        .run(first);
  }

  @Test
  void theFirstModelHasTheCallThen() {
    Accepted answer = race();

    assertThat(answer.attempt().model().id()).isEqualTo("a");
    assertThat(adapter.asked).containsExactly("a");
    assertThat(notAsked).containsExactly("b previous_response_not_found");
    assertThat(failed).isEmpty();
  }

  @Test
  void nothingIsPreparedWhenItIsTooLate() {
    adapter.slow = false;
    race();

    hedge.run();

    assertThat(prepared).isZero();
    assertThat(notAsked).isEmpty();
  }
}
