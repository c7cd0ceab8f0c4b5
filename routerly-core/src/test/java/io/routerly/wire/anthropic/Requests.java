package io.routerly.wire.anthropic;

import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.Message;
import io.routerly.chat.OutputRules;
import io.routerly.chat.Reasoning;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Role;
import io.routerly.chat.Sampling;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes requests that differ in one thing. */
final class Requests {
  private static final Message HI = new Message(Role.USER, List.of(new Text("Hi.")));
  static final ChatRequest PLAIN = of(HI);

  private Requests() {}

  static ChatRequest of(Message... messages) {
    return new ChatRequest(
        "auto",
        List.of(messages),
        Toolbox.NONE,
        Sampling.DEFAULT,
        OutputRules.NONE,
        Optional.empty(),
        CallOptions.NONE,
        false);
  }

  static ChatRequest with(ChatRequest base, Toolbox toolbox) {
    return new ChatRequest(
        base.model(),
        base.messages(),
        toolbox,
        base.sampling(),
        base.output(),
        base.reasoning(),
        base.options(),
        base.stream());
  }

  static ChatRequest with(ChatRequest base, Sampling sampling) {
    return new ChatRequest(
        base.model(),
        base.messages(),
        base.toolbox(),
        sampling,
        base.output(),
        base.reasoning(),
        base.options(),
        base.stream());
  }

  static ChatRequest with(ChatRequest base, OutputRules output) {
    return new ChatRequest(
        base.model(),
        base.messages(),
        base.toolbox(),
        base.sampling(),
        output,
        base.reasoning(),
        base.options(),
        base.stream());
  }

  static ChatRequest with(ChatRequest base, Reasoning reasoning) {
    return new ChatRequest(
        base.model(),
        base.messages(),
        base.toolbox(),
        base.sampling(),
        base.output(),
        Optional.of(reasoning),
        base.options(),
        base.stream());
  }

  static Sampling sampling(String temperature, String topP) {
    return new Sampling(
        Optional.of(temperature).filter(value -> !value.isEmpty()).map(BigDecimal::new),
        Optional.of(topP).filter(value -> !value.isEmpty()).map(BigDecimal::new),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty());
  }

  static Reasoning effort(String effort) {
    return new Reasoning(
        Optional.empty(), Optional.of(effort), OptionalLong.empty(), Optional.empty());
  }

  static OutputRules atMost(long maxTokens) {
    return new OutputRules(
        OptionalLong.of(maxTokens),
        List.of(),
        1,
        Optional.empty(),
        Optional.empty(),
        false,
        OptionalInt.empty());
  }

  static OutputRules format(ResponseFormat format) {
    return new OutputRules(
        OptionalLong.empty(),
        List.of(),
        1,
        Optional.of(format),
        Optional.empty(),
        false,
        OptionalInt.empty());
  }

  static ResponseFormat schema(JsonObject schema) {
    return new ResponseFormat.JsonSchema("s", Optional.empty(), schema, Optional.of(true));
  }

  static Toolbox tools(ToolChoice choice, String... names) {
    return new Toolbox(
        List.of(names).stream().map(Requests::tool).toList(),
        Optional.of(choice),
        Optional.empty());
  }

  private static Tool tool(String name) {
    return new Tool(
        Tool.Kind.FUNCTION,
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
