package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.testkit.wire.Fixtures;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.Target;
import io.routerly.wire.sse.SseSplitter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class ChatRoundTripTest {
  private static final ApiTraits TAKES_ALL =
      new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.WANTS_REASONING_BACK, Quirk.TAKES_TOP_K));
  private static final AnswerFrame FRAME =
      Decoding.frame("{'stream_options':{'include_usage':true}}");
  private static final List<String> PIECES =
      List.of(
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "null",
          "1",
          "-1",
          "1.5",
          "1e999",
          "true",
          "\"x\"",
          "{}",
          "[]",
          "\n",
          "data: ",
          "[DONE]",
          "\\",
          "\"index\":",
          "\"id\":",
          "\"\"");

  private static final String REQUEST =
      "{'model':'m','temperature':1,'top_logprobs':2,'logprobs':true,'stop':['a'],'n':2,"
          + "'messages':[{'role':'system','content':'s','cache_control':{'type':'ephemeral'}},"
          + "{'role':'user','content':[{'type':'text','text':'t'},{'type':'image_url',"
          + "'image_url':{'url':'data:image/png;base64,QQ==','detail':'low'}},"
          + "{'type':'input_audio','input_audio':{'data':'QQ==','format':'wav'}},"
          + "{'type':'file','file':{'file_data':'data:application/pdf;base64,QQ==',"
          + "'filename':'a.pdf'}}]},{'role':'assistant','content':'c','refusal':'r',"
          + "'reasoning_content':'h','annotations':[{'type':'url_citation','url_citation':"
          + "{'start_index':0,'end_index':1,'url':'u','title':'t'}}],'tool_calls':[{'id':'a',"
          + "'type':'function','function':{'name':'f','arguments':'{}'},'extra_content':"
          + "{'google':{'thought_signature':'s'}}},{'id':'b','type':'custom','custom':"
          + "{'name':'p','input':'x'}}]},{'role':'tool','tool_call_id':'a','content':'1'}],"
          + "'tools':[{'type':'function','function':{'name':'f','parameters':{'a':1}}},"
          + "{'type':'custom','custom':{'name':'p','format':{'type':'grammar','grammar':{}}}}],"
          + "'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':"
          + "[{'type':'function','function':{'name':'f'}}]}},'response_format':{'type':"
          + "'json_schema','json_schema':{'name':'n','schema':{}}},'metadata':{'a':'b'},"
          + "'thinking':{'type':'enabled','budget_tokens':5},'stream_options':{}}";
  private static final String HYBRID =
      "{'model':'m','instructions':'i','max_output_tokens':5,'text':{'verbosity':'low',"
          + "'format':{'type':'json_schema','name':'n','schema':{}}},'reasoning':{'effort':'low',"
          + "'summary':'auto'},'tools':[{'type':'function','name':'f'}],'input':[{'role':'user',"
          + "'content':[{'type':'input_text','text':'t'}]},{'type':'function_call','call_id':'a',"
          + "'name':'f','arguments':'{}'},{'type':'function_call_output','call_id':'a',"
          + "'output':'1'},{'type':'custom_tool_call','call_id':'a','name':'f','input':'x'}]}";

  @Property(tries = 300)
  void aRequestReadsAsItWasWritten(@ForAll("requests") ChatRequest request) {
    Losses losses = new Losses();
    var written =
        Decoding.CODEC.writeRequest(request, new Target(request.model(), TAKES_ALL), losses);

    assertThat(Decoding.CODEC.readRequest(written, losses)).isEqualTo(request);
    assertThat(losses.names(Decoding.CODEC::nameOf)).isEmpty();
  }

  @Property(tries = 300)
  void anAnswerReadsAsItWasWritten(@ForAll("answers") ChatAnswer answer) {
    Losses losses = new Losses();
    var written = Decoding.CODEC.writeAnswer(answer, FRAME, losses);

    assertThat(Decoding.CODEC.readAnswer(JsonTrees.object(JsonTrees.bytes(written))))
        .isEqualTo(answer);
    assertThat(losses.isEmpty()).isTrue();
  }

  @Property(tries = 300)
  void aStreamReadsAsItWasWritten(@ForAll("answers") ChatAnswer answer) {
    assertThat(Decoding.assembled(Decoding.stream(answer, FRAME))).isEqualTo(answer);
  }

  @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
  void noBytesMakeTheDecoderFailOtherwiseThanDeclared(@ForAll long seed) {
    byte[] stream = damaged(".sse", new Random(seed));
    EventDecoder decoder = Decoding.CODEC.decoder();
    OrderCheck check = new OrderCheck();
    try {
      SseSplitter splitter = new SseSplitter();
      splitter.feed(stream, 0, stream.length, event -> decoder.event(event, check));
      splitter.finish(event -> decoder.event(event, check));
      decoder.finish(check);
      check.end();
    } catch (JsonSyntaxException | GatewayException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
  void noBodyMakesTheReaderOfAnswersFailOtherwiseThanDeclared(@ForAll long seed) {
    byte[] body = damaged(".json", new Random(seed));
    try {
      Decoding.CODEC.readAnswer(JsonTrees.object(body));
    } catch (JsonSyntaxException | GatewayException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Property(tries = 3_000, shrinking = ShrinkingMode.OFF)
  void noBodyMakesTheReaderOfRequestsFailOtherwiseThanDeclared(
      @ForAll long seed, @ForAll boolean hybrid) {
    String whole = hybrid ? HYBRID : REQUEST;
    byte[] body = damaged(new StringBuilder(whole.replace('\'', '"')), new Random(seed));
    try {
      ChatRequest request = Decoding.CODEC.readRequest(JsonTrees.object(body), new Losses());
      Decoding.CODEC.writeRequest(request, new Target("m", ApiTraits.PLAIN), new Losses());
    } catch (JsonSyntaxException | GatewayException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static byte[] damaged(String extension, RandomGenerator random) {
    List<String> names = Fixtures.names("openai-chat", extension);
    String name = names.get(random.nextInt(names.size()));
    return damaged(new StringBuilder(Fixtures.text("openai-chat", name)), random);
  }

  private static byte[] damaged(StringBuilder text, RandomGenerator random) {
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + random.nextInt(12));
      text.replace(at, to, PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString().getBytes(UTF_8);
  }

  @Provide
  Arbitrary<ChatRequest> requests() {
    return RequestArbitraries.requests();
  }

  @Provide
  Arbitrary<ChatAnswer> answers() {
    return AnswerArbitraries.answers();
  }
}
