package io.routerly.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.json.JsonTrees;
import io.routerly.translation.ResponseMemory.Resumed;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResponseMemoryTest {
  private final AtomicLong now = new AtomicLong();
  private final ResponseMemory memory = new ResponseMemory(now::get);

  @Test
  void aRequestGoesOnFromAnAnswerByItsId() {
    memory.remember("a", request("First"), response("resp_1", "One"));

    assertThat(texts(resume("a", following("resp_1", "Second"))))
        .containsExactly("First", "One", "Second");
  }

  @Test
  void aChainOfTurnsIsWhole() {
    memory.remember("a", request("First"), response("resp_1", "One"));
    JsonObject second = resume("a", following("resp_1", "Second"));
    memory.remember("a", second, response("resp_2", "Two"));
    JsonObject third = resume("a", following("resp_2", "Third"));
    memory.remember("a", third, response("resp_3", "Three"));

    assertThat(texts(resume("a", following("resp_3", "Fourth"))))
        .containsExactly("First", "One", "Second", "Two", "Third", "Three", "Fourth");
    assertThat(texts(resume("a", following("resp_1", "Another second"))))
        .as("an earlier answer may be gone on from once more")
        .containsExactly("First", "One", "Another second");
  }

  @Test
  void theRequestStandsByItselfButItsIdIsKnown() {
    memory.remember("a", request("First"), response("resp_1", "One"));
    Resumed resumed = memory.resume("a", bytes(following("resp_1", "Second"))).orElseThrow();

    assertThat(resumed.previousId()).isEqualTo("resp_1");
    assertThat(JsonTrees.object(resumed.body())).doesNotContainKey("previous_response_id");
  }

  @Test
  void anotherProjectSeesNothing() {
    memory.remember("a", request("First"), response("resp_1", "One"));

    assertThat(memory.resume("b", bytes(following("resp_1", "Second")))).isEmpty();
  }

  @Test
  void anAnswerThatTheClientDoesNotWantKeptIsNotKept() {
    JsonObject request = object("{\"model\":\"m\",\"store\":false,\"input\":\"First\"}");
    memory.remember("a", request, response("resp_1", "One"));

    assertThat(memory.resume("a", bytes(following("resp_1", "Second")))).isEmpty();
  }

  @Test
  void aRequestThatGoesOnFromNothingIsLeftAsItIs() {
    memory.remember("a", request("First"), response("resp_1", "One"));

    assertThat(memory.resume("a", bytes(request("Hi")))).isEmpty();
    assertThat(memory.resume("a", bytes(following("resp_9", "Hi")))).isEmpty();
    assertThat(
            memory.resume("a", "{\"previous_response_id\":null,\"input\":\"Hi\"}".getBytes(UTF_8)))
        .isEmpty();
  }

  @Test
  void theMemoryDoesNotGrowBeyondItsLimit() {
    ResponseMemory small = new ResponseMemory(2000, now::get);
    for (int i = 0; i < 100; i++) {
      small.remember("a", request("x".repeat(100)), response("resp_" + i, "One"));
    }

    assertThat(small.resume("a", bytes(following("resp_99", "Hi")))).isPresent();
    assertThat(small.resume("a", bytes(following("resp_0", "Hi")))).isEmpty();
  }

  @Test
  void whatIsLargerThanTheMemoryIsNotKept() {
    ResponseMemory small = new ResponseMemory(1000, now::get);
    small.remember("a", request("x".repeat(2000)), response("resp_1", "One"));

    assertThat(small.resume("a", bytes(following("resp_1", "Hi")))).isEmpty();
  }

  @Test
  void whatWasNotGoneOnFromForHoursIsForgotten() {
    memory.remember("a", request("First"), response("resp_1", "One"));
    now.addAndGet(Duration.ofHours(5).toNanos());
    assertThat(memory.resume("a", bytes(following("resp_1", "Hi")))).isPresent();
    now.addAndGet(Duration.ofHours(5).toNanos());
    assertThat(memory.resume("a", bytes(following("resp_1", "Hi")))).isPresent();
    now.addAndGet(Duration.ofHours(7).toNanos());

    assertThat(memory.resume("a", bytes(following("resp_1", "Hi")))).isEmpty();
  }

  private JsonObject resume(String project, JsonObject request) {
    Optional<Resumed> resumed = memory.resume(project, bytes(request));
    return JsonTrees.object(resumed.orElseThrow().body());
  }

  private static List<String> texts(JsonObject request) {
    return request.getJsonArray("input").getValuesAs(JsonObject.class).stream()
        .map(item -> item.getJsonArray("content").getJsonObject(0).getString("text"))
        .toList();
  }

  private static JsonObject request(String text) {
    return object("{\"model\":\"m\",\"input\":\"%s\"}".formatted(text));
  }

  private static JsonObject following(String id, String text) {
    return object(
        "{\"model\":\"m\",\"previous_response_id\":\"%s\",\"input\":\"%s\"}".formatted(id, text));
  }

  private static JsonObject response(String id, String text) {
    return object(
        """
        {"id":"%s","output":[{"type":"message","role":"assistant",
         "content":[{"type":"output_text","text":"%s","annotations":[]}]}]}"""
            .formatted(id, text));
  }

  private static JsonObject object(String json) {
    return JsonTrees.object(json.getBytes(UTF_8));
  }

  private static byte[] bytes(JsonObject object) {
    return JsonTrees.bytes(object);
  }
}
