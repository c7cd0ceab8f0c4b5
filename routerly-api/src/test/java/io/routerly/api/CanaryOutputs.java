package io.routerly.api;

import jakarta.json.Json;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The secrets of a canary run and what has come out so far, by names that begin with the kind of
 * output that it is.
 */
final class CanaryOutputs {
  final Canaries canaries = new Canaries();
  final Map<String, String> byName = new LinkedHashMap<>();

  HttpResponse<String> note(String where, HttpResponse<String> answer) {
    String name = where + "#" + byName.size() + " " + answer.uri().getPath();
    byName.put(name, answer.statusCode() + " " + answer.headers().map() + "\n" + answer.body());
    return answer;
  }

  /** Returns a secret with everything that has to be escaped somewhere, as JSON. */
  String odd(String name) {
    return Json.createValue(canaries.hatch(name)).toString();
  }

  String secret(String name) {
    return canaries.hatchPlain(name);
  }
}
