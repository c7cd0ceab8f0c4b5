package io.routerly.wire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.json.JsonFactories;
import io.routerly.json.JsonSyntaxException;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Damages what is sent. The same seed damages in the same way. */
final class Mutations {
  private static final JsonArray STRANGERS =
      Json.object(
              "{'a':[null,true,false,'',' ',-1,0,0.5,1e400,-1e999999999,1e999999999,"
                  + "123456789012345678901234567890,9223372036854775807,2147483648,[],{},[[]],"
                  + "[null],[1],['a'],{'type':7},{'type':'novel'},[{'type':[]}],[{}],'data:',"
                  + "'data:;base64,','routerly.','routerly.OPENAI..','routerly-call.x.y',"
                  + "'routerly-redacted.','\\ud83d','\\udc4b','\\u0000','{','[]','{}','\\u2028',"
                  + "{'$ref':'#'},{'properties':{'a':{'$ref':'#/$defs/a'}},'$defs':{'a':"
                  + "{'items':{'$ref':'#/$defs/a'}}}}]}")
          .getJsonArray("a");
  private static final byte[] PIECES = "\"\\{}[]:,-0e\n\r \u0000é👋data:event:".getBytes(UTF_8);
  private static final int DEEP = 300;

  private final Random random;

  Mutations(long seed) {
    this.random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** Flips, cuts, repeats or inserts bytes. */
  byte[] bytes(byte[] whole) {
    byte[] damaged = whole;
    for (int times = 1 + random.nextInt(3); times > 0 && damaged.length > 0; times--) {
      damaged = once(damaged);
    }
    return damaged;
  }

  private byte[] once(byte[] whole) {
    int from = random.nextInt(whole.length);
    int to = Math.min(whole.length, from + random.nextInt(40));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(whole, 0, from);
    switch (random.nextInt(5)) {
      case 0 -> out.write(random.nextInt(256));
      case 1 -> {
        return out.toByteArray();
      }
      case 2 -> {
        out.write(whole, from, to - from);
        out.write(whole, from, to - from);
      }
      case 3 -> out.write(PIECES[random.nextInt(PIECES.length)]);
      default -> {}
    }
    out.write(whole, to, whole.length - to);
    return out.toByteArray();
  }

  /** Changes some values in an object. */
  JsonObject object(JsonObject whole) {
    JsonObject changed = whole;
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      changed = inside(changed);
    }
    return changed;
  }

  private JsonObject inside(JsonObject object) {
    if (object.isEmpty()) {
      return object;
    }
    String chosen = one(List.copyOf(object.keySet()));
    JsonObjectBuilder copy = JsonFactories.BUILDERS.createObjectBuilder(object);
    if (random.nextInt(12) == 0) {
      return copy.remove(chosen).build();
    }
    JsonValue value = object.getOrDefault(chosen, JsonValue.NULL);
    return copy.add(random.nextInt(20) == 0 ? "novel" : chosen, changed(value)).build();
  }

  private JsonValue changed(JsonValue value) {
    boolean deeper = random.nextInt(5) > 0;
    if (deeper && value instanceof JsonObject object && !object.isEmpty()) {
      return inside(object);
    }
    if (deeper && value instanceof JsonArray array && !array.isEmpty()) {
      return inside(array);
    }
    return random.nextInt(40) == 0 ? deep() : one(STRANGERS);
  }

  private JsonArray inside(JsonArray array) {
    List<JsonValue> copy = new ArrayList<>(array);
    int at = random.nextInt(copy.size());
    switch (random.nextInt(8)) {
      case 0 -> copy.add(copy.get(at));
      case 1 -> copy.add(0, copy.remove(at));
      case 2 -> copy.remove(at);
      default -> copy.set(at, changed(copy.get(at)));
    }
    return ClientStream.array(copy);
  }

  private static JsonValue deep() {
    JsonValue value = JsonValue.EMPTY_JSON_ARRAY;
    for (int i = 0; i < DEEP; i++) {
      JsonArrayBuilder around = JsonFactories.BUILDERS.createArrayBuilder().add(value);
      value =
          i % 2 == 0
              ? around.build()
              : JsonFactories.BUILDERS.createObjectBuilder().add("items", around).build();
    }
    return value;
  }

  /** Drops, repeats, moves or changes events of a stream, or damages its bytes. */
  byte[] stream(byte[] whole) {
    if (random.nextInt(4) == 0) {
      return bytes(whole);
    }
    List<String> events =
        new ArrayList<>(List.of(new String(whole, UTF_8).strip().split("\n\n", -1)));
    for (int times = 1 + random.nextInt(3); times > 0 && !events.isEmpty(); times--) {
      int at = random.nextInt(events.size());
      switch (random.nextInt(5)) {
        case 0 -> events.remove(at);
        case 1 -> events.add(random.nextInt(events.size()), events.get(at));
        case 2 -> events.add(random.nextInt(events.size()), events.remove(at));
        default -> events.set(at, event(events.get(at)));
      }
    }
    return (String.join("\n\n", events) + "\n\n").getBytes(UTF_8);
  }

  private String event(String event) {
    int brace = event.indexOf('{');
    try {
      return brace < 0
          ? event
          : event.substring(0, brace)
              + Json.text(object((JsonObject) Json.raw(event.substring(brace))));
    } catch (JsonSyntaxException e) {
      return event; // damaged already
    }
  }
}
