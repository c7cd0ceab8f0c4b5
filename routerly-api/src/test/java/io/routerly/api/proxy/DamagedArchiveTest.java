package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.FakeOpenAi;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Year;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home of which an archive of the ledger cannot be read. */
class DamagedArchiveTest {
  private static final String CHAT =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String YEARLY =
      "{\"budgets\":[{\"metric\":\"calls\",\"limit\":2,\"windowType\":\"period\",\"windowSize\":\"yearly\"}]}";

  @Test
  void keepsNeitherTheStartNorABudgetNorAQueryFromItsWork(@TempDir Path home) throws IOException {
    try (FakeOpenAi provider = FakeOpenAi.start()) {
      String token;
      try (RunningProxy proxy =
          new RunningProxy(home).model("paid", "openai", provider).project(YEARLY)) {
        token = proxy.token();
        Administrator.first(proxy);
        assertThat(proxy.post("v1/chat/completions", CHAT).statusCode()).isEqualTo(200);
      }
      String archive = damagedArchive(home);
      try (RunningProxy proxy = new RunningProxy(home, token)) {
        assertThat(proxy.post("v1/chat/completions", CHAT).statusCode()).isEqualTo(200);
        assertThat(proxy.post("v1/chat/completions", CHAT).statusCode()).isEqualTo(503);
        assertToldOf(archive, Administrator.of(proxy));
      }
    }
  }

  private static String damagedArchive(Path home) throws IOException {
    String name = "usage-" + Year.now(ZoneOffset.UTC) + "-01.json";
    Path folder = Files.createDirectories(home.resolve("data/archive"));
    Files.writeString(folder.resolve(name), "[\ngarbage\n]\n");
    return "archive/" + name;
  }

  private static void assertToldOf(String archive, Administrator administrator) {
    for (String path : new String[] {"api/usage", "api/usage/summary"}) {
      JsonObject answer = administrator.read(path);
      assertThat(answer.getJsonArray("items")).isNotEmpty();
      assertThat(answer.getJsonArray("warnings").getString(0))
          .startsWith(archive + " line 2 is damaged");
    }
    HttpResponse<String> export = administrator.get("api/usage/export?format=jsonl");
    assertThat(export.headers().firstValue("x-routerly-incomplete")).contains(archive);
    assertThat(export.body()).hasLineCount(3);
    String later = "?from=" + Year.now(ZoneOffset.UTC) + "-02-03T00:00:00Z";
    assertThat(administrator.read("api/usage/summary" + later)).doesNotContainKey("warnings");
    assertThat(administrator.get("api/usage/export" + later).headers().map())
        .doesNotContainKey("x-routerly-incomplete");
  }
}
