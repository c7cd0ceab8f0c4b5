package io.routerly.acceptance;

import static io.routerly.acceptance.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.models.messages.MessageCreateParams;
import io.routerly.testkit.script.Script;
import io.routerly.testkit.script.TokenCounts;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** That a call leaves its usage record. */
public interface UsageContract extends OnSite {
  @Test
  default void recordsTokensAndCostOfACall() {
    site().anthropic().next(Script.text("Bogotá").counting(TokenCounts.of(1000, 500)));
    site()
        .anthropicSdk()
        .messages()
        .create(
            MessageCreateParams.builder()
                .model(Site.ANTHROPIC_MODEL)
                .maxTokens(1000)
                .addUserMessage("Where?")
                .build());
    String query = "api/usage?limit=1&project=" + Site.ANTHROPIC_PROJECT;
    JsonObject record = json(site().admin().get(query), 200).getJsonArray("items").getJsonObject(0);
    assertThat(record.getString("modelId")).isEqualTo(Site.ANTHROPIC_MODEL);
    assertThat(record.getString("status")).isEqualTo("success");
    assertThat(record.getInt("inputTokens")).isEqualTo(1000);
    assertThat(record.getInt("outputTokens")).isEqualTo(500);
    assertThat(record.getJsonNumber("cost").bigDecimalValue()).isEqualByComparingTo("0.002");
  }
}
