package io.routerly.wire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes back to a provider of its own answer, after the client has sent the next request. */
class SecondTurnTest {
  private static final JsonObject MORE = Json.object("{'role':'user','content':'Go on.'}");

  static Stream<Arguments> pairs() {
    return Stream.of(Format.values())
        .flatMap(provider -> Format.CLIENTS.stream().map(client -> Arguments.of(provider, client)));
  }

  /** An answer that reasons, speaks and calls two tools. */
  static JsonObject answer(Format provider) {
    String json =
        switch (provider) {
          case CHAT ->
              "{'choices':[{'index':0,'message':{'role':'assistant','content':'Well.',"
                  + "'tool_calls':[{'id':'call_1','type':'function','function':{'name':'f',"
                  + "'arguments':'{}'}},{'id':'call_2','type':'function','function':{'name':'g',"
                  + "'arguments':'{}'}}]},'finish_reason':'tool_calls'}]}";
          case RESPONSES ->
              "{'output':[{'id':'rs_1','type':'reasoning','summary':[{'type':'summary_text',"
                  + "'text':'Hm.'}],'encrypted_content':'gAAAA'},{'id':'msg_1','type':'message',"
                  + "'status':'completed','role':'assistant','content':[{'type':'output_text',"
                  + "'text':'Well.','annotations':[],'logprobs':[]}]},{'id':'fc_1','type':"
                  + "'function_call','status':'completed','call_id':'call_1','name':'f',"
                  + "'arguments':'{}'},{'id':'fc_2','type':'function_call','status':'completed',"
                  + "'call_id':'call_2','name':'g','arguments':'{}'}]}";
          case MESSAGES ->
              "{'content':[{'type':'thinking','thinking':'Hm.','signature':'EqQBCg=='},"
                  + "{'type':'redacted_thinking','data':'EmwK'},{'type':'text','text':'Well.'},"
                  + "{'type':'tool_use','id':'call_1','name':'f','input':{}},{'type':'tool_use',"
                  + "'id':'call_2','name':'g','input':{}}],'stop_reason':'tool_use'}";
          case GEMINI ->
              "{'candidates':[{'content':{'parts':[{'text':'Well.'},{'functionCall':"
                  + "{'id':'call_1','name':'f','args':{}},'thoughtSignature':'c2VhbA=='},"
                  + "{'functionCall':{'id':'call_2','name':'g','args':{}}}],'role':'model'},"
                  + "'finishReason':'STOP','index':0}]}";
        };
    return provider.answer(Json.object(json));
  }

  /** Returns the next request, in which a client sends back what it was told, as it was told. */
  static JsonObject next(Format client, JsonObject told) {
    List<JsonValue> said = new ArrayList<>();
    JsonObject first = Json.object("{'role':'user','content':'Hi.'}");
    said.add(first);
    switch (client) {
      case CHAT -> {
        said.add(Json.at(told, "/choices/0/message").orElseThrow());
        said.add(Json.object("{'role':'tool','tool_call_id':'call_1','content':'1'}"));
        said.add(Json.object("{'role':'tool','tool_call_id':'call_2','content':'2'}"));
        said.add(MORE);
      }
      case RESPONSES -> {
        said.addAll(told.getJsonArray("output"));
        said.add(Json.object("{'type':'function_call_output','call_id':'call_1','output':'1'}"));
        said.add(Json.object("{'type':'function_call_output','call_id':'call_2','output':'2'}"));
        said.add(MORE);
      }
      default -> {
        said.add(
            Json.with(
                Json.object("{'role':'assistant'}"), "content", told.getJsonArray("content")));
        said.add(
            Json.object(
                "{'role':'user','content':[{'type':'tool_result','tool_use_id':'call_1',"
                    + "'content':'1'},{'type':'tool_result','tool_use_id':'call_2',"
                    + "'content':'2'},{'type':'text','text':'Go on.'}]}"));
      }
    }
    JsonArray all = ClientStream.array(said);
    String field = client == Format.RESPONSES ? "input" : "messages";
    return client.request(Json.with(JsonValue.EMPTY_JSON_OBJECT, field, all));
  }

  /** Returns what the provider gets in the second turn. */
  static JsonObject back(Format provider, Format client, boolean stream, Losses losses) {
    Translation pair = new Translation(provider, client);
    JsonObject told =
        stream
            ? ClientStream.read(
                client, pair.stream(ProviderStream.of(provider, answer(provider), 2), 100))
            : pair.whole(answer(provider), new Losses());
    ChatRequest request = client.codec().readRequest(next(client, told), losses);
    return provider.codec().writeRequest(request, provider.target(), losses);
  }

  @ParameterizedTest(name = "{0} by way of {1}")
  @MethodSource("pairs")
  void callsAndResultsComeBackInOrder(Format provider, Format client) {
    for (boolean stream : List.of(false, true)) {
      String back = back(provider, client, stream, new Losses()).toString();
      assertThat(back).containsSubsequence("Hi.", "Well.", "call_1", "call_2", "call_1", "call_2");
      assertThat(back.indexOf("Go on.")).isGreaterThan(back.lastIndexOf("call_2"));
    }
  }

  @ParameterizedTest(name = "{0} by way of {1}")
  @MethodSource("pairs")
  void sealsComeBackToTheirVendorOrAreNamed(Format provider, Format client) {
    for (boolean stream : List.of(false, true)) {
      Losses losses = new Losses();
      String back = back(provider, client, stream, losses).toString();
      boolean carries = client != Format.CHAT || provider == Format.GEMINI;
      for (String seal : seals(provider)) {
        assertThat(back.contains(seal)).as("%s in %s", seal, back).isEqualTo(carries);
      }
      assertThat(back).as("what is ours stays here").doesNotContain("routerly");
      assertThat(carries && !losses.isEmpty()).as("%s", losses.fields()).isFalse();
    }
  }

  static List<String> seals(Format provider) {
    return switch (provider) {
      case CHAT -> List.of();
      case RESPONSES -> List.of("gAAAA", "rs_1", "Hm.");
      case MESSAGES -> List.of("EqQBCg==", "EmwK", "Hm.");
      case GEMINI -> List.of("c2VhbA==");
    };
  }

  @ParameterizedTest(name = "{0} by way of {1}")
  @MethodSource("pairs")
  void noSealReachesAnotherVendor(Format provider, Format client) {
    JsonObject told = new Translation(provider, client).whole(answer(provider), new Losses());
    ChatRequest request = client.codec().readRequest(next(client, told), new Losses());
    for (Format other : Format.values()) {
      if (other != provider) {
        String written =
            other.codec().writeRequest(request, other.target(), new Losses()).toString();
        assertThat(written).doesNotContain("routerly", "EqQBCg==", "EmwK", "gAAAA", "c2VhbA==");
      }
    }
  }
}
