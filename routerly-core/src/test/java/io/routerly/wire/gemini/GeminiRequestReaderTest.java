package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.Gemini.CODEC;
import static io.routerly.wire.gemini.Gemini.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.FinishReason;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Vendor;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GeminiRequestReaderTest {
  private static final String TURN = "'contents':[{'parts':[{'text':'Hi'}]}]";

  @Test
  void bothSpellingsOfNamesAreUnderstood() {
    ChatRequest camel =
        read(
            "{'systemInstruction':{'parts':[{'text':'S'}]},"
                + TURN
                + ",'generationConfig':{'maxOutputTokens':5,'thinkingConfig':"
                + "{'thinkingBudget':0}},'tools':[{'functionDeclarations':[{'name':'f',"
                + "'parameters':{'type':'OBJECT','properties':{'snake_case':{'type':'ARRAY',"
                + "'minItems':1,'items':{'type':'STRING'}}}}}]}],'toolConfig':"
                + "{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['f']}}}");
    ChatRequest snake =
        read(
            "{'system_instruction':{'parts':[{'text':'S'}]},"
                + TURN
                + ",'generation_config':{'max_output_tokens':5,'thinking_config':"
                + "{'thinking_budget':0}},'tools':[{'function_declarations':[{'name':'f',"
                + "'parameters':{'type':'OBJECT','properties':{'snake_case':{'type':'ARRAY',"
                + "'min_items':1,'items':{'type':'STRING'}}}}}]}],'tool_config':"
                + "{'function_calling_config':{'mode':'ANY','allowed_function_names':['f']}}}");

    assertThat(snake).isEqualTo(camel);
    assertThat(camel.toolbox().choice()).contains(new ToolChoice.Named("f"));
    assertThat(
            camel.toolbox().tools().get(0).parameters().orElseThrow().getJsonObject("properties"))
        .containsOnlyKeys("snake_case");
  }

  @Test
  void resultsWithoutIdsFindTheirCalls() {
    ChatRequest request =
        read(
            "{'contents':[{'role':'model','parts':[{'functionCall':{'name':'f'}},"
                + "{'functionCall':{'name':'g'}},{'functionCall':{'name':'f','args':{'a':1}}}]},"
                + "{'role':'user','parts':[{'text':'Hi'},"
                + "{'functionResponse':{'name':'g','response':{'output':'G'}}},"
                + "{'functionResponse':{'name':'f','response':{'a':1}}},"
                + "{'functionResponse':{'name':'f','response':{'error':'E'}}}]}]}");

    assertThat(request.messages().get(0).content())
        .containsExactly(
            new ContentBlock.ToolUse("call_0", "f", "{}"),
            new ContentBlock.ToolUse("call_1", "g", "{}"),
            new ContentBlock.ToolUse("call_2", "f", "{\"a\":1}"));
    assertThat(request.messages().get(1).content())
        .containsExactly(
            result("call_1", "G", false),
            result("call_0", "{\"a\":1}", false),
            result("call_2", "E", true),
            new ContentBlock.Text("Hi"));
  }

  @Test
  void whatHasNoPlaceElsewhereIsNamed() {
    Losses losses = new Losses();

    CODEC.readRequest(
        json(
            "{'contents':[{'parts':[{'text':'a','videoMetadata':{'fps':1}},{'executableCode':{}},"
                + "{'inlineData':{'mimeType':'video/mp4','data':'QQ==','displayName':'d'}}],"
                + "'odd':1}],'safetySettings':[{}],'cachedContent':'c','labels':{'a':'b'},"
                + "'tools':[{'googleSearch':{}},{'functionDeclarations':[{'name':'f',"
                + "'behavior':'BLOCKING'}]}],'toolConfig':{'retrievalConfig':{}},"
                + "'generationConfig':{'speechConfig':{},'responseModalities':['AUDIO'],"
                + "'thinkingConfig':{'odd':1}}}"),
        losses);

    assertThat(losses.names(ChatField::plainName))
        .containsExactlyInAnyOrder(
            "contents.parts.videoMetadata",
            "contents.parts.executableCode",
            "contents.parts.inlineData",
            "contents.parts.inlineData.displayName",
            "contents.odd",
            "safetySettings",
            "cachedContent",
            "labels",
            "tools.googleSearch",
            "tools.functionDeclarations.behavior",
            "toolConfig.retrievalConfig",
            "generationConfig.speechConfig",
            "generationConfig.responseModalities",
            "generationConfig.thinkingConfig.odd");
  }

  @Test
  void defaultsAreNoLoss() {
    Losses losses = new Losses();

    ChatRequest request =
        CODEC.readRequest(
            json(
                "{"
                    + TURN
                    + ",'safetySettings':[],'model':'models/m','serviceTier':'STANDARD',"
                    + "'generationConfig':{'candidateCount':1,'responseMimeType':'text/plain',"
                    + "'responseModalities':['TEXT']}}"),
            losses);

    assertThat(losses.isEmpty()).isTrue();
    assertThat(request.options().serviceTier()).contains("default");
    assertThat(request.model()).isEmpty();
    assertThat(request.stream()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | contents must be a list of at least one turn",
        "{'contents':1} | contents must be an array",
        "{'contents':[{'role':'assistant'}]} | contents[0].role must be \"user\" or \"model\"",
        "{'contents':[{'parts':[{'text':1}]}]} | contents[0].parts[0].text must be a string",
        "{'contents':[{'parts':[{'inline_data':{}}]}]} | parts[0].inlineData.mimeType is missing",
        "{'contents':[{}],'generationConfig':{'candidateCount':1000}} | candidateCount must be",
      })
  void aWrongFieldIsNamedByItsPath(String body, String message) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void theSealOfAnyVendorComesBackFromTheClient(Vendor vendor) {
    Signature seal = new Signature(vendor, "se.al+/=");
    ContentBlock.ToolUse call =
        new ContentBlock.ToolUse(
            Tool.Kind.FUNCTION, "1", "f", "{}", Optional.of(seal), Optional.empty());
    List<ContentBlock> said = List.of(new ContentBlock.Thinking("Hm", Optional.of(seal)), call);

    JsonObject answer =
        CODEC.writeAnswer(
            new ChatAnswer(
                "r",
                "m",
                List.of(
                    new ChatAnswer.Choice(
                        said, FinishReason.of(FinishReason.Kind.TOOL_USE), List.of())),
                Optional.empty(),
                Optional.empty()),
            Gemini.frame("r"),
            new Losses());
    JsonObject content =
        answer.getJsonArray("candidates").getJsonObject(0).getJsonObject("content");

    JsonObject next = GeminiJson.object().add("contents", GeminiJson.array().add(content)).build();
    assertThat(CODEC.readRequest(next, new Losses()).messages())
        .containsExactly(new Message(io.routerly.chat.Role.ASSISTANT, said));
  }

  private static ContentBlock result(String id, String text, boolean failed) {
    return new ContentBlock.ToolResult(
        id, List.of(new ContentBlock.Text(text)), failed, Optional.empty());
  }

  private static ChatRequest read(String body) {
    return CODEC.readRequest(json(body), new Losses());
  }
}
