package io.routerly.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.Losses;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

class ResponsesHistoryTest {
  private static final String ANSWER = "{'type':'message','role':'assistant','content':'A'}";

  @Test
  void aRequestGoesOnFromTheItemsOfTheOneBefore() {
    JsonObject first = Answers.json("{'model':'m','instructions':'I','input':'Hi'}");
    JsonObject response = Answers.json("{'id':'resp_1','output':[" + ANSWER + "]}");
    JsonArray items = ResponsesHistory.items(first, response);
    JsonObject second =
        Answers.json(
            "{'model':'m','previous_response_id':'resp_1','input':[{'role':'user',"
                + "'content':'More'}],'store':true}");

    assertThat(ResponsesHistory.resume(second, items))
        .isEqualTo(
            Answers.json(
                "{'model':'m','store':true,'input':[{'type':'message','role':'user','content':"
                    + "[{'type':'input_text','text':'Hi'}]},"
                    + ANSWER
                    + ",{'role':'user','content':'More'}]}"));
  }

  @Test
  void aRequestWithoutInputGoesOnFromWhatWasThere() {
    JsonArray items = Answers.json("{'a':[" + ANSWER + "]}").getJsonArray("a");
    JsonObject resumed =
        ResponsesHistory.resume(Answers.json("{'previous_response_id':'resp_1'}"), items);

    assertThat(resumed.getJsonArray("input")).isEqualTo(items);
    assertThat(new ResponsesCodec().readRequest(resumed, new Losses()).messages()).hasSize(1);
  }

  @Test
  void aProviderGetsItsOwnSealsAndNoOthers() {
    String own = "{'type':'reasoning','id':'rs_0','summary':[],'encrypted_content':'gAAA'}";
    JsonObject request =
        Answers.json(
            "{'model':'m','input':["
                + own
                + ",{'type':'reasoning','summary':[],'encrypted_content':"
                + "'routerly.ANTHROPIC..YQ'},"
                + "{'type':'reasoning','summary':[],'encrypted_content':"
                + "'routerly-call.YQ.routerly.GEMINI..YQ'},"
                + "{'type':'reasoning','id':'rs_a','summary':[],'encrypted_content':"
                + "'routerly.OPENAI.cnNfMQ.YQ'},"
                + ANSWER
                + "]}");

    assertThat(ResponsesHistory.withoutForeignSeals(request))
        .isEqualTo(
            Answers.json(
                "{'model':'m','input':["
                    + own
                    + ",{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'a'},"
                    + ANSWER
                    + "]}"));
  }
}
