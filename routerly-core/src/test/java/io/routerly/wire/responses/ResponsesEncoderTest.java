package io.routerly.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.AnswerEvents;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.ChatField;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.FinishReason;
import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Message;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenUsage;
import io.routerly.chat.Tool;
import io.routerly.chat.Vendor;
import io.routerly.json.JsonTrees;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.EventEncoder;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesEncoderTest {
  private static final Signature SEAL = new Signature(Vendor.ANTHROPIC, "c2VhbA==");
  private static final AnswerFrame FRAME = Answers.frame("{'model':'gpt-5','input':'Hi'}");

  private final ResponsesCodec codec = new ResponsesCodec();
  private final Losses losses = new Losses();

  @Test
  void tellsEveryKindOfBlockInTheOrderOfTheApi() {
    List<JsonObject> events =
        events(
            answer(
                FinishReason.Kind.TOOL_USE,
                new Thinking("Hm.", Optional.of(SEAL)),
                new Text("Said.", List.of(citation()), Optional.empty()),
                new Refusal("No."),
                new ToolUse("call_1", "find", "{\"q\":1}"),
                custom("run", "ls")));

    assertThat(types(events))
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.reasoning_summary_part.added",
            "response.reasoning_summary_text.delta",
            "response.reasoning_summary_text.done",
            "response.reasoning_summary_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.annotation.added",
            "response.output_text.done",
            "response.content_part.done",
            "response.content_part.added",
            "response.refusal.delta",
            "response.refusal.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.custom_tool_call_input.delta",
            "response.custom_tool_call_input.done",
            "response.output_item.done",
            "response.completed");
    assertThat(events.stream().map(event -> event.getInt("sequence_number")))
        .isEqualTo(IntStream.range(0, events.size()).boxed().toList());
  }

  @Test
  void theLastEventHoldsWhatAWholeAnswerIs() {
    ChatAnswer answer =
        answer(FinishReason.Kind.STOP, new Thinking("Hm.", Optional.of(SEAL)), new Text("Yes."));
    List<JsonObject> events = events(answer);

    assertThat(events.get(events.size() - 1).getJsonObject("response"))
        .isEqualTo(codec.writeAnswer(answer, FRAME, losses));
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void aResponseIsCompleteAndRepeatsTheRequest() {
    AnswerFrame frame =
        Answers.frame(
            "{'model':'alias','input':'Hi','instructions':'Be brief.','temperature':0.5,"
                + "'reasoning':{'effort':'low'},'store':false,'metadata':{'a':'b'},"
                + "'max_output_tokens':99,'parallel_tool_calls':false,'tool_choice':'required',"
                + "'tools':[{'type':'function','name':'f'}]}");
    JsonObject response =
        codec.writeAnswer(answer(FinishReason.Kind.STOP, new Text("Yes.")), frame, losses);

    assertThat(response)
        .isEqualTo(
            Answers.json(
                "{'id':'resp_abc','object':'response','created_at':1762300800,"
                    + "'status':'completed','background':false,'error':null,"
                    + "'incomplete_details':null,'instructions':'Be brief.',"
                    + "'max_output_tokens':99,'max_tool_calls':null,'model':'claude',"
                    + "'output':[{'id':'msg_abc_0','type':'message','status':'completed',"
                    + "'content':[{'type':'output_text','annotations':[],'logprobs':[],"
                    + "'text':'Yes.'}],'role':'assistant'}],'parallel_tool_calls':false,"
                    + "'previous_response_id':null,'prompt_cache_key':null,"
                    + "'reasoning':{'effort':'low','summary':null},'safety_identifier':null,"
                    + "'service_tier':'priority','store':false,'temperature':0.5,"
                    + "'text':{'format':{'type':'text'},'verbosity':'medium'},"
                    + "'tool_choice':'required','tools':[{'type':'function','name':'f',"
                    + "'description':null,'parameters':null,'strict':true}],'top_logprobs':0,"
                    + "'top_p':1,'truncation':'disabled','usage':{'input_tokens':10,"
                    + "'input_tokens_details':{'cached_tokens':1,'cache_write_tokens':2},"
                    + "'output_tokens':5,'output_tokens_details':{'reasoning_tokens':3},"
                    + "'total_tokens':15},'user':null,'metadata':{'a':'b'}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "LENGTH, response.incomplete, max_output_tokens",
    "CONTEXT_FULL, response.incomplete, max_output_tokens",
    "CONTENT_FILTER, response.incomplete, content_filter",
    "REFUSAL, response.incomplete, content_filter",
    "PAUSE, response.completed,"
  })
  void tellsWhetherAndWhyAnAnswerIsIncomplete(FinishReason.Kind kind, String event, String reason) {
    List<JsonObject> events = events(answer(kind, new Text("A")));
    JsonObject last = events.get(events.size() - 1);
    JsonObject response = last.getJsonObject("response");

    assertThat(last.getString("type")).isEqualTo(event);
    assertThat(event).isEqualTo("response." + response.getString("status"));
    if (reason == null) {
      assertThat(response.isNull("incomplete_details")).isTrue();
    } else {
      assertThat(response.getJsonObject("incomplete_details").getString("reason"))
          .isEqualTo(reason);
      assertThat(response.getJsonArray("output").getJsonObject(0).getString("status"))
          .isEqualTo("incomplete");
    }
  }

  @Test
  void aReasonThatIsNewIsToldInTheProvidersOwnWord() {
    FinishReason novel = new FinishReason(FinishReason.Kind.OTHER, Optional.of("TOO_MANY_CALLS"));
    ChatAnswer answer =
        new ChatAnswer(
            "1",
            "m",
            List.of(new ChatAnswer.Choice(List.of(new Text("A")), novel, List.of())),
            Optional.empty(),
            Optional.empty());
    JsonObject response = codec.writeAnswer(answer, FRAME, losses);

    assertThat(response.getString("status")).isEqualTo("incomplete");
    assertThat(response.getJsonObject("incomplete_details").getString("reason"))
        .isEqualTo("TOO_MANY_CALLS");
    assertThat(codec.readAnswer(response).choices().get(0).finish()).isEqualTo(novel);
  }

  @ParameterizedTest
  @CsvSource({"LENGTH, incomplete", "CONTENT_FILTER, incomplete", "TOOL_USE, completed"})
  void theLastCallIsAsCompleteAsTheAnswer(FinishReason.Kind kind, String status) {
    List<JsonObject> events =
        events(answer(kind, new ToolUse("c1", "f", "{}"), new ToolUse("c2", "f", "{\"q")));

    assertThat(
            events.stream()
                .filter(event -> event.getString("type").equals("response.output_item.done"))
                .map(event -> event.getJsonObject("item").getString("status")))
        .containsExactly("completed", status);
    assertThat(
            events
                .get(events.size() - 1)
                .getJsonObject("response")
                .getJsonArray("output")
                .getJsonObject(1)
                .getString("status"))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"standard, default", "priority, priority", "novel, novel"})
  void callsTheUsualTierWhatOpenAiCallsIt(String told, String written) {
    ChatAnswer answer = new ChatAnswer("1", "m", List.of(), Optional.empty(), Optional.of(told));

    assertThat(codec.writeAnswer(answer, FRAME, losses).getString("service_tier"))
        .isEqualTo(written);
  }

  @Test
  void unwrapsTheTextOfAToolThatTheClientDeclaredAsCustom() {
    AnswerFrame frame =
        Answers.frame("{'input':'Hi','tools':[{'type':'custom','name':'apply_patch'}]}");
    ChatAnswer answer =
        answer(
            FinishReason.Kind.TOOL_USE,
            new ToolUse("call_1", "apply_patch", "{\"input\":\"*** Begin\\n\"}"));
    JsonObject item =
        codec.writeAnswer(answer, frame, losses).getJsonArray("output").getJsonObject(0);

    assertThat(item)
        .isEqualTo(
            Answers.json(
                "{'id':'ctc_abc_0','type':'custom_tool_call','status':'completed',"
                    + "'input':'*** Begin\\n','call_id':'call_1','name':'apply_patch'}"));
  }

  @Test
  void emptyArgumentsAreAnEmptyObject() {
    List<JsonObject> events =
        events(answer(FinishReason.Kind.TOOL_USE, new ToolUse("call_1", "f", "")));

    assertThat(events.stream().filter(event -> event.getString("type").endsWith("s.delta")))
        .singleElement()
        .satisfies(event -> assertThat(event.getString("delta")).isEqualTo("{}"));
  }

  @Test
  void sealsOfOtherVendorsComeBackInTheNextTurn() {
    ToolUse sealedCall =
        new ToolUse(
            Tool.Kind.FUNCTION,
            "call_1",
            "f",
            "{}",
            Optional.of(new Signature(Vendor.GEMINI, "dGhvdWdodA==")),
            Optional.empty());
    List<ContentBlock> said =
        List.of(
            new Thinking("Hm.", Optional.of(SEAL)),
            new RedactedThinking(SEAL),
            new Text("Let me see."),
            sealedCall);
    JsonObject response =
        codec.writeAnswer(
            answer(FinishReason.Kind.TOOL_USE, said.toArray(ContentBlock[]::new)), FRAME, losses);
    JsonObject next = Answers.json("{'model':'m','input':" + response.getJsonArray("output") + "}");

    assertThat(codec.readRequest(next, losses).messages())
        .extracting(Message::content)
        .containsExactly(said);
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void reasoningWithoutASealIsMarkedSoThatOpenAiIsNeverSentIt() {
    Thinking unsigned = new Thinking("Hm.", Optional.empty());
    JsonObject response =
        codec.writeAnswer(answer(FinishReason.Kind.STOP, unsigned, new Text("A")), FRAME, losses);
    JsonObject next = Answers.json("{'model':'m','input':" + response.getJsonArray("output") + "}");

    assertThat(codec.readAnswer(response).choices().get(0).content()).contains(unsigned);
    assertThat(codec.readRequest(next, losses).messages().get(0).content()).contains(unsigned);
    assertThat(ResponsesHistory.withoutForeignSeals(next).getJsonArray("input"))
        .isEqualTo(response.getJsonArray("output").subList(1, 2));
  }

  @Test
  void reasoningOfOpenAiKeepsItsIdHoweverLateItIsKnown() {
    Signature seal = new Signature(Vendor.OPENAI, Optional.of("rs_1"), "gAAA");
    List<ContentBlock> said =
        List.of(
            new Thinking("", Optional.of(seal)),
            new Thinking("Hm.", Optional.of(seal)),
            new Text("A"));
    JsonObject response =
        codec.writeAnswer(
            answer(FinishReason.Kind.STOP, said.toArray(ContentBlock[]::new)), FRAME, losses);

    assertThat(codec.readAnswer(response).choices().get(0).content()).isEqualTo(said);
    JsonObject next = Answers.json("{'model':'m','input':" + response.getJsonArray("output") + "}");
    assertThat(codec.readRequest(next, losses).messages().get(0).content()).isEqualTo(said);
  }

  @Test
  void namesWhatAnAnswerCannotHold() {
    ChatAnswer.Choice choice =
        new ChatAnswer.Choice(
            List.of(
                new ContentBlock.Image(
                    new MediaSource.Url("https://example.com/a.png"),
                    Optional.empty(),
                    Optional.empty())),
            FinishReason.of(FinishReason.Kind.STOP),
            List.of());
    codec.writeAnswer(
        new ChatAnswer("1", "m", List.of(choice, choice), Optional.empty(), Optional.empty()),
        FRAME,
        losses);

    assertThat(losses.fields()).containsExactlyInAnyOrder(ChatField.N, ChatField.IMAGES);
  }

  @Test
  void aFailureInMidStreamFailsTheResponseThatWasBegun() {
    EventEncoder encoder = codec.encoder(FRAME);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    encoder.write(new ChatEvent.Started("x", "claude", Optional.empty()), stream);
    List<JsonObject> failure = events(encoder.failure("provider_interrupted", "Broke off."));

    assertThat(failure).hasSize(1);
    assertThat(failure.get(0).getString("type")).isEqualTo("response.failed");
    assertThat(failure.get(0).getInt("sequence_number")).isEqualTo(2);
    assertThat(failure.get(0).getJsonObject("response").getString("id")).isEqualTo("resp_abc");
    assertThat(failure.get(0).getJsonObject("response").getString("status")).isEqualTo("failed");
  }

  @ParameterizedTest(name = "{0} is told as {1}")
  @CsvSource({
    "context_length_exceeded, context_length_exceeded",
    "insufficient_quota, insufficient_quota",
    "rate_limit_exceeded, rate_limit_exceeded",
    "invalid_prompt, invalid_prompt",
    "rate_limit_error, rate_limit_exceeded", // Anthropic
    "RESOURCE_EXHAUSTED, rate_limit_exceeded", // Google
    "429, rate_limit_exceeded", // OpenRouter
    "overloaded_error, server_error",
    "provider_interrupted, server_error"
  })
  void theCodeOfAFailureIsOneByWhichClientsDecide(String code, String told) {
    JsonObject failure = events(codec.encoder(FRAME).failure(code, "No more.")).get(0);

    JsonObject error = failure.getJsonObject("response").getJsonObject("error");
    assertThat(error.getString("code")).isEqualTo(told);
    assertThat(error.getString("message"))
        .isEqualTo(code.equals(told) ? "No more." : "No more. (" + code + ")");
  }

  private static Citation citation() {
    return new Citation(
        new Citation.Source.Page("https://example.com"),
        Optional.of("Example"),
        Optional.empty(),
        Optional.of(new Citation.Range(0, 4)));
  }

  private static ToolUse custom(String name, String input) {
    return new ToolUse(Tool.Kind.CUSTOM, "call_2", name, input, Optional.empty(), Optional.empty());
  }

  private static ChatAnswer answer(FinishReason.Kind kind, ContentBlock... content) {
    return new ChatAnswer(
        "msg_1",
        "claude",
        List.of(new ChatAnswer.Choice(List.of(content), FinishReason.of(kind), List.of())),
        Optional.of(new TokenUsage(10, 1, 2, 1, 5, 3)),
        Optional.of("priority"));
  }

  private static List<JsonObject> events(ChatAnswer answer) {
    List<ChatEvent> told = new ArrayList<>();
    AnswerEvents.tell(answer, told::add);
    return events(Answers.encode(told, FRAME));
  }

  private static List<JsonObject> events(byte[] stream) {
    List<JsonObject> events = new ArrayList<>();
    for (String event : new String(stream, UTF_8).strip().split("\n\n", -1)) {
      String[] lines = event.split("\n", -1);
      JsonObject data = JsonTrees.object(lines[1].substring("data: ".length()).getBytes(UTF_8));
      assertThat(lines[0]).isEqualTo("event: " + data.getString("type"));
      events.add(data);
    }
    return events;
  }

  private static List<String> types(List<JsonObject> events) {
    return events.stream().map(event -> event.getString("type")).collect(Collectors.toList());
  }
}
