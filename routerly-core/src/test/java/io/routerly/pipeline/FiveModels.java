package io.routerly.pipeline;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.pipeline.ScriptedModels.Reply;
import io.routerly.pipeline.ScriptedModels.Script;
import io.routerly.provider.ProviderRefusal;
import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The models of the simulated day, and what befalls them. One day each; one task at a time. */
final class FiveModels {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final List<Simulated> all =
      List.of(
          new Simulated("swift", "0.001", "0.005", 700)
              .fails("09:00", "09:45", busy())
              .fails("17:00", "17:10", busy()),
          new Simulated("steady", "0.0025", "0.010", 1400)
              .slowsDown("10:00", "13:00", 8)
              .fails("17:01", "17:15", busy()),
          new Simulated("grand", "0.005", "0.025", 2000)
              .falls("13:00", "13:20")
              .falls("17:02", "17:08"),
          new Simulated("thrifty", "0.00015", "0.0006", 1800)
              .fails("17:04", "17:30", unreachable())
              .limit(8, true),
          new Simulated("home", "0", "0", 5000)
              .fails("02:00", "04:00", unreachable())
              .fails("17:00", "17:20", unreachable())
              .limit(4, false));

  private static GatewayException busy() {
    return refusal(503);
  }

  private static GatewayException refusal(int status, Header... headers) {
    return new ProviderRefusal(
        WireFormat.OPENAI_CHAT, status, "Not now.", List.of(headers), new byte[0]);
  }

  private static GatewayException unreachable() {
    return new GatewayException(ErrorCode.PROVIDER_UNREACHABLE, "Nobody listens.");
  }

  List<Model> models() {
    return all.stream().map(simulated -> simulated.model).toList();
  }

  Map<String, Script> scripts() {
    return all.stream().collect(Collectors.toMap(one -> one.model.id(), one -> one::reply));
  }

  /** Returns the models that would have answered at any time from one moment to another. */
  List<String> healthy(Duration from, Duration to) {
    return all.stream().filter(one -> one.isHealthy(from, to)).map(one -> one.model.id()).toList();
  }

  /** A stretch of the day, the end excluded; without a failure it is one of slowness. */
  private record Phase(Duration from, Duration to, Optional<GatewayException> failure, int slower) {
    boolean holds(Duration now) {
      return now.compareTo(from) >= 0 && now.compareTo(to) < 0;
    }

    boolean touches(Duration begin, Duration end) {
      return begin.compareTo(to) < 0 && end.compareTo(from) >= 0;
    }
  }

  private static final class Simulated {
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final Model model;
    private final int usualMs;
    private final List<Phase> phases = new ArrayList<>();
    private final List<Phase> exhausted = new ArrayList<>();
    private int perWindow = Integer.MAX_VALUE;
    private boolean saysWhen;
    private long window = -1;
    private int inWindow;

    Simulated(String id, String input, String output, int usualMs) {
      this.model = Models.priced(id, input, output);
      this.usualMs = usualMs;
    }

    Simulated fails(String from, String to, GatewayException why) {
      phases.add(new Phase(at(from), at(to), Optional.of(why), 1));
      return this;
    }

    /** Answers nothing at all. */
    Simulated falls(String from, String to) {
      phases.add(new Phase(at(from), at(to), Optional.of(unreachable()), Integer.MAX_VALUE));
      return this;
    }

    Simulated slowsDown(String from, String to, int times) {
      phases.add(new Phase(at(from), at(to), Optional.empty(), times));
      return this;
    }

    /** Takes so many calls in each minute, and perhaps says when the next begins. */
    Simulated limit(int calls, boolean retryAfter) {
      perWindow = calls;
      saysWhen = retryAfter;
      return this;
    }

    private static Duration at(String time) {
      return Duration.ofSeconds(LocalTime.parse(time).toSecondOfDay());
    }

    boolean isHealthy(Duration from, Duration to) {
      return Stream.concat(phases.stream(), exhausted.stream())
          .filter(phase -> phase.failure().isPresent())
          .noneMatch(phase -> phase.touches(from, to));
    }

    Reply reply(Duration now) {
      Optional<Phase> phase = phases.stream().filter(one -> one.holds(now)).findFirst();
      if (phase.isPresent() && phase.get().failure().isPresent()) {
        boolean silent = phase.get().slower() > 1;
        Duration takes = silent ? FOR_EVER : Duration.ofMillis(80);
        return Reply.failing(takes, phase.get().failure().get());
      }
      return isExhausted(now)
          ? Reply.failing(Duration.ofMillis(50), tooMany(now))
          : answer(now, phase.map(Phase::slower).orElse(1));
    }

    private Reply answer(Duration now, int slower) {
      Random random = new Random(now.toNanos());
      long millis = Math.round(usualMs * slower * (0.7 + 0.6 * random.nextDouble()));
      return new Reply(Duration.ofMillis(millis), Optional.empty(), 50 + random.nextInt(500));
    }

    private boolean isExhausted(Duration now) {
      long current = now.dividedBy(WINDOW);
      inWindow = current == window ? inWindow + 1 : 1;
      window = current;
      if (inWindow == perWindow) {
        exhausted.add(new Phase(now, end(), Optional.of(refusal(429)), 1));
      }
      return inWindow > perWindow;
    }

    private Duration end() {
      return WINDOW.multipliedBy(window + 1);
    }

    private GatewayException tooMany(Duration now) {
      long seconds = (end().minus(now).toMillis() + 999) / 1000;
      return saysWhen
          ? refusal(429, new Header("retry-after", Long.toString(seconds)))
          : refusal(429);
    }
  }
}
