package io.routerly.api.http;

import io.routerly.error.GatewayException;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;

/** The envelope {@code {"error","message","details"}}, which fits every path. */
final class ManagementErrorShape implements ErrorShape {
  @Override
  public boolean fits(String path) {
    return true;
  }

  @Override
  public JsonObject body(GatewayException error) {
    JsonArrayBuilder details = JsonAnswer.JSON.createArrayBuilder();
    for (GatewayException.Detail detail : error.details()) {
      details.add(
          JsonAnswer.JSON
              .createObjectBuilder()
              .add("pointer", detail.pointer())
              .add("message", detail.message()));
    }
    return JsonAnswer.JSON
        .createObjectBuilder()
        .add("error", error.code().wireName())
        .add("message", error.sentence())
        .add("details", details)
        .build();
  }
}
