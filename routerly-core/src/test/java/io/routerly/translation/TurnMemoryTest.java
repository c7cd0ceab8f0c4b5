package io.routerly.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.FinishReason;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.Vendor;
import io.routerly.json.JsonTrees;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.ToolIds;
import io.routerly.wire.WireFormat;
import io.routerly.wire.openai.OpenAiChatCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TurnMemoryTest {
  private static final ApiTraits WANTS_REASONING = traits(Quirk.WANTS_REASONING_BACK);
  private static final ApiTraits SEALED_CALLS = traits(Quirk.SEALED_TOOL_CALLS);
  private static final Thinking CLAUDES =
      new Thinking("Look it up.", Optional.of(new Signature(Vendor.ANTHROPIC, "sig-1")));
  private static final Thinking UNSEALED = new Thinking("Look it up.", Optional.empty());

  private final AtomicLong now = new AtomicLong();
  private final TurnMemory memory = new TurnMemory(now::get);

  @Test
  void whatTheClientDroppedStandsBeforeTheCallThatCameOfIt() {
    memory.remember(
        "a", () -> said("Look!"), answer(CLAUDES, new Text("I look."), call("c1"), call("c2")));

    assertThat(restored("a", WireFormat.ANTHROPIC_MESSAGES, new Text("I look."), call("c1")))
        .as("reasoning comes first of all, as the provider wants it")
        .containsExactly(CLAUDES, new Text("I look."), call("c1"));
  }

  @Test
  void reasoningBetweenTwoCallsGoesBackBetweenThem() {
    Thinking second =
        new Thinking("And that?", Optional.of(new Signature(Vendor.ANTHROPIC, "sig-2")));
    RedactedThinking hidden = new RedactedThinking(new Signature(Vendor.ANTHROPIC, "data"));
    memory.remember(
        "a", () -> said("Look!"), answer(CLAUDES, call("c1"), second, hidden, call("c2")));

    assertThat(restored("a", WireFormat.ANTHROPIC_MESSAGES, call("c1"), call("c2")))
        .containsExactly(CLAUDES, call("c1"), second, hidden, call("c2"));
  }

  @Test
  void anotherProjectGetsNothing() {
    memory.remember("a", () -> said("Look!"), answer(CLAUDES, call("c1")));

    assertThat(restored("b", WireFormat.ANTHROPIC_MESSAGES, call("c1")))
        .containsExactly(call("c1"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ANTHROPIC_MESSAGES")
  void reasoningOfOneVendorGoesToNoOther(WireFormat other) {
    memory.remember("a", () -> said("Look!"), answer(CLAUDES, call("c1")));

    assertThat(restored("a", other, call("c1"))).containsExactly(call("c1"));
  }

  @Test
  void reasoningThatNobodySealedGoesToThoseWhoWantIt() {
    memory.remember("a", () -> said("Look!"), answer(UNSEALED, call("c1")));

    assertThat(restored("a", WireFormat.OPENAI_CHAT, WANTS_REASONING, call("c1")))
        .containsExactly(UNSEALED, call("c1"));
    assertThat(restored("a", WireFormat.OPENAI_CHAT, call("c1"))).containsExactly(call("c1"));
  }

  @Test
  void sealedReasoningIsNotShownToThoseWhoWantItUnsealed() {
    memory.remember("a", () -> said("Look!"), answer(CLAUDES, call("c1")));

    assertThat(restored("a", WireFormat.OPENAI_CHAT, WANTS_REASONING, call("c1")))
        .containsExactly(call("c1"));
  }

  @Test
  void aClientThatKeptItsThinkingIsLeftAlone() {
    Thinking kept = new Thinking("Mine.", Optional.of(new Signature(Vendor.ANTHROPIC, "kept")));
    memory.remember("a", () -> said("Look!"), answer(CLAUDES, call("c1")));

    assertThat(restored("a", WireFormat.ANTHROPIC_MESSAGES, kept, call("c1")))
        .containsExactly(kept, call("c1"));
  }

  @Test
  void thinkingThatTheProviderCannotReadDoesNotCountAsKept() {
    Thinking foreign = new Thinking("", Optional.of(new Signature(Vendor.OPENAI, "x")));
    memory.remember("a", () -> said("Look!"), answer(CLAUDES, call("c1")));

    assertThat(restored("a", WireFormat.ANTHROPIC_MESSAGES, foreign, call("c1")))
        .containsExactly(CLAUDES, foreign, call("c1"));
  }

  @Test
  void theSealOnACallComesBackUnlessTheClientKeptOne() {
    Signature seal = new Signature(Vendor.GEMINI, "seal");
    ToolUse other = sealed("c1", new Signature(Vendor.GEMINI, "own"));
    memory.remember("a", () -> said("Look!"), answer(sealed("c1", seal)));

    assertThat(restored("a", WireFormat.GEMINI, call("c1"))).containsExactly(sealed("c1", seal));
    assertThat(restored("a", WireFormat.GEMINI, other)).containsExactly(other);
    assertThat(restored("a", WireFormat.ANTHROPIC_MESSAGES, call("c1")))
        .containsExactly(call("c1"));
  }

  @Test
  void googlesApiInOpenAisFormatGetsTheSealsOfCallsAndNoOthers() {
    Signature seal = new Signature(Vendor.GEMINI, "seal");
    Thinking thinking = new Thinking("Hm.", Optional.of(seal));
    memory.remember("a", () -> said("Look!"), answer(thinking, sealed("c1", seal)));

    assertThat(restored("a", WireFormat.OPENAI_CHAT, SEALED_CALLS, call("c1")))
        .containsExactly(sealed("c1", seal));
    assertThat(restored("a", WireFormat.OPENAI_CHAT, call("c1"))).containsExactly(call("c1"));
  }

  @ParameterizedTest
  @EnumSource(
      value = ToolIds.class,
      names = {"SHORT", "WORD"})
  void aCallIsKnownByTheIdThatTheClientWasGiven(ToolIds spelling) {
    String own = "functions.look_up:0/and-more-than-forty-characters-of-it";
    memory.remember("a", () -> said("Look!"), answer(CLAUDES, call(own)));
    String given = spelling.fit(own);

    assertThat(given).isNotEqualTo(own);
    assertThat(restored("a", WireFormat.ANTHROPIC_MESSAGES, call(given)))
        .containsExactly(CLAUDES, call(given));
    assertThat(restored("a", WireFormat.ANTHROPIC_MESSAGES, call(own)))
        .containsExactly(CLAUDES, call(own));
  }

  @Test
  void aCallOfTheSameIdInAnotherConversationGetsNothing() {
    memory.remember("a", () -> said("Look!"), answer(CLAUDES, call("functions.look_up:0")));

    assertThat(
            restored(
                "a",
                WireFormat.ANTHROPIC_MESSAGES,
                ApiTraits.PLAIN,
                "Look elsewhere!",
                call("functions.look_up:0")))
        .containsExactly(call("functions.look_up:0"));
  }

  @ParameterizedTest
  @CsvSource({"find, {}", "look_up, '{\"at\":1}'", "look_up, ["})
  void aCallOfTheSameIdThatSaysSomethingElseGetsNothing(String tool, String arguments) {
    ToolUse other = new ToolUse("functions.look_up:0", tool, arguments);
    memory.remember("a", () -> said("Look!"), answer(CLAUDES, call("functions.look_up:0")));

    assertThat(restored("a", WireFormat.ANTHROPIC_MESSAGES, other)).containsExactly(other);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"a\":[1.0,{\"c\":2,\"d\":\"é\"}],\"b\":null}',"
        + "'{ \"b\" : null, \"a\" : [1,{\"d\":\"\\u00e9\",\"c\":2e0}] }'",
    "'', {}",
    "'{\"input\":\"ls -l\"}', ls -l",
    "not JSON, not JSON",
  })
  void aCallIsKnownHoweverTheClientWritesItsArguments(String given, String sent) {
    ToolUse own = new ToolUse("c1", "look_up", given);
    ToolUse back = new ToolUse("c1", "look_up", sent);
    memory.remember("a", () -> said("Look!"), answer(CLAUDES, own));

    assertThat(restored("a", WireFormat.ANTHROPIC_MESSAGES, back)).containsExactly(CLAUDES, back);
  }

  @Test
  void whatIsSaidBesideResultsDoesNotMakeACallAnother() {
    ToolResult result = new ToolResult("c0", List.of(), false, Optional.empty());
    ChatRequest asked =
        template()
            .withMessages(
                List.of(user(new Text("Look!")), user(result, new Text("A reminder that goes."))));
    memory.remember("a", () -> LastWords.of(asked.messages()), answer(CLAUDES, call("c1")));

    assertThat(restored("a", WireFormat.ANTHROPIC_MESSAGES, call("c1")))
        .containsExactly(CLAUDES, call("c1"));
  }

  @Test
  void whatWasUsedLongestAgoIsForgottenFirst() {
    TurnMemory small = new TurnMemory(1000, now::get);
    for (int i = 0; i < 50; i++) {
      small.remember("a", () -> said("Look!"), answer(thinking("x".repeat(100)), call("c" + i)));
    }

    assertThat(small.reasoning(key("c0"))).isEmpty();
    assertThat(small.reasoning(key("c49"))).isPresent();
    assertThat(small.size()).isLessThanOrEqualTo(3);
  }

  @Test
  void whatIsLargerThanTheMemoryIsNotKept() {
    TurnMemory small = new TurnMemory(1000, now::get);
    small.remember("a", () -> said("Look!"), answer(thinking("x".repeat(2000)), call("c1")));

    assertThat(small.reasoning(key("c1"))).isEmpty();
  }

  @Test
  void anAnswerWithoutReasoningCostsNothing() {
    memory.remember("a", () -> said("Look!"), answer(new Text("Hi"), call("c1")));

    assertThat(memory.size()).isZero();
  }

  private List<ContentBlock> restored(String project, WireFormat format, ContentBlock... said) {
    return restored(project, format, ApiTraits.PLAIN, said);
  }

  private List<ContentBlock> restored(
      String project, WireFormat format, ApiTraits traits, ContentBlock... said) {
    return restored(project, format, traits, "Look!", said);
  }

  private List<ContentBlock> restored(
      String project, WireFormat format, ApiTraits traits, String words, ContentBlock... said) {
    ChatRequest request =
        template()
            .withMessages(
                List.of(
                    user(new Text("And before?")),
                    user(new Text(words)),
                    new Message(Role.ASSISTANT, List.of(said))));
    return memory.restore(project, request, format, traits).messages().get(2).content();
  }

  private static LastWords said(String text) {
    return LastWords.of(asked(text).messages());
  }

  /** Asks for the first call after these words. */
  private static ChatRequest asked(String words) {
    return template().withMessages(List.of(user(new Text("Hi")), user(new Text(words))));
  }

  private static Message user(ContentBlock... said) {
    return new Message(Role.USER, List.of(said));
  }

  private static List<CallKey> key(String id) {
    return List.of(CallKey.of("a", LastWords.of("Look!"), id, "look_up", "{}"));
  }

  private static ChatRequest template() {
    byte[] body = "{\"model\":\"m\",\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
    return new OpenAiChatCodec().readRequest(JsonTrees.object(body), new Losses());
  }

  private static ChatAnswer answer(ContentBlock... blocks) {
    return new ChatAnswer(
        "id",
        "m",
        List.of(
            new ChatAnswer.Choice(
                List.of(blocks), FinishReason.of(FinishReason.Kind.TOOL_USE), List.of())),
        Optional.empty(),
        Optional.empty());
  }

  private static Thinking thinking(String words) {
    return new Thinking(words, Optional.empty());
  }

  private static ToolUse call(String id) {
    return new ToolUse(id, "look_up", "{}");
  }

  private static ToolUse sealed(String id, Signature seal) {
    return new ToolUse(
        Tool.Kind.FUNCTION, id, "look_up", "{}", Optional.of(seal), Optional.empty());
  }

  private static ApiTraits traits(Quirk quirk) {
    return new ApiTraits(Set.of(), Map.of(), Set.of(quirk));
  }
}
