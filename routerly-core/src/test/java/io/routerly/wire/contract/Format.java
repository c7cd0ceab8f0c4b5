package io.routerly.wire.contract;

import static java.util.Locale.ROOT;

import io.routerly.wire.ApiTraits;
import io.routerly.wire.ChatCodec;
import io.routerly.wire.Target;
import io.routerly.wire.anthropic.AnthropicCodec;
import io.routerly.wire.gemini.GeminiCodec;
import io.routerly.wire.openai.OpenAiChatCodec;
import io.routerly.wire.responses.ResponsesCodec;
import jakarta.json.JsonObject;
import java.util.List;

/** A format, with a model that speaks it and the least that a request or an answer in it says. */
@SuppressWarnings("ImmutableEnumChecker") // codecs have no state
enum Format {
  CHAT(
      new OpenAiChatCodec(),
      "gpt-4.1",
      "{'model':'m','messages':[{'role':'user','content':'Hi.'}]}",
      "{'id':'chatcmpl-1','object':'chat.completion','created':1762300800,'model':'gpt-4.1',"
          + "'choices':[{'index':0,'message':{'role':'assistant','content':'Hello.'},"
          + "'finish_reason':'stop'}],"
          + "'usage':{'prompt_tokens':10,'completion_tokens':5,'total_tokens':15}}"),
  RESPONSES(
      new ResponsesCodec(),
      "gpt-4.1",
      "{'model':'m','input':'Hi.'}",
      "{'id':'resp_1','object':'response','created_at':1762300800,'status':'completed',"
          + "'error':null,'incomplete_details':null,'model':'gpt-4.1','output':[{'id':'msg_1',"
          + "'type':'message','status':'completed','role':'assistant','content':[{'type':"
          + "'output_text','text':'Hello.','annotations':[],'logprobs':[]}]}],'usage':"
          + "{'input_tokens':10,'output_tokens':5,'total_tokens':15}}"),
  MESSAGES(
      new AnthropicCodec(),
      "claude-sonnet-4-5",
      "{'model':'m','max_tokens':1000,'messages':[{'role':'user','content':'Hi.'}]}",
      "{'id':'msg_1','type':'message','role':'assistant','model':'claude-sonnet-4-5','content':"
          + "[{'type':'text','text':'Hello.'}],'stop_reason':'end_turn','stop_sequence':null,"
          + "'usage':{'input_tokens':10,'output_tokens':5}}"),
  GEMINI(
      new GeminiCodec(),
      "gemini-2.5-flash",
      "{'contents':[{'role':'user','parts':[{'text':'Hi.'}]}]}",
      "{'candidates':[{'content':{'parts':[{'text':'Hello.'}],'role':'model'},'finishReason':"
          + "'STOP','index':0}],'usageMetadata':{'promptTokenCount':10,'candidatesTokenCount':5,"
          + "'totalTokenCount':15},'modelVersion':'gemini-2.5-flash','responseId':'r1'}");

  /** Those that clients speak. */
  static final List<Format> CLIENTS = List.of(CHAT, RESPONSES, MESSAGES);

  private final ChatCodec codec;
  private final String model;
  private final String request;
  private final String answer;

  Format(ChatCodec codec, String model, String request, String answer) {
    this.codec = codec;
    this.model = model;
    this.request = request;
    this.answer = answer;
  }

  ChatCodec codec() {
    return codec;
  }

  Target target() {
    return new Target(model, ApiTraits.PLAIN);
  }

  /** Returns its name in the files of cases. */
  String key() {
    return name().toLowerCase(ROOT);
  }

  /** Returns the least request with these fields in place of its own. */
  JsonObject request(JsonObject fields) {
    return Json.merge(Json.object(request), fields);
  }

  /** Returns the least answer with these fields in place of its own. */
  JsonObject answer(JsonObject fields) {
    return Json.merge(Json.object(answer), fields);
  }

  static Format of(String key) {
    return valueOf(key.strip().toUpperCase(ROOT));
  }
}
