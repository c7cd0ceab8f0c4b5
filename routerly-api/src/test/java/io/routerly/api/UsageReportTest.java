package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Money;
import io.routerly.domain.PriceCard;
import io.routerly.domain.UsageRecord;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums and files of usage. */
class UsageReportTest {
  private static final BigDecimal PRICE = new BigDecimal("0.00015");

  private final RunningGateway gateway = new RunningGateway();
  private final Person admin = gateway.signIn("root", "admin");
  private final Person member = gateway.signIn("ann", "member");
  private final Person viewer = gateway.signIn("vic", "member");

  private String mine = "";
  private String other = "";

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void addRecords() {
    mine = addProject("mine");
    other = addProject("other");
    append("use_1", "2026-03-01T10:15:00Z", mine, "gpt", CallStatus.SUCCESS, "0.0000001");
    append("use_2", "2026-03-01T10:45:00Z", mine, "gpt", CallStatus.TIMEOUT, "0.2");
    append("use_3", "2026-03-01T23:59:59Z", other, "claude", CallStatus.SUCCESS, "0.3");
    append("use_4", "2026-03-02T00:00:00Z", other, "gpt", CallStatus.SUCCESS, "0.4");
    append("use_5", "2026-03-02T01:00:00Z", other, "free", CallStatus.SUCCESS, "");
  }

  private String addProject(String slug) {
    String members = slug.equals("mine") ? "[{\"userId\":\"usr_ann\",\"role\":\"viewer\"}]" : "[]";
    admin.post(
        "api/projects", "{\"name\":\"App\",\"slug\":\"" + slug + "\",\"members\":" + members + "}");
    return gateway.config.current().project(slug).orElseThrow().id();
  }

  private void append(
      String id, String when, String project, String model, CallStatus status, String cost) {
    append(id, when, project, model, status, cost, model);
  }

  private void append(
      String id,
      String when,
      String project,
      String model,
      CallStatus status,
      String cost,
      String requested) {
    PriceCard prices = new PriceCard(PRICE, PRICE, PRICE, PRICE, PRICE);
    Optional<UsageRecord.Cost> priced =
        cost.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new UsageRecord.Cost(
                    new Money(new BigDecimal(cost)), Money.ZERO, Money.ZERO, Money.ZERO, prices));
    Optional<UsageRecord.Failure> failure =
        status == CallStatus.SUCCESS
            ? Optional.empty()
            : Optional.of(new UsageRecord.Failure("provider_timeout", "no byte, \"within\" 30 s"));
    gateway.usage.append(
        new UsageRecord(
            id,
            Instant.parse(when),
            project,
            "slug",
            "tok_1",
            model,
            "openai",
            requested,
            1,
            1,
            1,
            CallType.CHAT,
            true,
            new UsageRecord.Tokens(100, 10, 4, 0, 0),
            false,
            priced,
            1200,
            Optional.of(70L),
            status,
            failure,
            "trc_1"));
  }

  @ParameterizedTest(name = "by {0}: {1}")
  @CsvSource({
    "hour,     2026-03-01T10:00:00Z 2026-03-01T23:00:00Z 2026-03-02T00:00:00Z 2026-03-02T01:00:00Z",
    "day,      2026-03-01 2026-03-02",
    "model,    gpt claude free",
    "provider, openai",
    "token,    tok_1",
    "status,   success timeout"
  })
  void usageIsSummedUpByKeysInTheirOrder(String grouping, String keys) {
    addRecords();

    JsonObject answer = json(admin.get("api/usage/summary?groupBy=" + grouping));
    assertThat(keys(answer)).containsExactly(keys.split(" "));
    JsonObject total = answer.getJsonObject("total");
    assertThat(total.getInt("calls")).isEqualTo(5);
    assertThat(total.getInt("errors")).isEqualTo(1);
    assertThat(total.getInt("inputTokens")).isEqualTo(500);
    assertThat(total.getInt("outputTokens")).isEqualTo(50);
    assertThat(total.getInt("cacheTokens")).isEqualTo(20);
    assertThat(total.getInt("unpriced")).isEqualTo(1);
    assertThat(total.getJsonNumber("cost").bigDecimalValue()).isEqualByComparingTo("0.9000001");
  }

  private static List<String> keys(JsonObject answer) {
    return answer.getJsonArray("items").stream()
        .map(item -> item.asJsonObject().getString("key"))
        .toList();
  }

  @Test
  void sumsAreByProjectAndOfThoseThatOneSees() {
    addRecords();

    assertThat(keys(json(admin.get("api/usage/summary?groupBy=project"))))
        .containsExactly(other, mine);
    assertThat(keys(json(admin.get("api/usage/summary?groupBy=model&project=mine"))))
        .containsExactly("gpt");
    assertThat(keys(json(member.get("api/usage/summary?groupBy=project")))).containsExactly(mine);
    assertThat(keys(json(member.get("api/usage/summary?groupBy=project&project=other")))).isEmpty();
    assertThat(keys(json(viewer.get("api/usage/summary?groupBy=project")))).isEmpty();
  }

  @Test
  void timesAreWidenedToFullHoursAndToldOf() {
    addRecords();

    JsonObject answer =
        json(
            admin.get(
                "api/usage/summary?groupBy=hour&from=2026-03-01T10:59:00Z&to=2026-03-02T00:00:01Z"
                    + "&status=success"));
    assertThat(answer.getString("from")).isEqualTo("2026-03-01T10:00:00Z");
    assertThat(answer.getString("to")).isEqualTo("2026-03-02T01:00:00Z");
    assertThat(keys(answer))
        .containsExactly("2026-03-01T10:00:00Z", "2026-03-01T23:00:00Z", "2026-03-02T00:00:00Z");
    assertThat(json(admin.get("api/usage/summary")).containsKey("from")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "summary?groupBy=week",
        "summary?limit=5",
        "summary?from=today",
        "export?format=xlsx",
        "export?format=CSV",
        "export?groupBy=day",
        "export?to=never",
        "export?format=csv&format=jsonl"
      })
  void aWrongParameterIsRefusedByName(String query) {
    HttpResponse<String> answer = admin.get("api/usage/" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    String name = query.substring(query.indexOf('?') + 1, query.indexOf('='));
    assertThat(json(answer).getJsonArray("details").getJsonObject(0).getString("pointer"))
        .isEqualTo("?" + name);
  }

  @Test
  void recordsAreExportedAsCsvOldestFirst() {
    addRecords();

    HttpResponse<String> answer = admin.get("api/usage/export?project=mine");
    assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/csv");
    assertThat(answer.headers().firstValue("content-disposition"))
        .contains("attachment; filename=\"usage.csv\"");
    String[] lines = answer.body().split("\r\n", -1);
    assertThat(lines).hasSize(4);
    assertThat(lines[0]).startsWith("id,timestamp,projectId,").endsWith(",errorMessage,traceId");
    assertThat(lines[1])
        .isEqualTo(
            "use_1,2026-03-01T10:15:00Z,"
                + mine
                + ",slug,tok_1,gpt,openai,gpt,1,1,1,chat,true,100,10,4,0,0,110,false,false,"
                + "0.0000001,0.0000001,0,0,0,0.00015,0.00015,0.00015,0.00015,0.00015,1200,70,"
                + "success,,,trc_1");
    assertThat(lines[2])
        .endsWith(",timeout,provider_timeout,\"no byte, \"\"within\"\" 30 s\",trc_1");
    assertThat(lines[3]).isEmpty();
    assertThat(lines[1].split(",", -1)).hasSameSizeAs(lines[0].split(",", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x;=1+1 | x;'=1+1",
        "x; \"=1+1 | \"x; \"\"'=1+1\"",
        "x\t-1 | x\t'-1",
        "a-b;c | a-b;c"
      })
  void whatWouldBeginLikeAFormulaInACellOfItsOwnGetsAnApostrophe(String text, String shown) {
    append("use_1", "2026-03-01T10:15:00Z", "p", "gpt", CallStatus.SUCCESS, "", text);

    assertThat(admin.get("api/usage/export?format=csv").body()).contains("," + shown + ",");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
  void whatBeginsLikeAFormulaGetsAnApostrophe(String text) {
    append("use_1", "2026-03-01T10:15:00Z", "p", "gpt", CallStatus.SUCCESS, "", text);

    assertThat(admin.get("api/usage/export?format=csv").body()).contains("'" + text);
  }

  @Test
  void recordsAreExportedAsJsonLinesWithTheSameFilters() {
    addRecords();

    HttpResponse<String> answer =
        admin.get("api/usage/export?format=jsonl&model=gpt&from=2026-03-01T10:45:00Z");
    assertThat(answer.headers().firstValue("content-type")).contains("application/x-ndjson");
    assertThat(answer.headers().firstValue("content-disposition"))
        .contains("attachment; filename=\"usage.jsonl\"");
    List<String> lines = answer.body().lines().toList();
    assertThat(lines).hasSize(2);
    JsonObject first = Json.createReader(new StringReader(lines.get(0))).readObject();
    assertThat(first).isEqualTo(json(admin.get("api/usage/use_2")));

    assertThat(member.get("api/usage/export?format=jsonl").body().lines()).hasSize(2);
    assertThat(member.get("api/usage/export?format=jsonl&project=other").body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"csv, 0", "csv, 1", "csv, 4000", "jsonl, 0", "jsonl, 4000"})
  void anExportThatCannotBeReadToItsEndCannotBeTakenForAWholeOne(String format, int readable) {
    for (int i = 0; i < 5000; i++) {
      append("use_" + i, "2026-03-01T10:15:00Z", "p", "gpt", CallStatus.SUCCESS, "");
    }
    gateway.usage.failAfter(readable);

    String body = admin.get("api/usage/export?format=" + format).body();
    List<String> lines = body.lines().toList();
    assertThat(lines).hasSize(readable + (format.equals("csv") ? 2 : 1));
    String last = lines.get(lines.size() - 1);
    assertThat(last)
        .contains("broke off")
        .doesNotEndWith("\"")
        .startsWith(format.equals("csv") ? "\"" : "{\"");
  }
}
