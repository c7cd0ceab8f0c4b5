package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.wire.AnswerWatch.EventKind;
import io.routerly.wire.AnswerWatch.ReportedError;
import io.routerly.wire.sse.SseSplitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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
        "{'choices':[{'index':0,'delta':{},'error':null,'finish_reason':'stop'}]}",
      })
  void aPartOfTheAnswerIsNoFailure(String event) {
    assertThat(kindOf(event)).isEqualTo(EventKind.CONTENT);
    assertThat(watch.error()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{'choices':[{'index':0,'delta':{},'finish_reason':'error'}]}", // Mistral
        "{'choices':[{'index':0,'delta':{},'finish_reason':'insufficient_system_resource'}]}",
        "{'choices':[{'index':0,'delta':{},'finish_reason':'error','error':{'message':'Lost.'}}]}",
        "{'choices':[{'error':{'code':502,'message':'Lost.'},'finish_reason':'error'}]}",
      })
  void aFailureThatAChoiceTellsOfIsOneThatClientsHaveToBeToldOf(String event) {
    assertThat(kindOf(event)).isEqualTo(EventKind.FAILURE);
    assertThat(watch.error().orElseThrow().message().equals("Lost."))
        .isEqualTo(event.contains("Lost."));
    assertThat(watch.error().orElseThrow().status()).isGreaterThanOrEqualTo(500);
    assertThat(watch.failureIsTold()).isFalse();
  }

  @Test
  void aFailureAtTheTopIsToldWhateverTheChoiceSays() {
    assertThat(
            kindOf(
                "{'choices':[{'index':0,'delta':{},'finish_reason':'error'}],"
                    + "'error':{'code':429,'message':'Slow down.'}}"))
        .isEqualTo(EventKind.FAILURE);
    assertThat(watch.error()).map(ReportedError::status).contains(429);
    assertThat(watch.failureIsTold()).isTrue();
  }

  @Test
  void aWholeAnswerThatAChoiceSaysHasFailedIsAnError() {
    watch.body(
        "{\"choices\":[{\"message\":{\"content\":\"Hal\"},\"finish_reason\":\"error\"}]}"
            .getBytes(UTF_8));

    assertThat(watch.error()).map(ReportedError::status).contains(502);
  }

  private EventKind kindOf(String event) {
    byte[] stream = ("data: " + event.replace('\'', '"') + "\n\n").getBytes(UTF_8);
    List<EventKind> kinds = new ArrayList<>();
    new SseSplitter().feed(stream, 0, stream.length, each -> kinds.add(watch.event(each)));
    return kinds.get(0);
  }
}
