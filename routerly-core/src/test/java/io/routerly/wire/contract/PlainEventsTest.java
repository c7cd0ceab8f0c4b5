package io.routerly.wire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.error.GatewayException;
import io.routerly.json.JsonSyntaxException;
import io.routerly.testkit.wire.Fixtures;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.sse.SseSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Decoders read the usual event off its bytes and all others off a tree. A field that nobody knows
 * makes an event unusual and says nothing, so what is read with it must be what is read without.
 */
class PlainEventsTest {
  private static final int ROUNDS = Integer.getInteger("routerly.fuzz.rounds", 400);
  private static final String UNKNOWN = "{\"x_unheard_of\":{},";

  @ParameterizedTest
  @CsvSource({"CHAT, openai-chat", "MESSAGES, anthropic-messages", "GEMINI, gemini-generate"})
  void anUnusualEventSaysWhatTheUsualOneSays(Format provider, String folder) {
    for (byte[] stream : streams(folder)) {
      assertThat(read(provider, stream, true)).isEqualTo(read(provider, stream, false));
    }
  }

  @ParameterizedTest
  @CsvSource({"CHAT, openai-chat", "MESSAGES, anthropic-messages", "GEMINI, gemini-generate"})
  void aDamagedUnusualEventSaysWhatTheUsualOneSays(Format provider, String folder) {
    List<byte[]> streams = streams(folder);
    for (int seed = 0; seed < ROUNDS; seed++) {
      Mutations mutations = new Mutations(seed);
      byte[] damaged = mutations.stream(mutations.one(streams));

      assertThat(read(provider, damaged, true))
          .as("seed %d: %s", seed, new String(damaged, UTF_8))
          .isEqualTo(read(provider, damaged, false));
    }
  }

  static Stream<Arguments> nearlyUsual() {
    return Stream.of(
            cases(
                Format.CHAT,
                "{'id':'c1','model':'m','choices':[{'index':0,'delta':{'content':'Hi'}}]}",
                "{'choices':[{'index':0,'delta':{'content':'a'},'logprobs':{'content':"
                    + "[{'token':'a','logprob':-1}]}}]}",
                "{'choices':[{'index':0,'delta':{'content':'a'},'finish_reason':'stop'}]}",
                "{'choices':[{'index':0,'delta':{'content':'a','refusal':'No.'}}]}",
                "{'choices':[{'index':0,'delta':{'content':'a','reasoning_content':'b'}}]}",
                "{'choices':[{'index':0,'delta':{'content':'a','tool_calls':[{'index':0,'id':'t',"
                    + "'function':{'name':'f','arguments':'{}'}}]}}]}",
                "{'choices':[{'index':0,'delta':{'content':'a'}},{'index':1,'delta':{}}]}",
                "{'choices':[{'index':2,'delta':{'content':'a'}}]}",
                "{'choices':[{'index':200,'delta':{'content':'a'}}]}",
                "{'choices':[{'index':0.5,'delta':{'content':'a'}}]}",
                "{'choices':[{'index':0,'delta':{'content':[{'text':'a'}]}}]}",
                "{'choices':[{'index':0,'message':{'content':'a'}}]}",
                "{'choices':[{'index':0,'delta':{'content':'a','content':'b'}}]}",
                "{'service_tier':'flex','choices':[{'index':0,'delta':{'content':'a'}}],'usage':"
                    + "{'prompt_tokens':3,'completion_tokens':-2,'total_tokens':1e3}}"),
            cases(
                Format.MESSAGES,
                "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'a'}}",
                "{'delta':{'text':'a','type':'text_delta'},'index':0,'type':'content_block_delta'}",
                "{'type':'content_block_delta','index':1,'delta':{'type':'text_delta','text':'a'}}",
                "{'type':'content_block_delta','index':0.5,'delta':{'type':'text_delta','text':'a'}}",
                "{'type':'content_block_delta','delta':{'type':'text_delta','text':'a'}}",
                "{'index':0,'delta':{'type':'text_delta','text':'a'}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta',"
                    + "'thinking':'a'}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta',"
                    + "'thinking':'a'}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'a',"
                    + "'partial_json':'b'}}"),
            cases(
                Format.GEMINI,
                "{'responseId':'r','candidates':[{'content':{'parts':[{'text':'Hi'}]}}]}",
                "{'candidates':[{'content':{'parts':[{'text':'a','thought':true}]}}]}",
                "{'candidates':[{'content':{'parts':[{'text':'a','thoughtSignature':'s'}]}}]}",
                "{'candidates':[{'content':{'parts':[{'text':'a'},{'text':'b'}]}}]}",
                "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f','args':{}}}]}}]}",
                "{'candidates':[{'content':{'parts':[{'text':'a'}]},'finishReason':'STOP'}]}",
                "{'candidates':[{'content':{'parts':[{'text':'a'}]},'index':1}]}",
                "{'candidates':[{'content':{'parts':[{'text':'a'}]},'index':256}]}",
                "{'candidates':[{'content':{'parts':[{'text':'a'}]}},{'content':{'parts':"
                    + "[{'text':'b'}]}}]}",
                "{'candidates':[{'content':{'parts':[{'text':'a'}]},'logprobsResult':"
                    + "{'chosenCandidates':[{'token':'a','logProbability':-1}]}}]}",
                "{'candidates':[{'content':{'parts':[{'text':'a'}]},'groundingMetadata':"
                    + "{'groundingChunks':[{'web':{'uri':'https://a.example'}}]}}]}",
                "{'candidates':[{'content':{'parts':[{'text':'a'}]}}],'usageMetadata':"
                    + "{'promptTokenCount':3,'candidatesTokenCount':-2,'serviceTier':'flex'}}",
                "{'candidates':[{'content':{'parts':[{'text':'a'}]}}],'usageMetadata':"
                    + "{'serviceTier':5}}",
                "{'candidates':[{'content':{'parts':[{'text':'a'}]}}],'promptFeedback':"
                    + "{'blockReason':'SAFETY'}}"))
        .flatMap(Function.identity());
  }

  private static Stream<Arguments> cases(Format provider, String first, String... events) {
    return Stream.of(events).map(event -> Arguments.of(provider, first, event));
  }

  @ParameterizedTest
  @MethodSource("nearlyUsual")
  void whatIsNotQuiteUsualIsNotTakenForIt(Format provider, String first, String event) {
    String stream = "data: %s\n\ndata: %s\n\n".formatted(first, event).replace('\'', '"');
    byte[] bytes = stream.getBytes(UTF_8);

    assertThat(read(provider, bytes, true)).isEqualTo(read(provider, bytes, false));
  }

  private static List<byte[]> streams(String folder) {
    return Fixtures.names(folder, ".sse").stream()
        .map(name -> Fixtures.bytes(folder, name))
        .toList();
  }

  /** Returns what the events of a stream say, and with which exception it ended, if with one. */
  private static List<Object> read(Format provider, byte[] stream, boolean unusual) {
    List<Object> said = new ArrayList<>();
    AnswerWatch watch = provider.codec().watch();
    EventDecoder decoder = provider.codec().decoder();
    try {
      for (String event : events(stream)) {
        // What comes first names the answer, so it stays as it is.
        String told = unusual && !said.isEmpty() ? event.replaceFirst("\\{(?=\")", UNKNOWN) : event;
        SseSplitter splitter = new SseSplitter();
        byte[] bytes = told.getBytes(UTF_8);
        splitter.feed(
            bytes,
            0,
            bytes.length,
            it -> {
              watch.event(it);
              decoder.event(it, said::add);
            });
      }
      decoder.finish(said::add);
    } catch (GatewayException | JsonSyntaxException e) {
      said.add(e.getClass());
    }
    said.add(watch.usage());
    return said;
  }

  private static List<String> events(byte[] stream) {
    List<String> events = new ArrayList<>();
    SseSplitter splitter = new SseSplitter();
    splitter.feed(stream, 0, stream.length, it -> events.add(new String(it.raw(), UTF_8)));
    return events;
  }
}
