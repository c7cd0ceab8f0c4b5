package io.routerly.acceptance;

import static io.routerly.acceptance.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.routerly.testkit.script.Script;
import io.routerly.testkit.script.TokenCounts;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** That a call leaves its usage record. */
public interface UsageContract extends OnSite {
  /** The newest record, and the number of all. */
  String NEWEST = "api/usage?limit=1&project=" + Site.ANTHROPIC_PROJECT;

  @Test
  default void leavesOneRecordOfEachCallHoweverItEndsAndNoneOfWhatIsNoCall() {
    int before = records();
    site().anthropic().next(Script.text("One"), Script.text("Two"), Script.error(400, "No."));
    site().anthropicSdk().messages().create(question());
    assertThat(records()).isEqualTo(before + 1);
    try (StreamResponse<RawMessageStreamEvent> answer =
        site().anthropicSdk().messages().createStreaming(question())) {
      assertThat(answer.stream()).isNotEmpty();
    }
    assertThat(records()).isEqualTo(before + 2);
    assertThatThrownBy(() -> site().anthropicSdk().messages().create(question()))
        .isInstanceOf(BadRequestException.class);
    assertThat(records()).isEqualTo(before + 3);
    assertThatThrownBy(() -> site().anthropicSdk("sk-rt-x").messages().create(question()))
        .isInstanceOf(UnauthorizedException.class);
    assertThat(records()).isEqualTo(before + 3);
  }

  private int records() {
    return json(site().admin().get(NEWEST), 200).getInt("total");
  }

  private static MessageCreateParams question() {
    return MessageCreateParams.builder()
        .model(Site.ANTHROPIC_MODEL)
        .maxTokens(1000)
        .addUserMessage("Where?")
        .build();
  }

  @Test
  default void recordsTokensAndCostOfACall() {
    site().anthropic().next(Script.text("Bogotá").counting(TokenCounts.of(1000, 500)));
    site().anthropicSdk().messages().create(question());
    JsonObject record =
        json(site().admin().get(NEWEST), 200).getJsonArray("items").getJsonObject(0);
    assertThat(record.getString("modelId")).isEqualTo(Site.ANTHROPIC_MODEL);
    assertThat(record.getString("status")).isEqualTo("success");
    assertThat(record.getInt("inputTokens")).isEqualTo(1000);
    assertThat(record.getInt("outputTokens")).isEqualTo(500);
    assertThat(record.getJsonNumber("cost").bigDecimalValue()).isEqualByComparingTo("0.002");
  }
}
