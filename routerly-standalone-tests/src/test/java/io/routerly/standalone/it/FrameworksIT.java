package io.routerly.standalone.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.script.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;

/** That the OpenAI clients of the Java frameworks complete a streamed call. */
class FrameworksIT {
  @TempDir Path home;

  @Test
  void springAiStreams() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningJar jar = RunningJar.start(home)) {
      Installation installation = Installation.setUp(jar, provider);
      provider.next(Script.text("One two three"));
      String root = jar.root().toString();
      OpenAiChatModel model =
          OpenAiChatModel.builder()
              .openAiApi(
                  OpenAiApi.builder()
                      .baseUrl(root.substring(0, root.length() - 1))
                      .apiKey(installation.token())
                      .build())
              .defaultOptions(OpenAiChatOptions.builder().model("gpt-5").streamUsage(true).build())
              .build();

      List<String> pieces =
          model.stream(new Prompt("Count."))
              .mapNotNull(
                  response ->
                      response.getResult() == null
                          ? null
                          : response.getResult().getOutput().getText())
              .collectList()
              .block(Duration.ofSeconds(30));

      assertThat(String.join("", pieces)).isEqualTo("One two three");
    }
  }

  @Test
  void langChain4jStreams() throws Exception {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningJar jar = RunningJar.start(home)) {
      Installation installation = Installation.setUp(jar, provider);
      provider.next(Script.text("One two three"));
      OpenAiStreamingChatModel model =
          OpenAiStreamingChatModel.builder()
              .baseUrl(jar.root() + "v1")
              .apiKey(installation.token())
              .modelName("gpt-5")
              .build();
      CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
      model.chat("Count.", new Collector(whole));

      ChatResponse response = whole.get(30, TimeUnit.SECONDS);

      assertThat(response.aiMessage().text()).isEqualTo("One two three");
      assertThat(response.tokenUsage().outputTokenCount()).isPositive();
    }
  }

  /** Waits for the end of the answer. */
  private record Collector(CompletableFuture<ChatResponse> whole)
      implements StreamingChatResponseHandler {
    @Override
    public void onCompleteResponse(ChatResponse response) {
      whole.complete(response);
    }

    @Override
    public void onError(Throwable error) {
      whole.completeExceptionally(error);
    }
  }
}
