package io.routerly.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.Losses;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonFactories;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.testkit.wire.Fixtures;
import io.routerly.wire.AnswerFrame;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResponsesFuzzTest {
  private static final int TRIES = 400;

  private static final JsonArray STRANGERS =
      Answers.json(
              "{'a':[null,true,'',-1,1e400,0.5,[],{},[[]],[null],[1],{'type':7},[{'type':[]}],"
                  + "'data:','data:;base64,','routerly.','routerly-call.x','routerly-redacted.']}")
          .getJsonArray("a");

  private final Random random = new Random(42);
  private final ResponsesCodec codec = new ResponsesCodec();

  static List<String> streams() {
    return Fixtures.names("openai-responses", ".sse");
  }

  static List<String> bodies() {
    return Fixtures.names("openai-responses", ".json");
  }

  @ParameterizedTest
  @MethodSource("streams")
  void brokenBytesOfAStreamAreToldAsWhatTheyAre(String name) {
    byte[] stream = Fixtures.bytes("openai-responses", name);
    for (int i = 0; i < TRIES; i++) {
      byte[] broken = stream.clone();
      for (int change = 0; change < 4; change++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      blamed(ErrorCode.PROVIDER_BAD_RESPONSE, () -> Answers.decode(broken, 500));
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void eventsWithStrangeValuesAreToldAsWhatTheyAre(String name) {
    String[] events = Fixtures.text("openai-responses", name).split("\n\n", -1);
    for (int i = 0; i < TRIES; i++) {
      int at = random.nextInt(events.length);
      int data = events[at].indexOf("{");
      if (data < 0) {
        continue;
      }
      JsonObject event = Answers.json(events[at].substring(data).replace('\'', '`'));
      String[] changed = events.clone();
      changed[at] = "data: " + changed(event);
      byte[] stream = (String.join("\n\n", changed) + "\n\n").getBytes(UTF_8);
      blamed(ErrorCode.PROVIDER_BAD_RESPONSE, () -> Answers.decode(stream, 500));
    }
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void answersWithStrangeValuesAreToldAsWhatTheyAre(String name) {
    JsonObject body = JsonTrees.object(Fixtures.bytes("openai-responses", name));
    for (int i = 0; i < TRIES; i++) {
      JsonObject strange = changed(body).asJsonObject();
      blamed(ErrorCode.PROVIDER_BAD_RESPONSE, () -> codec.readAnswer(strange));
    }
  }

  @Test
  void requestsWithStrangeValuesAreToldAsWhatTheyAre() {
    JsonObject request =
        Answers.json(
            "{'model':'m','instructions':'I','input':[{'role':'user','content':[{'type':"
                + "'input_text','text':'a'},{'type':'input_image','image_url':'data:a;base64,QQ',"
                + "'detail':'low'},{'type':'input_file','file_data':'QQ','filename':'a.txt'}]},"
                + "{'type':'reasoning','id':'rs','summary':[{'text':'a'}],'content':[],"
                + "'encrypted_content':'x'},{'type':'message','role':'assistant','content':"
                + "[{'type':'output_text','text':'a','annotations':[{'type':'url_citation',"
                + "'url':'u','title':'t','start_index':0,'end_index':1}]}]},"
                + "{'type':'function_call','call_id':'c','name':'f','arguments':'{}'},"
                + "{'type':'function_call_output','call_id':'c','output':[{'type':'input_text',"
                + "'text':'a'}]}],'tools':[{'type':'function','name':'f','parameters':"
                + "{'properties':{'a':{}},'required':['a'],'additionalProperties':false}},"
                + "{'type':'custom','name':'g','format':{'type':'text'}}],'tool_choice':"
                + "{'type':'allowed_tools','mode':'auto','tools':[{'type':'function',"
                + "'name':'f'}]},'text':{'format':{'type':'json_schema','name':'n','schema':{}},"
                + "'verbosity':'low'},'reasoning':{'effort':'low','summary':'auto'},"
                + "'metadata':{'a':'b'},'include':['a'],'temperature':1,'top_logprobs':3,"
                + "'stream_options':{'include_obfuscation':true},'truncation':'auto',"
                + "'store':true,'max_output_tokens':20,'stream':true,'user':'u'}");
    for (int i = 0; i < 20 * TRIES; i++) {
      JsonObject strange = changed(changed(request).asJsonObject()).asJsonObject();
      blamed(ErrorCode.INVALID_REQUEST, () -> codec.readRequest(strange, new Losses()));
      codec.encoder(new AnswerFrame("a", 0, strange)).failure("code", "message");
    }
  }

  private static void blamed(ErrorCode code, Runnable action) {
    try {
      action.run();
    } catch (GatewayException e) {
      assertThat(e.code()).isEqualTo(code);
    } catch (JsonSyntaxException e) {
      assertThat(code).isEqualTo(ErrorCode.PROVIDER_BAD_RESPONSE);
    }
  }

  /** Returns the value with one value in it replaced by a strange one, or taken away. */
  private JsonValue changed(JsonObject object) {
    List<String> names = new ArrayList<>(object.keySet());
    if (names.isEmpty()) {
      return object;
    }
    String chosen = names.get(random.nextInt(names.size()));
    JsonObjectBuilder copy = JsonFactories.BUILDERS.createObjectBuilder();
    object.forEach((name, value) -> copy.add(name, name.equals(chosen) ? inner(value) : value));
    return copy.build();
  }

  private JsonValue inner(JsonValue value) {
    boolean deeper = random.nextInt(4) > 0;
    if (deeper && value instanceof JsonObject object && !object.isEmpty()) {
      return changed(object);
    }
    if (deeper && value instanceof JsonArray array && !array.isEmpty()) {
      int chosen = random.nextInt(array.size());
      JsonArrayBuilder copy = JsonFactories.BUILDERS.createArrayBuilder();
      for (int i = 0; i < array.size(); i++) {
        copy.add(i == chosen ? inner(array.get(i)) : array.get(i));
      }
      return copy.build();
    }
    return STRANGERS.get(random.nextInt(STRANGERS.size()));
  }
}
