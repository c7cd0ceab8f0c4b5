package io.routerly.api.management;

import io.routerly.api.http.JsonAnswer;
import io.routerly.domain.PriceCard;
import io.routerly.domain.UsageRecord;
import io.routerly.store.UsagePage;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** Usage records as clients see them: the fields of the ledger's lines, in their order. */
final class UsageView {
  private UsageView() {}

  static JsonObject of(UsagePage page) {
    JsonArrayBuilder items = JsonAnswer.JSON.createArrayBuilder();
    page.items().forEach(record -> items.add(of(record)));
    JsonObjectBuilder answer =
        JsonAnswer.JSON.createObjectBuilder().add("items", items).add("total", page.total());
    return UsageGaps.added(page.gaps(), answer).build();
  }

  static JsonObject of(UsageRecord record) {
    JsonObjectBuilder json = JsonAnswer.JSON.createObjectBuilder();
    json.add("id", record.id())
        .add("timestamp", record.timestamp().toString())
        .add("projectId", record.projectId())
        .add("projectSlug", record.projectSlug())
        .add("tokenId", record.tokenId())
        .add("modelId", record.modelId())
        .add("provider", record.provider())
        .add("requestedModel", record.requestedModel())
        .add("attempt", record.attempt())
        .add("calls", record.calls());
    if (record.count() > 1) {
      json.add("count", record.count());
    }
    json.add("callType", record.callType().wireName()).add("stream", record.stream());
    addTokens(json, record.tokens());
    json.add("estimated", record.estimated()).add("unpriced", record.unpriced());
    record.cost().ifPresentOrElse(cost -> addCost(json, cost), () -> json.addNull("cost"));
    json.add("durationMs", record.durationMs());
    record.ttftMs().ifPresent(millis -> json.add("ttftMs", millis));
    json.add("status", record.status().wireName());
    record
        .error()
        .ifPresent(
            failure ->
                json.add(
                    "error",
                    JsonAnswer.JSON
                        .createObjectBuilder()
                        .add("code", failure.code())
                        .add("message", failure.message())));
    return json.add("traceId", record.traceId()).build();
  }

  private static void addTokens(JsonObjectBuilder json, UsageRecord.Tokens tokens) {
    json.add("inputTokens", tokens.input())
        .add("outputTokens", tokens.output())
        .add("cacheTokens", tokens.cacheRead())
        .add("cacheWriteTokens", tokens.cacheWrite())
        .add("reasoningTokens", tokens.reasoning())
        .add("totalTokens", tokens.total());
  }

  private static void addCost(JsonObjectBuilder json, UsageRecord.Cost cost) {
    json.add("cost", cost.total().usd())
        .add("costInput", cost.input().usd())
        .add("costCache", cost.cacheRead().usd())
        .add("costCacheWrite", cost.cacheWrite().usd())
        .add("costOutput", cost.output().usd())
        .add("prices", prices(cost.prices()));
  }

  private static JsonObjectBuilder prices(PriceCard card) {
    return JsonAnswer.JSON
        .createObjectBuilder()
        .add("inputPrice", card.input())
        .add("cachePrice", card.cacheRead())
        .add("cacheWritePrice", card.cacheWrite())
        .add("cacheWriteOneHourPrice", card.cacheWriteOneHour())
        .add("outputPrice", card.output());
  }
}
