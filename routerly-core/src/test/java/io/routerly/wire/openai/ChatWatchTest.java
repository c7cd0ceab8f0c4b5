package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.wire.AnswerWatch.EventKind;
import io.routerly.wire.AnswerWatch.ReportedError;
import io.routerly.wire.sse.SseSplitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatWatchTest {
  private final ChatWatch watch = new ChatWatch();

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{'error':{'message':'It fails.','type':'server_error','code':null}}",
        "{'object':'error','message':'It fails.','type':'server_error','param':null,'code':null}",
        "{'id':'1','message':'It fails.'}",
      })
  void aFailureInMidStreamIsKnownInEveryEnvelope(String event) {
    assertThat(kindOf(event)).isEqualTo(EventKind.FAILURE);
    assertThat(watch.error()).map(ReportedError::message).contains("It fails.");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{'choices':[{'index':0,'delta':{'content':'a'}}],'message':'It works.'}",
        "{'choices':[],'message':null}",
        "{'choices':[{'index':0,'delta':{'message':'a'}}]}",
      })
  void aPartOfTheAnswerIsNoFailure(String event) {
    assertThat(kindOf(event)).isEqualTo(EventKind.CONTENT);
    assertThat(watch.error()).isEmpty();
  }

  private EventKind kindOf(String event) {
    byte[] stream = ("data: " + event.replace('\'', '"') + "\n\n").getBytes(UTF_8);
    List<EventKind> kinds = new ArrayList<>();
    new SseSplitter().feed(stream, 0, stream.length, each -> kinds.add(watch.event(each)));
    return kinds.get(0);
  }
}
