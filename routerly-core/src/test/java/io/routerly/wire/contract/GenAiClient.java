package io.routerly.wire.contract;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import io.routerly.testkit.FakeGemini;
import io.routerly.testkit.http.RecordedRequest;
import java.util.ArrayList;
import java.util.List;

/** Google's own client, which talks to a fake on this machine and to nobody else. */
final class GenAiClient implements AutoCloseable {
  private static final int PATIENCE_MS = 30_000;

  private final FakeGemini fake = FakeGemini.start();
  private final Client client;

  GenAiClient() {
    HttpOptions here =
        HttpOptions.builder()
            .baseUrl(fake.baseUrl())
            .apiVersion("v1beta")
            .timeout(PATIENCE_MS)
            .retryOptions(HttpRetryOptions.builder().attempts(1).build())
            .build();
    client = Client.builder().apiKey(fake.apiKey()).vertexAI(false).httpOptions(here).build();
  }

  FakeGemini fake() {
    return fake;
  }

  GenerateContentResponse whole(
      String model, List<Content> contents, GenerateContentConfig config) {
    return client.models.generateContent(model, contents, config);
  }

  /** Returns all that a stream brings. */
  List<GenerateContentResponse> stream(
      String model, List<Content> contents, GenerateContentConfig config) {
    List<GenerateContentResponse> pieces = new ArrayList<>();
    try (ResponseStream<GenerateContentResponse> stream =
        client.models.generateContentStream(model, contents, config)) {
      stream.forEach(pieces::add);
    }
    return pieces;
  }

  /** Returns what the client sent last. */
  RecordedRequest sent() {
    List<RecordedRequest> all = fake.requests();
    return all.get(all.size() - 1);
  }

  @Override
  public void close() {
    client.close();
    fake.close();
  }
}
