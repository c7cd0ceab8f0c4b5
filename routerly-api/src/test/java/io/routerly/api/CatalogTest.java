package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
  private final RunningGateway gateway = new RunningGateway();
  private final Person viewer = gateway.signIn("vic", "viewer");
  private final Person admin = gateway.signIn("root", "admin");

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static JsonArray items(JsonObject list) {
    return list.getJsonArray("items");
  }

  private static List<String> each(JsonObject list, String field) {
    return items(list).getValuesAs(JsonObject.class).stream()
        .map(item -> item.getString(field))
        .toList();
  }

  private static BigDecimal number(JsonObject object, String field) {
    return object.getJsonNumber(field).bigDecimalValue();
  }

  private JsonObject added(String body) {
    var answer = admin.post("api/models", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json(answer);
  }

  // What the catalog shows

  @Test
  void showsTheProvidersThatAreServed() {
    JsonObject list = json(viewer.get("api/catalog/providers"));

    assertThat(each(list, "name")).containsExactly("openai", "anthropic", "custom");
    assertThat(list.getInt("total")).isEqualTo(3);
    JsonObject openai = items(list).getJsonObject(0);
    assertThat(openai.getString("baseUrl")).isEqualTo("https://api.openai.com/v1");
    assertThat(openai.getJsonArray("formats").getValuesAs(JsonString::getString))
        .containsExactly("openai", "openai-responses");
    assertThat(openai.getBoolean("needsKey")).isTrue();
    assertThat(items(list).getJsonObject(2).containsKey("baseUrl")).isFalse();
  }

  @Test
  void showsModelsWithPricesAndWhereTheyComeFrom() {
    JsonObject list = json(viewer.get("api/catalog/models?provider=openai&q=GPT-5-MINI"));

    assertThat(each(list, "id")).containsExactly("gpt-5-mini");
    JsonObject model = items(list).getJsonObject(0);
    assertThat(number(model, "inputPrice")).isPositive();
    assertThat(model.getJsonArray("names").getString(0)).isEqualTo("gpt-5-mini-2025-08-07");
    assertThat(list.getString("date")).matches("\\d{4}-\\d\\d-\\d\\d");
    assertThat(list.getJsonArray("sources").getJsonObject(0).getString("licence")).isEqualTo("MIT");
  }

  @Test
  void findsAModelByAFurtherName() {
    assertThat(each(json(viewer.get("api/catalog/models?q=35-turbo")), "id"))
        .contains("gpt-3.5-turbo");
  }

  @Test
  void showsModelsOfServedProvidersOnlyPartByPart() {
    JsonObject all = json(viewer.get("api/catalog/models?limit=1000"));
    JsonObject part = json(viewer.get("api/catalog/models?limit=2&offset=1"));

    assertThat(each(all, "provider")).containsOnly("openai", "anthropic");
    assertThat(all.getInt("total")).isEqualTo(items(all).size());
    assertThat(items(part)).isEqualTo(items(all).subList(1, 3));
    assertThat(part.getInt("total")).isEqualTo(all.getInt("total"));
    assertThat(items(json(viewer.get("api/catalog/models?provider=gemini")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"models?colour=red", "models?limit=0", "providers?q=a"})
  void refusesParametersThatItDoesNotKnow(String query) {
    assertThat(viewer.get("api/catalog/" + query).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"providers", "models"})
  void needsASession(String list) {
    assertThat(gateway.get("api/catalog/" + list).statusCode()).isEqualTo(401);
  }

  // What new models take from it

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"id\":\"gpt-5-mini\"",
        "\"id\":\"openai/gpt-5-mini\"",
        "\"id\":\"gpt-5-mini-2025-08-07\"",
        "\"id\":\"cheap\",\"upstreamModel\":\"gpt-5-mini\"",
      })
  void aNewModelTakesWhatItDoesNotSay(String name) {
    JsonObject model = added("{\"provider\":\"openai\"," + name + "}");
    JsonObject known =
        items(json(viewer.get("api/catalog/models?provider=openai&q=gpt-5-mini"))).getJsonObject(0);

    for (String field :
        List.of("inputPrice", "outputPrice", "cachePrice", "contextWindow", "capabilities")) {
      assertThat(model.get(field)).as(field).isEqualTo(known.get(field));
    }
    assertThat(gateway.config.current().models().get(0).inputPrice())
        .hasValue(number(known, "inputPrice"));
  }

  @Test
  void aNewModelTakesTiersWithPricesForCacheWrites() {
    JsonObject model = added("{\"id\":\"gpt-6-sol\",\"provider\":\"openai\"}");

    JsonObject tier = model.getJsonArray("pricingTiers").getJsonObject(0);
    assertThat(number(tier, "cacheWritePrice")).isGreaterThan(number(model, "cacheWritePrice"));
  }

  @Test
  void whatANewModelSaysIsNotReplaced() {
    JsonObject model =
        added(
            "{\"id\":\"gpt-6-sol\",\"provider\":\"openai\",\"inputPrice\":9,\"outputPrice\":8,"
                + "\"contextWindow\":77,\"capabilities\":[\"chat\"]}");

    assertThat(number(model, "inputPrice")).isEqualByComparingTo("9");
    assertThat(number(model, "outputPrice")).isEqualByComparingTo("8");
    assertThat(model).doesNotContainKeys("cachePrice", "cacheWritePrice");
    assertThat(model.getJsonArray("pricingTiers")).isEmpty();
    assertThat(model.getInt("contextWindow")).isEqualTo(77);
    assertThat(model.getJsonArray("capabilities")).hasSize(1);
  }

  @Test
  void nullAndEmptyListsMeanNone() {
    JsonObject model =
        added(
            "{\"id\":\"gpt-6-sol\",\"provider\":\"openai\",\"inputPrice\":null,"
                + "\"contextWindow\":null,\"capabilities\":[]}");

    assertThat(model)
        .doesNotContainKeys("inputPrice", "outputPrice", "cachePrice", "contextWindow");
    assertThat(model.getJsonArray("capabilities")).isEmpty();
    assertThat(model.getJsonArray("pricingTiers")).isEmpty();
  }

  @Test
  void oneOfTheLesserPricesLeavesTheOthersToTheCatalog() {
    JsonObject model =
        added(
            "{\"id\":\"gpt-6-sol\",\"provider\":\"openai\",\"cachePrice\":null,"
                + "\"pricingTiers\":[]}");

    assertThat(model).containsKeys("inputPrice", "outputPrice", "cacheWritePrice");
    assertThat(model).doesNotContainKey("cachePrice");
    assertThat(model.getJsonArray("pricingTiers")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"gpt-5-mini-of-ours\",\"provider\":\"openai\"}",
        "{\"id\":\"gpt-5-mini\",\"provider\":\"custom\",\"baseUrl\":\"https://llm.example\"}",
        "{\"id\":\"gpt-5-mini\",\"upstreamModel\":\"x\",\"provider\":\"openai\"}",
      })
  void aModelThatTheCatalogDoesNotKnowStaysUnpriced(String body) {
    JsonObject model = added(body);

    assertThat(model).doesNotContainKeys("inputPrice", "outputPrice", "contextWindow");
    assertThat(model.getJsonArray("capabilities")).isEmpty();
  }

  @Test
  void aChangeTakesNothingFromTheCatalog() {
    added("{\"id\":\"gpt-5-mini\",\"provider\":\"openai\"}");

    JsonObject replaced = json(admin.put("api/models/gpt-5-mini", "{\"provider\":\"openai\"}"));

    assertThat(replaced).doesNotContainKeys("inputPrice", "contextWindow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"gpt-5-mini\",\"provider\":\"openai\",\"baseUrl\":null}",
        "{\"id\":7,\"provider\":\"openai\"}",
        "{\"id\":\"gpt-5-mini\",\"provider\":null}",
        "[]",
      })
  void whatIsWrongElsewhereStaysWrong(String body) {
    assertThat(admin.post("api/models", body).statusCode()).isEqualTo(400);
  }
}
