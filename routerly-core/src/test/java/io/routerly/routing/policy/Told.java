package io.routerly.routing.policy;

import io.routerly.routing.ModelAsk;
import io.routerly.routing.Reply;
import io.routerly.routing.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Has every question answered in one way, and remembers the questions. */
final class Told implements ModelAsk {
  static final String NOTHING = "nothing was told";

  private final Reply<String> answer;
  final List<Question> questions = new ArrayList<>();
  final List<Duration> times = new ArrayList<>();

  private Told(Reply<String> answer) {
    this.answer = answer;
  }

  static Told answer(String text) {
    return new Told(Reply.said(text));
  }

  static Told nothing() {
    return new Told(Reply.nothing(NOTHING));
  }

  Question onlyQuestion() {
    if (questions.size() != 1) {
      throw new AssertionError("expected one question, but there are " + questions);
    }
    return questions.get(0);
  }

  @Override
  public Reply<String> answer(Question question, Duration within) {
    questions.add(question);
    times.add(within);
    return answer;
  }

  @Override
  public Reply<List<Vector>> embed(String modelId, List<String> texts, Duration within) {
    throw new AssertionError("an embedding");
  }
}
