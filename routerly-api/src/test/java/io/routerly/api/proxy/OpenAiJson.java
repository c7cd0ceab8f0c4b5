package io.routerly.api.proxy;

import static io.routerly.api.proxy.JsonText.parse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ObjectMappers;
import jakarta.json.JsonObject;
import java.time.Duration;

/** The way between JSON and the types of OpenAI's SDK. */
final class OpenAiJson {
  /** The schema of an object with a city, as strict modes want it. */
  static final String CITY =
      "{'type':'object','properties':{'city':{'type':'string'}},'required':['city'],"
          + "'additionalProperties':false}";

  private OpenAiJson() {}

  static OpenAIClient client(RunningProxy proxy) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(proxy.root() + "v1")
        .apiKey(proxy.token())
        .maxRetries(0)
        .timeout(Duration.ofSeconds(30))
        .responseValidation(true)
        .build();
  }

  static <T> T read(JsonObject json, Class<T> type) {
    try {
      return ObjectMappers.jsonMapper().readValue(json.toString(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonObject write(Object value) {
    try {
      return parse(ObjectMappers.jsonMapper().writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
