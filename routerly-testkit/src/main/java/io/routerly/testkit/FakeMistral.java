package io.routerly.testkit;

import io.routerly.testkit.http.Header;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.wire.ApiError;
import io.routerly.testkit.wire.MistralChat;
import io.routerly.testkit.wire.MistralErrors;
import io.routerly.testkit.wire.WireFormat;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * Mistral: chat completions that refuse every field they do not know, at the top and in messages.
 *
 * <p>Source: the request type of Mistral's public Python client, and the refusals that users of the
 * API reported.
 */
public final class FakeMistral extends FakeProvider {
  private static final String KEY = "fakeMistral0123456789abcdefABCDEF";
  private static final WireFormat CHAT = new MistralChat();

  private FakeMistral() {
    super("fake-mistral", new MistralErrors());
  }

  /** Starts the provider on a free port. */
  public static FakeMistral start() {
    return new FakeMistral();
  }

  @Override
  public String apiKey() {
    return KEY;
  }

  @Override
  public String baseUrl() {
    return origin() + "/v1";
  }

  @Override
  List<Header> usualHeaders(long number) {
    return List.of(
        new Header("mistral-correlation-id", "fake-" + number),
        new Header("Access-Control-Allow-Origin", "*"),
        new Header("Set-Cookie", "__cf_bm=fake; path=/; HttpOnly"));
  }

  @Override
  Route route(RecordedRequest request) {
    if (!request.path().equals("/v1/chat/completions")) {
      throw new RefusedException(ApiError.of(404, "no Route matched with those values"));
    }
    OpenAiStrictness.method(request, "POST");
    if (!request.headerValues("Authorization").equals(List.of("Bearer " + KEY))) {
      throw new RefusedException(ApiError.of(401, "Unauthorized"));
    }
    JsonObject body = JsonRequest.body(request);
    String model = JsonRequest.text(body, "model");
    JsonRequest.list(body, "messages");
    MistralStrictness.check(body);
    return new Route(CHAT, model, JsonRequest.stream(body), body);
  }
}
