package io.routerly.bootstrap;

import io.routerly.chat.Conversation;
import io.routerly.chat.Feature;
import io.routerly.chat.Turn;
import io.routerly.domain.BudgetMetric;
import io.routerly.domain.CallType;
import io.routerly.domain.Headroom;
import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.domain.PolicySpec;
import io.routerly.health.Ending;
import io.routerly.health.Ends;
import io.routerly.health.Learnt;
import io.routerly.json.JsonTrees;
import io.routerly.routing.AddedEmbedder;
import io.routerly.routing.Candidate;
import io.routerly.routing.Capability;
import io.routerly.routing.Contexts;
import io.routerly.routing.ModelAsk;
import io.routerly.routing.NamedPolicy;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.Reply;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.Vector;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A row of the table of decisions: what is given, word by word. The documentation says what the
 * words mean.
 */
final class Situation {
  private final AtomicLong now = new AtomicLong();
  private final Learnt learnt = Learnt.nothing(now::get, model -> List.of(""));
  private final List<PolicyFactory> factories =
      BuiltIns.policies(learnt, AddedEmbedder.of(() -> Situation::vector, Runnable::run));
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Headroom> headroom = new ArrayList<>();
  private JsonObject settings = JsonValue.EMPTY_JSON_OBJECT;
  private Map<String, String> request = Map.of();
  private String says = "";
  private Optional<String> answer = Optional.empty();

  /** Reads what is given, in its order. */
  Situation(List<String> given) {
    given.forEach(this::take);
  }

  private void take(String given) {
    List<String> words = List.of(given.split(" "));
    switch (words.get(0)) {
      case "request" -> request = values(words.subList(1, words.size()));
      case "says" -> says = given.substring("says ".length());
      case "answer" -> answer = Optional.of(answer(words.subList(1, words.size())));
      case "past" -> past(words.get(1), values(words.subList(2, words.size())));
      case "later" -> now.addAndGet(Duration.ofSeconds(Long.parseLong(words.get(1))).toNanos());
      case "budget" -> headroom.add(headroom(words));
      default -> {
        if (given.startsWith("{")) {
          settings = JsonTrees.object(given.getBytes(StandardCharsets.UTF_8));
        } else {
          candidates.add(
              new Candidate(
                  model(words.get(0), values(words.subList(1, words.size()))), candidates.size()));
        }
      }
    }
  }

  private static Map<String, String> values(List<String> words) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : words) {
      int sign = word.indexOf('=');
      values.put(
          sign < 0 ? word : word.substring(0, sign), sign < 0 ? "" : word.substring(sign + 1));
    }
    return values;
  }

  private static Model model(String id, Map<String, String> said) {
    Optional<String[]> prices = Optional.ofNullable(said.get("price")).map(text -> text.split("/"));
    return Models.of(
        id,
        prices.map(pair -> new BigDecimal(pair[0])),
        prices.map(pair -> new BigDecimal(pair[1])),
        Optional.ofNullable(said.get("window")).map(Integer::valueOf),
        names(said, "can"));
  }

  private static List<String> names(Map<String, String> said, String word) {
    return said.containsKey(word) ? List.of(said.get(word).split("\\+")) : List.of();
  }

  private static Headroom headroom(List<String> words) {
    return new Headroom(
        BudgetMetric.valueOf(words.get(1).toUpperCase(Locale.ROOT)),
        new BigDecimal(words.get(4)),
        new BigDecimal(words.get(2)));
  }

  private static String answer(List<String> words) {
    List<String> scores =
        words.stream()
            .map(word -> word.split("="))
            .map(pair -> "{\"model\":\"%s\",\"score\":%s}".formatted(pair[0], pair[1]))
            .toList();
    return "{\"scores\":[" + String.join(",", scores) + "]}";
  }

  private void past(String id, Map<String, String> what) {
    Model model = Models.named(id);
    what.forEach((word, value) -> past(model, word, Integer.parseInt(value)));
  }

  private void past(Model model, String word, int value) {
    switch (word) {
      case "calls" -> {
        for (int i = 0; i < value; i++) {
          learnt.traffic().began(model, Contexts.any().project());
        }
      }
      case "tokens" -> learnt.traffic().begin(model, Contexts.any().project(), value, List.of());
      case "answers" -> {
        for (int i = 0; i < value; i++) {
          learnt.ended(Ends.success(model, Duration.ofSeconds(1), Optional.empty()));
        }
      }
      case "failures" -> {
        for (int i = 0; i < value; i++) {
          learnt.ended(Ends.of(model.id(), Ending.FAILURE, Optional.empty()));
        }
      }
      case "took" -> learnt.ended(Ends.success(model, Duration.ofMillis(value), Optional.empty()));
      case "first" -> {
        Duration first = Duration.ofMillis(value);
        learnt.ended(Ends.success(model, first.multipliedBy(10), Optional.of(first)));
      }
      case "rests" ->
          learnt.ended(
              Ends.of(model.id(), Ending.RATE_LIMITED, Optional.of(Duration.ofSeconds(value))));
      default -> throw new AssertionError("the table has an unknown word: " + word);
    }
  }

  /** Returns the candidates in the order of the project. */
  List<Candidate> candidates() {
    return List.copyOf(candidates);
  }

  /** Returns the policy of that name, with the row's settings if there is but the one. */
  NamedPolicy policy(String type, boolean only) {
    PolicyFactory factory =
        factories.stream().filter(one -> one.type().equals(type)).findFirst().orElseThrow();
    return new NamedPolicy(
        type, factory.create(new PolicySpec(type, only ? settings : JsonValue.EMPTY_JSON_OBJECT)));
  }

  /** Returns the request. */
  RoutingContext context() {
    RoutingContext real =
        Contexts.with(
                new RoutingContext.Demand(
                    CallType.CHAT,
                    request.containsKey("stream"),
                    Long.parseLong(request.getOrDefault("tokens", "10")),
                    most(),
                    new Said(Capability.features(names(request, "needs")), says)),
                headroom)
            .asking(new Answering(answer));
    return request.containsKey("dry")
        ? new RoutingContext(
            real.traceId(),
            real.project(),
            real.token(),
            real.requestedModel(),
            real.demand(),
            real.deadline(),
            true,
            real.models(),
            real.headroom())
        : real;
  }

  private OptionalLong most() {
    return request.containsKey("max")
        ? OptionalLong.of(Long.parseLong(request.get("max")))
        : OptionalLong.empty();
  }

  /** A text of numbers stands for the vector of them. */
  private static Vector vector(String text) {
    String[] numbers = text.split(" ", -1);
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(numbers[i]);
    }
    return Vector.of(values);
  }

  private record Said(Set<Feature> features, String text) implements Conversation {
    @Override
    public List<Turn> turns() {
      return text.isEmpty() ? List.of() : List.of(new Turn("user", text));
    }
  }

  private record Answering(Optional<String> text) implements ModelAsk {
    @Override
    public Reply<String> answer(Question question, Duration within) {
      return Reply.of(text, "no answer in time");
    }

    @Override
    public Reply<List<Vector>> embed(String modelId, List<String> texts, Duration within) {
      return Reply.nothing("no answer in time");
    }
  }
}
