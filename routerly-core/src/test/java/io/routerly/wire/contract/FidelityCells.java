package io.routerly.wire.contract;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds out by translating it what becomes of a feature: the values that come out are read again in
 * their own format and compared with those that went in. One table.
 */
final class FidelityCells {
  private static final int LONGEST = 160;

  private static final ToolChoice AUTO = new ToolChoice.Auto();

  private final List<String> notes = new ArrayList<>();

  /** Returns what of a client's request reaches a provider. */
  String request(Feature feature, Format client, Format provider) {
    Losses losses = new Losses();
    JsonObject said = client.request(feature.spelling(client));
    ChatRequest read = client.codec().readRequest(said, losses);
    ChatRequest base = client.codec().readRequest(client.request(NOTHING), new Losses());
    JsonObject out = provider.codec().writeRequest(read, provider.target(), losses);
    JsonObject baseOut = provider.codec().writeRequest(base, provider.target(), new Losses());
    Map<String, Object> sent = facts(read);
    Map<String, Object> got = facts(provider.codec().readRequest(out, new Losses()));
    Map<String, Object> without = facts(provider.codec().readRequest(baseOut, new Losses()));
    boolean whole =
        changed(sent, facts(base)).stream()
            .allMatch(key -> Objects.equals(sent.get(key), got.get(key)));
    return cell(
        losses.names(client.codec()::nameOf),
        whole,
        !changed(got, without).isEmpty(),
        () -> note(feature.expectation(client, provider), out, baseOut));
  }

  /** Returns what of a provider's answer reaches a client. */
  String answer(Feature feature, Format provider, Format client) {
    Losses losses = new Losses();
    Translation pair = new Translation(provider, client);
    ChatAnswer read = provider.codec().readAnswer(provider.answer(feature.spelling(provider)));
    ChatAnswer base = provider.codec().readAnswer(provider.answer(NOTHING));
    JsonObject out = client.codec().writeAnswer(read, pair.frame(), losses);
    JsonObject baseOut = client.codec().writeAnswer(base, pair.frame(), new Losses());
    Map<String, Object> sent = facts(read);
    Map<String, Object> got = facts(client.codec().readAnswer(out));
    boolean whole =
        changed(sent, facts(base)).stream()
            .allMatch(key -> Objects.equals(sent.get(key), got.get(key)));
    boolean some = !changed(got, facts(client.codec().readAnswer(baseOut))).isEmpty();
    return cell(
        losses.names(client.codec()::nameOf).stream().map(name -> "answer." + name).toList(),
        whole,
        some,
        () -> note(feature.expectation(provider, client), out, baseOut));
  }

  private static final JsonObject NOTHING = JsonValue.EMPTY_JSON_OBJECT;

  private String cell(List<String> lost, boolean whole, boolean some, Supplier<String> note) {
    if (lost.isEmpty()) {
      return whole ? "yes" : "otherwise " + number(note.get());
    }
    String names = lost.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    return "without " + names + (some ? " " + number(note.get()) : "");
  }

  private String number(String note) {
    if (!notes.contains(note)) {
      notes.add(note);
    }
    return "(" + (notes.indexOf(note) + 1) + ")";
  }

  /** Shows what stands there instead of what is there without the feature. */
  private static String note(Expectation expectation, JsonObject out, JsonObject base) {
    List<String> all = List.copyOf(expectation.values().keySet());
    List<String> different =
        all.stream().filter(it -> !Json.at(out, it).equals(Json.at(base, it))).toList();
    String shown =
        (different.isEmpty() ? all : different)
            .stream()
                .map(it -> "`" + it + "` is `" + shown(Json.at(out, it).orElseThrow()) + "`")
                .collect(Collectors.joining("; "));
    return shown.isEmpty() ? "nothing is sent" : shown;
  }

  private static String shown(JsonValue value) {
    String text = Json.text(value).replace("`", "'");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** Returns the notes of the table, as a list. */
  String notes() {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < notes.size(); i++) {
      list.append(i + 1).append(". ").append(notes.get(i)).append('\n');
    }
    return list.toString();
  }

  private static List<String> changed(Map<String, Object> some, Map<String, Object> base) {
    return some.keySet().stream()
        .filter(key -> !Objects.equals(some.get(key), base.get(key)))
        .collect(Collectors.toList());
  }

  private static Map<String, Object> facts(ChatRequest request) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("messages", joined(request.messages()));
    facts.put("tools", request.toolbox().tools().stream().map(FidelityCells::plain).toList());
    facts.put("choice", request.toolbox().choice().filter(it -> !it.equals(AUTO)));
    facts.put("parallel", request.toolbox().parallel().filter(it -> !it));
    components(request.sampling(), facts);
    components(request.output(), facts);
    components(request.options(), facts);
    facts.put("store", request.options().store().filter(it -> it));
    facts.put("reasoning", request.reasoning());
    return facts;
  }

  /** Formats differ in whether a side may speak twice in a row, which changes nothing. */
  private static List<Message> joined(List<Message> messages) {
    List<Message> joined = new ArrayList<>();
    for (Message message : messages) {
      int last = joined.size() - 1;
      if (last >= 0
          && joined.get(last).role() == message.role()
          && joined.get(last).name().equals(message.name())) {
        List<ContentBlock> content = new ArrayList<>(joined.get(last).content());
        content.addAll(message.content());
        joined.set(last, new Message(message.role(), content, message.name()));
      } else {
        joined.add(message);
      }
    }
    return joined;
  }

  /** Whether not being strict is said or not is the same. */
  private static Tool plain(Tool tool) {
    return new Tool(
        tool.kind(),
        tool.name(),
        tool.description(),
        tool.parameters(),
        Optional.of(tool.strict().orElse(false)),
        tool.format(),
        tool.cache());
  }

  private static void components(Record value, Map<String, Object> facts) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        facts.put(component.getName(), component.getAccessor().invoke(value));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Map<String, Object> facts(ChatAnswer answer) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("content", answer.choices().stream().map(ChatAnswer.Choice::content).toList());
    facts.put("finish", answer.choices().stream().map(ChatAnswer.Choice::finish).toList());
    facts.put("logprobs", answer.choices().stream().map(ChatAnswer.Choice::logprobs).toList());
    facts.put("usage", answer.usage());
    facts.put("tier", answer.serviceTier());
    return facts;
  }
}
