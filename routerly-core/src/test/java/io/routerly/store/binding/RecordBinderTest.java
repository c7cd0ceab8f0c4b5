package io.routerly.store.binding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.domain.Budget;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.LogLevel;
import io.routerly.domain.Model;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.Settings;
import io.routerly.error.GatewayException.Detail;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordBinderTest {
  private final RecordBinder binder = new RecordBinder();

  @Test
  void absentKeysTakeTheirDefaults() {
    Settings settings = binder.read(bytes("{}"), Settings.class);

    assertThat(settings.port()).isEqualTo(3000);
    assertThat(settings.host()).isEqualTo("0.0.0.0");
    assertThat(settings.logLevel()).isEqualTo(LogLevel.INFO);
    assertThat(settings.notifications()).isEmpty();
    assertThat(settings.setupCompletedAt()).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    List<Detail> details =
        problems(
            "{\"prot\": 1, \"port\": \"3000\", \"host\": null, \"logLevel\": \"verbose\","
                + " \"dashboardEnabled\": 1, \"notifications\": {}}",
            Settings.class);

    assertThat(details)
        .extracting(Detail::pointer)
        .containsExactlyInAnyOrder(
            "/prot", "/port", "/host", "/logLevel", "/dashboardEnabled", "/notifications");
    assertThat(messageAt(details, "/prot"))
        .startsWith("unknown key \"prot\"; did you mean \"port\"? allowed are port, host,");
    assertThat(messageAt(details, "/port")).isEqualTo("must be a whole number, but is a string");
    assertThat(messageAt(details, "/host")).contains("is null");
    assertThat(messageAt(details, "/logLevel")).contains("error, warn, info, debug, trace");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3000.5", "3000.0", "3e3", "2147483648", "-2147483649", "1e999999999", "true"})
  void aNumberThatDoesNotFitIsNeverCut(String number) {
    assertThat(problems("{\"maxRequestBytes\": " + number + "}", Settings.class))
        .extracting(Detail::pointer)
        .containsExactly("/maxRequestBytes");
  }

  @Test
  void aHugeExponentIsRefusedAsAPrice() {
    assertThat(
            problems(
                "[{\"id\":\"a\",\"provider\":\"openai\",\"inputPrice\":1e99999,"
                    + "\"outputPrice\":1}]",
                Model.class,
                true))
        .extracting(Detail::pointer)
        .containsExactly("/0/inputPrice");
  }

  @Test
  void pointersReachIntoListsAndRecordsAndEscapeKeys() {
    String json =
        "[{\"id\":\"proj_a\",\"name\":\"A\",\"slug\":\"a\",\"a/b~c\":1,"
            + "\"tokens\":[{\"id\":\"tok_a\",\"token\":\"HASHED:x\",\"budgets\":"
            + "[{\"metric\":\"cost\",\"limit\":-1,\"windowType\":\"period\","
            + "\"windowSize\":\"daily\"},{\"metric\":\"cost\"}]}]}]";

    assertThat(problems(json, Project.class, true))
        .extracting(Detail::pointer)
        .containsExactlyInAnyOrder(
            "/0/a~1b~0c",
            "/0/tokens/0/budgets/0/limit",
            "/0/tokens/0/budgets/1/limit",
            "/0/tokens/0/budgets/1/windowType",
            "/0/tokens/0/budgets/1/windowSize");
  }

  @Test
  void aMissingKeyIsNamed() {
    assertThat(problems("[{\"provider\":\"openai\"}]", Model.class, true))
        .containsExactly(new Detail("/0/id", "is missing: add the key \"id\", which is required"));
  }

  @Test
  void aPolicyIsAStringOrAnObject() {
    String json =
        "[{\"id\":\"proj_a\",\"name\":\"A\",\"slug\":\"a\",\"policies\":"
            + "[\"random\",{\"type\":\"health\",\"config\":{\"windowMinutes\":5}},"
            + "{\"type\":\"cheapest\"}]}]";

    List<PolicySpec> policies = binder.readList(bytes(json), Project.class).get(0).policies();

    assertThat(policies)
        .extracting(PolicySpec::type)
        .containsExactly("random", "health", "cheapest");
    assertThat(policies.get(1).config().getInt("windowMinutes")).isEqualTo(5);
    assertThat(policies.get(2)).isEqualTo(PolicySpec.of("cheapest"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1]|/policies/0",
        "[\"\"]|/policies/0/type",
        "[{\"config\":{}}]|/policies/0/type",
        "[{\"type\":\"x\",\"weight\":1}]|/policies/0/weight"
      })
  void aWrongPolicyIsPointedAt(String policies, String pointer) {
    String json = "{\"id\":\"proj_a\",\"name\":\"A\",\"slug\":\"a\",\"policies\":" + policies + "}";

    assertThat(problems(json, Project.class)).extracting(Detail::pointer).containsExactly(pointer);
  }

  @Test
  void aKeyThatStandsTwiceIsRefusedWherever() {
    assertThat(problems("{\"port\":1,\"port\":2}", Settings.class))
        .extracting(Detail::pointer)
        .containsExactly("/port");
    assertThat(
            problems(
                "{\"notifications\":[{\"type\":\"smtp\",\"name\":\"a\",\"x\":{\"y\":1,\"y\":1}}],"
                    + "\"prot\":1}",
                Settings.class))
        .extracting(Detail::pointer)
        .containsExactly("/notifications/0/x/y", "/prot");
  }

  @Test
  void brokenJsonIsToldWithLineAndColumn() {
    assertThat(problems("{\n  \"port\": 1,\n  \"host\": oops\n}", Settings.class))
        .singleElement()
        .extracting(Detail::message)
        .asString()
        .contains("line 3, column");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  \n",
        "{",
        "{\"port\":",
        "{\"port\":1",
        "{} x",
        "{}{}",
        "{\"port\":01}",
        "{'port':1}",
        "{\"port\":1,}",
        "nul",
        "\"",
        "{\"host\":\"\u0001\"}"
      })
  void whatIsNoJsonIsRefused(String text) {
    assertThat(problems(text, Settings.class)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "1", "\"x\"", "true"})
  void anotherTypeOfDocumentIsRefused(String text) {
    assertThat(problems(text, Settings.class))
        .singleElement()
        .extracting(Detail::pointer)
        .isEqualTo("");
  }

  @Test
  void aByteOrderMarkIsRefusedByName() {
    assertThat(problems("\uFEFF{}", Settings.class))
        .singleElement()
        .extracting(Detail::message)
        .asString()
        .contains("byte-order mark (BOM)");
    assertThatThrownBy(() -> binder.read("{}".getBytes(StandardCharsets.UTF_16), Settings.class))
        .hasMessageContaining("UTF-16 byte-order mark");
  }

  @Test
  void invalidUtf8IsRefusedWithItsLine() {
    byte[] text = bytes("{\n\"host\": \"?\"}");
    text[text.length - 3] = (byte) 0xC3;

    assertThatThrownBy(() -> binder.read(text, Settings.class))
        .hasMessageContaining("not valid UTF-8 in line 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\ud800b", "\\udc00", "\\ude00\\ud83d"})
  void halfACharacterIsRefusedAsUtf8CannotStoreIt(String text) {
    String channel = "{\"notifications\": [{\"type\": \"smtp\", \"name\": \"" + text + "\"}]}";

    assertThat(problems(channel, Settings.class))
        .extracting(Detail::pointer)
        .containsExactly("/notifications/0/name");
    assertThat(problems("{\"" + text + "\": 1}", Settings.class))
        .extracting(Detail::message)
        .anyMatch(message -> message.startsWith("holds half of a character"));
  }

  @Test
  void aWholeCharacterMayBeEscapedInItsHalves() {
    String settings = "{\"notifications\": [{\"type\": \"smtp\", \"name\": \"\\ud83d\\ude00\"}]}";

    assertThat(
            binder.read(bytes(settings), Settings.class).notifications().get(0).getString("name"))
        .isEqualTo("\ud83d\ude00");
  }

  @Test
  void depthIsBounded() {
    String deep = "[".repeat(300) + "]".repeat(300);
    assertThat(problems(deep, Settings.class))
        .singleElement()
        .extracting(Detail::message)
        .asString()
        .contains("256 levels");
  }

  @Test
  void aTimeNeedsAZone() {
    assertThat(problems("{\"setupCompletedAt\":\"2024-01-01\"}", Settings.class))
        .extracting(Detail::pointer)
        .containsExactly("/setupCompletedAt");
    assertThat(
            binder
                .read(bytes("{\"setupCompletedAt\":\"2024-01-01T02:00:00+02:00\"}"), Settings.class)
                .setupCompletedAt())
        .hasToString("Optional[2024-01-01T00:00:00Z]");
  }

  @Test
  void decimalsStayExact() {
    Budget budget =
        binder.read(
            bytes(
                "{\"metric\":\"cost\",\"limit\":0.10000000000000000001,"
                    + "\"windowType\":\"rolling\",\"windowSize\":\"day\"}"),
            Budget.class);

    assertThat(budget.limit()).isEqualTo(new BigDecimal("0.10000000000000000001"));
  }

  @Test
  void mapsOfStringsAreBound() {
    String json = "{\"id\":\"a\",\"provider\":\"openai\",\"headers\":{\"x-a\":\"1\",\"x-b\":2}}";

    assertThat(problems(json, Model.class))
        .containsExactly(new Detail("/headers/x-b", "must be a string, but is a number"));
  }

  @Test
  void enumsKnowTheirWireName() {
    String json = "{\"id\":\"tok_a\",\"token\":\"HASHED:x\",\"budgetMode\":\"replace\"}";

    assertThat(binder.read(bytes(json), ProjectToken.class).budgetMode())
        .isEqualTo(BudgetMode.REPLACE);
    assertThat(problems(json.replace("replace", "REPLACE"), ProjectToken.class))
        .singleElement()
        .extracting(Detail::message)
        .asString()
        .contains("did you mean \"replace\"?");
  }

  @Test
  void noValueOfASecretFieldIsRepeated() {
    String json =
        "{\"id\":\"a\",\"provider\":\"openai\",\"apiKey\":[\"sk-canary\"],\"api_key\":\"sk-canary\"}";

    assertThat(problems(json, Model.class).toString()).doesNotContain("canary");
  }

  private List<Detail> problems(String json, Class<?> type) {
    return problems(json, type, false);
  }

  private List<Detail> problems(String json, Class<?> type, boolean list) {
    BindingException failure =
        catchThrowableOfType(
            BindingException.class,
            () -> {
              if (list) {
                binder.readList(bytes(json), type);
              } else {
                binder.read(bytes(json), type);
              }
            });
    assertThat(failure).isNotNull();
    return failure.details();
  }

  private static String messageAt(List<Detail> details, String pointer) {
    return details.stream()
        .filter(detail -> detail.pointer().equals(pointer))
        .map(Detail::message)
        .findFirst()
        .orElseThrow();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
