package io.routerly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.http.Header;
import io.routerly.testkit.script.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class FakeHttpTest {
  @Test
  void takesAnythingAndAnswersAsTold() throws Exception {
    try (FakeHttp fake = FakeHttp.start()) {
      assertThat(TestClient.post(fake.url("/hook?a=1"), "not json").body()).isEqualTo("{}");
      fake.next(Script.respond(202, "taken", new Header("X-Id", "7")));
      HttpResponse<String> answer = TestClient.get(fake.url("/hook"));
      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(answer.headers().firstValue("X-Id")).contains("7");
      assertThat(fake.takeRequest(TestClient.PATIENCE).bodyText()).isEqualTo("not json");
    }
  }
}
