package io.routerly.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.json.JsonTrees;
import io.routerly.wire.WireFormat;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

class WishesTest {
  @Test
  void theConversationIsNotHeldWhileTheAnswerStreams() {
    JsonObject request =
        json("{'model':'m','messages':[{'role':'user','content':'Hi'}],'thinking':{'type':'a'}}");

    assertThat(Wishes.of(WireFormat.ANTHROPIC_MESSAGES, request))
        .isEqualTo(json("{'model':'m','thinking':{'type':'a'}}"));
    assertThat(Wishes.of(WireFormat.OPENAI_CHAT, json("{'model':'m','input':'Hi'}")))
        .isEqualTo(json("{'model':'m'}"));
  }

  @Test
  void aConversationThatIsToBeGoneOnFromIsKept() {
    JsonObject request = json("{'model':'m','input':'Hi'}");

    assertThat(Wishes.of(WireFormat.OPENAI_RESPONSES, request)).isSameAs(request);
  }

  @Test
  void ofAnotherConversationTheToolsAreKept() {
    String tools = "{'type':'additional_tools','tools':[{'type':'function','name':'f'}]}";
    JsonObject request =
        json("{'store':false,'input':[{'role':'user','content':'Hi'}," + tools + ",'?']}");

    assertThat(Wishes.of(WireFormat.OPENAI_RESPONSES, request))
        .isEqualTo(json("{'store':false,'input':[" + tools + "]}"));
    assertThat(Wishes.of(WireFormat.OPENAI_RESPONSES, json("{'store':false,'input':'Hi'}")))
        .isEqualTo(json("{'store':false}"));
  }

  private static JsonObject json(String text) {
    return JsonTrees.object(text.replace('\'', '"').getBytes(UTF_8));
  }
}
