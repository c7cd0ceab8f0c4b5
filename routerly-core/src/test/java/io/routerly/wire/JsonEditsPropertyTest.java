package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.Losses;
import io.routerly.json.JsonFactories;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever stands in a request, and in whatever order: what goes is gone, what stays is whole. */
class JsonEditsPropertyTest {
  private static final List<String> VALUES =
      List.of("1", "\"a,}é\\\"\"", "{\"x\" : [1, {}]}", "[ ]", "null", "-1.5e3");
  private static final ApiTraits TRAITS =
      new ApiTraits(Set.of("f0", "f2", "f4"), Map.of("f1", "g1"), Set.of());

  @Property
  void leavesAnObjectOfWhatWasNotTakenOut(
      @ForAll @Size(max = 8) List<@IntRange(min = 0, max = 6) Integer> order,
      @ForAll @IntRange(min = 0, max = 2) int spaces) {
    Map<String, String> fields = new LinkedHashMap<>();
    order.forEach(i -> fields.put("f" + i, VALUES.get(i % VALUES.size())));
    String space = " \n".repeat(spaces);
    String body =
        fields.entrySet().stream()
            .map(field -> "\"" + field.getKey() + "\"" + space + ":" + field.getValue() + space)
            .collect(Collectors.joining("," + space, "{" + space, "}"));

    byte[] fitted =
        RequestAdaptation.adapt(WireFormat.OPENAI_CHAT, body.getBytes(UTF_8), TRAITS, new Losses());

    fields.keySet().removeIf(TRAITS.refused()::contains);
    JsonObject left = parse(fitted);
    assertThat(left.keySet())
        .containsExactlyElementsOf(
            fields.keySet().stream().map(name -> name.equals("f1") ? "g1" : name).toList());
    fields.forEach(
        (name, value) ->
            assertThat(new String(fitted, UTF_8))
                .contains("\"" + (name.equals("f1") ? "g1" : name) + "\"" + space + ":" + value));
  }

  private static JsonObject parse(byte[] json) {
    try (JsonReader reader =
        JsonFactories.READERS.createReader(new ByteArrayInputStream(json), UTF_8)) {
      return reader.readObject();
    }
  }
}
