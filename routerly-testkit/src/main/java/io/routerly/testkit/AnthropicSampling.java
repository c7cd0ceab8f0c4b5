package io.routerly.testkit;

import io.routerly.testkit.wire.ApiError;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Anthropic refuses of sampling and thinking: anything of the former from version 2026-10-21
 * on; in earlier versions what a model does not take.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/migration-2026-10-21">the migration
 *     guide</a>
 */
final class AnthropicSampling {
  private static final String FIRST_WITHOUT = "2026-10-21";
  private static final int SMALLEST_BUDGET = 1024;
  private static final List<String> SAMPLING = List.of("temperature", "top_p", "top_k");

  /** From 4.7 on, models think adaptively and sample in one way. */
  private static final Pattern ADAPTIVE =
      Pattern.compile("claude-[a-z]+-(4-([7-9]|[1-9]\\d)|[5-9]|[1-9]\\d)(-.*)?");

  private static final Pattern ONE_OF_TWO =
      Pattern.compile("claude-(opus-4-[1-6]|sonnet-4-[5-6]|haiku-4-5)(-.*)?");

  private AnthropicSampling() {}

  static void check(String version, JsonObject body) {
    String model = body.getString("model", "");
    boolean adaptive = ADAPTIVE.matcher(model).matches();
    for (String field : SAMPLING) {
      require(
          !body.containsKey(field) || version.compareTo(FIRST_WITHOUT) < 0,
          field + ": Extra inputs are not permitted");
      require(!adaptive || isDefault(body, field), field + " is not supported for this model.");
    }
    require(
        !ONE_OF_TWO.matcher(model).matches()
            || !(body.containsKey("temperature") && body.containsKey("top_p")),
        "temperature and top_p cannot both be specified for this model.");
    if (body.get("thinking") instanceof JsonObject thinking
        && thinking.getString("type", "").equals("enabled")) {
      thinking(body, thinking, adaptive);
    }
  }

  private static void thinking(JsonObject body, JsonObject thinking, boolean adaptive) {
    require(
        !adaptive,
        "\"thinking.type.enabled\" is not supported for this model. Use"
            + " \"thinking.type.adaptive\" and \"output_config.effort\".");
    int budget = thinking.getInt("budget_tokens", 0);
    require(budget >= SMALLEST_BUDGET, "thinking.budget_tokens: at least 1024 are needed");
    require(body.getInt("max_tokens", 0) > budget, "max_tokens must exceed the thinking budget");
    require(isDefault(body, "temperature"), "temperature may only be set to 1 when thinking");
    require(!body.containsKey("top_k"), "top_k may not be set when thinking");
  }

  private static boolean isDefault(JsonObject body, String field) {
    return !body.containsKey(field)
        || (body.get(field) instanceof JsonNumber number
            && number.doubleValue() == 1
            && !field.equals("top_k"));
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new RefusedException(ApiError.of(400, message));
    }
  }
}
