package io.routerly.wire.responses;

import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Image;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates conversations that the format can express wholly. */
final class Conversations {
  private Conversations() {}

  static Arbitrary<String> text() {
    return Arbitraries.of("a", "é", " ", "\n", "\"", "\\", "{", "}", "漢", "👋")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  static Arbitrary<String> word() {
    return Arbitraries.strings().alpha().numeric().withChars("_-").ofMinLength(1).ofMaxLength(20);
  }

  static <T> Arbitrary<Optional<T>> maybe(Arbitrary<T> value) {
    return value.optional();
  }

  private static Arbitrary<Citation> citation() {
    Arbitrary<Citation.Range> spans =
        Arbitraries.integers().between(0, 9).map(at -> new Citation.Range(at, at));
    Arbitrary<Citation.Source> sources =
        Arbitraries.oneOf(
            word().map(name -> new Citation.Source.Page("https://e.com/" + name)),
            word().map(Citation.Source.File::new));
    return Combinators.combine(sources, maybe(word()), spans)
        .as((source, title, at) -> new Citation(source, title, Optional.empty(), Optional.of(at)));
  }

  /** What the model says. */
  static Arbitrary<ContentBlock> said() {
    Arbitrary<Signature> seals =
        Combinators.combine(maybe(word()), word())
            .as((id, value) -> new Signature(Vendor.OPENAI, id.map(n -> "rs_" + n), "g" + value));
    return Arbitraries.oneOf(
        Combinators.combine(text(), citation().list().ofMaxSize(2))
            .as((text, cited) -> new Text(text, cited, Optional.empty())),
        text().map(Refusal::new),
        Combinators.combine(text(), seals).as((t, seal) -> new Thinking(t, Optional.of(seal))),
        Combinators.combine(word(), word()).as((id, name) -> call(Tool.Kind.FUNCTION, id, name)),
        Combinators.combine(word(), word()).as((id, name) -> call(Tool.Kind.CUSTOM, id, name)));
  }

  private static ContentBlock call(Tool.Kind kind, String id, String name) {
    String arguments = kind == Tool.Kind.CUSTOM ? "ls -l " + name : "{\"a\":\"" + name + "\"}";
    return new ToolUse(kind, id, name, arguments, Optional.empty(), Optional.empty());
  }

  private static Arbitrary<ContentBlock> shown() {
    Arbitrary<MediaSource> bytes = word().map(d -> new MediaSource.Base64("image/png", d));
    Arbitrary<MediaSource> elsewhere =
        Arbitraries.oneOf(
            word().map(name -> new MediaSource.Url("https://e.com/" + name)),
            word().map(id -> new MediaSource.FileId(Vendor.OPENAI, id)));
    Arbitrary<MediaSource> papers =
        Arbitraries.oneOf(
            word().map(d -> new MediaSource.Base64("application/pdf", d)),
            text().map(MediaSource.PlainText::new));
    return Arbitraries.oneOf(
        text().map(Text::new),
        Combinators.combine(Arbitraries.oneOf(bytes, elsewhere), maybe(Arbitraries.of("low")))
            .as((source, detail) -> new Image(source, detail, Optional.empty())),
        elsewhere.map(source -> document(source, Optional.empty())),
        Combinators.combine(papers, word())
            .as((s, title) -> document(s, Optional.of(title + ".pdf"))));
  }

  private static ContentBlock document(MediaSource source, Optional<String> title) {
    return new Document(source, title, Optional.empty(), false, Optional.empty());
  }

  /** Instructions, and turns of user and model in alternation. */
  static Arbitrary<List<Message>> messages() {
    Arbitrary<List<Message>> instructions =
        Combinators.combine(
                Arbitraries.of(Role.SYSTEM, Role.DEVELOPER),
                text().map(Text::new).list().ofMinSize(1).ofMaxSize(2))
            .as((role, texts) -> new Message(role, List.copyOf(texts)))
            .list()
            .ofMaxSize(3);
    Arbitrary<List<List<ContentBlock>>> users =
        shown().list().ofMinSize(1).ofMaxSize(3).list().ofSize(3);
    Arbitrary<List<List<ContentBlock>>> models =
        said().list().ofMinSize(1).ofMaxSize(4).list().ofMaxSize(3);
    return Combinators.combine(instructions, users, models, results()).as(Conversations::alternate);
  }

  private static Arbitrary<List<ContentBlock>> results() {
    return Arbitraries.oneOf(
        Arbitraries.just(List.of()),
        text().filter(t -> !t.isEmpty()).map(t -> List.of((ContentBlock) new Text(t))),
        shown().list().ofMinSize(2).ofMaxSize(3));
  }

  private static List<Message> alternate(
      List<Message> instructions,
      List<List<ContentBlock>> users,
      List<List<ContentBlock>> models,
      List<ContentBlock> result) {
    List<Message> messages = new ArrayList<>(instructions);
    List<ContentBlock> answers = List.of();
    for (int turn = 0; turn < users.size(); turn++) {
      List<ContentBlock> user = new ArrayList<>(answers);
      user.addAll(users.get(turn));
      messages.add(new Message(Role.USER, user));
      if (turn >= models.size()) {
        break;
      }
      messages.add(new Message(Role.ASSISTANT, models.get(turn)));
      answers =
          models.get(turn).stream()
              .filter(ToolUse.class::isInstance)
              .map(call -> ((ToolUse) call).id())
              .<ContentBlock>map(id -> new ToolResult(id, result, false, Optional.empty()))
              .toList();
    }
    return messages;
  }
}
