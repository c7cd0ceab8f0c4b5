package io.routerly.testkit;

import io.routerly.testkit.wire.WireFormat;
import jakarta.json.JsonObject;

/**
 * Where an accepted request goes.
 *
 * @param body the request's body, empty where the endpoint takes none
 */
record Route(WireFormat format, String model, boolean stream, JsonObject body) {}
