package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientWatchTest {
  private ServerFixture fixture;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    fixture = new ServerFixture();
    client = fixture.client();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/wait", "/async"})
  void noticesAClientThatLeavesBeforeTheAnswerBegan(String path) throws Exception {
    client.send(RawClient.post(path, "x"));
    fixture.provider().awaitCall();

    client.close();

    assertThat(fixture.provider().clientLeft()).isTrue();
  }

  @Test
  void noticesAClientThatLeavesInTheMiddleOfAStream() throws Exception {
    client.send(RawClient.post("/stream?waits=1", "x"));
    client.head();
    assertThat(client.chunk()).isEqualTo("first");
    fixture.provider().awaitCall();

    client.close();

    assertThat(fixture.provider().clientLeft()).isTrue();
  }

  @Test
  void noticesAClientThatDies() throws Exception {
    client.send(RawClient.post("/stream?waits=1", "x"));
    client.head();
    fixture.provider().awaitCall();

    client.abort();

    assertThat(fixture.provider().clientLeft()).isTrue();
  }

  @Test
  void noticesAClientThatLeftBeforeTheWaitWasArmed() throws Exception {
    client.send(RawClient.post("/wait", "x"));

    client.close();

    assertThat(fixture.provider().clientLeft()).isTrue();
  }

  @Test
  void takesAClientThatClosesItsSendingHalfForGone() throws Exception {
    client.send(RawClient.post("/wait", "x"));
    fixture.provider().awaitCall();

    client.halfClose();

    assertThat(fixture.provider().clientLeft()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/wait", "/async"})
  void leavesTheConnectionUsableAfterALongWait(String path) throws Exception {
    for (int i = 0; i < 20; i++) {
      client.send(RawClient.post(path, "x" + i));
      awaitReadAhead();
      fixture.provider().answers.release();
      assertThat(client.answer()).endsWith("answered x" + i);
    }
    assertThat(client.send(RawClient.get("/hello")).answer()).endsWith("hello");
  }

  @Test
  void leavesTheConnectionUsableAfterStreamsWithWaits() throws Exception {
    for (int i = 0; i < 20; i++) {
      client.send(RawClient.post("/stream?waits=2", "x" + i));
      client.head();
      assertThat(client.chunk()).isEqualTo("first");
      awaitReadAhead();
      fixture.provider().answers.release();
      assertThat(client.chunk()).isEqualTo("more");
      fixture.provider().answers.release();
      assertThat(client.chunk() + client.chunk() + client.chunk()).isEqualTo("morex" + i);
    }
  }

  @Test
  void leavesTheConnectionUsableAfterWaitsTooShortToArm() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(client.send(RawClient.post("/quick", "x" + i)).answer()).endsWith("x" + i);
    }
  }

  @Test
  void servesARequestThatWasSentDuringTheWaitAfterwards() throws Exception {
    client.send(RawClient.post("/wait", "x"));
    awaitReadAhead();
    client.send(RawClient.post("/echo", "early")).send(RawClient.post("/echo", "bird"));

    fixture.provider().answers.release();

    assertThat(client.answer()).endsWith("answered x");
    assertThat(client.answer()).endsWith("early");
    assertThat(client.answer()).endsWith("bird");
    assertThat(client.send(RawClient.get("/hello")).answer()).endsWith("hello");
  }

  @Test
  void servesRequestsThatWerePipelinedBeforeTheWait() throws Exception {
    String split = RawClient.post("/echo", "a body in two pieces");
    int middle = split.length() - 8;
    client.send(RawClient.post("/wait", "x") + split.substring(0, middle));
    fixture.provider().awaitCall();
    client.send(split.substring(middle));

    fixture.provider().answers.release();

    assertThat(client.answer()).endsWith("answered x");
    assertThat(client.answer()).endsWith("a body in two pieces");
  }

  /** Waits until the server reads ahead, which it does once it has armed the wait. */
  private void awaitReadAhead() throws InterruptedException {
    fixture.awaitReadAhead();
  }
}
