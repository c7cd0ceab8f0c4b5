package io.routerly.testkit;

import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.wire.OpenAiErrors;
import io.routerly.testkit.wire.PlainJson;
import io.routerly.testkit.wire.WireFormat;
import jakarta.json.JsonValue;

/**
 * Any other HTTP service, such as the receiver of a webhook or a mail provider's API.
 *
 * <p>It takes every request without looking at it and answers 200 with {@code {}}; scripts made
 * with {@link io.routerly.testkit.script.Script#respond} say what else.
 */
public final class FakeHttp extends FakeProvider {
  private static final WireFormat EMPTY =
      new PlainJson("http", new OpenAiErrors(), call -> JsonValue.EMPTY_JSON_OBJECT);

  private FakeHttp() {
    super("fake-http", new OpenAiErrors());
  }

  /** Starts the service on a free port. */
  public static FakeHttp start() {
    return new FakeHttp();
  }

  /** Returns an empty key: none is asked for. */
  @Override
  public String apiKey() {
    return "";
  }

  /** Returns the address of {@code path}, which begins with a slash. */
  public String url(String path) {
    return origin() + path;
  }

  @Override
  Route route(RecordedRequest request) {
    return new Route(EMPTY, "", false, JsonValue.EMPTY_JSON_OBJECT);
  }
}
