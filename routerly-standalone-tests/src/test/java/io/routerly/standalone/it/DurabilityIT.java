package io.routerly.standalone.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.acceptance.Browser;
import io.routerly.testkit.FakeOpenAi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That nothing is lost: neither records nor configuration, under load and when killed. */
class DurabilityIT {
  private static final int CLIENTS = 32;

  @TempDir Path home;

  @Test
  void writesExactlyOneRecordPerCall() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningJar jar = RunningJar.start(home)) {
      Installation installation = Installation.setUp(jar, provider);
      try (Load load = new Load(jar.root(), installation.token(), CLIENTS, 2000)) {
        load.begin().awaitEnd();

        assertThat(load.failures()).isEmpty();
        assertThat(Ledger.traceIds(home))
            .hasSize(2000)
            .containsExactlyInAnyOrderElementsOf(load.completed());
      }
      assertThat(jar.stop()).isZero();
    }
  }

  @Test
  void losesNoRecordOfAWholeAnswerWhenItIsKilled() {
    int kills = Integer.getInteger("routerly.kills", 20);
    List<String> completed = new ArrayList<>();
    try (FakeOpenAi provider = FakeOpenAi.start()) {
      String token;
      try (RunningJar jar = RunningJar.start(home)) {
        token = Installation.setUp(jar, provider).token();
        completed.addAll(killInMidLoad(jar, token));
      }
      for (int kill = 1; kill < kills; kill++) {
        try (RunningJar jar = RunningJar.start(home)) {
          assertThat(Ledger.traceIds(home)).containsAll(completed).doesNotHaveDuplicates();
          completed.addAll(killInMidLoad(jar, token));
        }
      }
      try (RunningJar jar = RunningJar.start(home)) {
        assertThat(Ledger.traceIds(home)).containsAll(completed).doesNotHaveDuplicates();
        assertThat(Installation.signIn(jar.root()).get("api/models/gpt-5").statusCode())
            .isEqualTo(200);
      }
    }
  }

  private static List<String> killInMidLoad(RunningJar jar, String token) {
    try (Load load = new Load(jar.root(), token, CLIENTS, 1_000_000)) {
      load.begin().awaitCompleted(100);
      jar.kill();
      load.awaitEnd();
      return List.copyOf(load.completed());
    }
  }

  @Test
  void failsNoCallWhileItsConfigurationChanges() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningJar jar = RunningJar.start(home)) {
      Installation installation = Installation.setUp(jar, provider);
      try (Load load = new Load(jar.root(), installation.token(), CLIENTS, 1500)) {
        load.begin();
        for (int change = 0; change < 200; change++) {
          change(installation.admin(), change);
        }
        load.awaitEnd();

        assertThat(load.failures()).isEmpty();
        assertThat(Ledger.traceIds(home)).containsExactlyInAnyOrderElementsOf(load.completed());
      }
      assertThat(
              Browser.json(installation.admin().get("api/models?limit=1000"), 200).getInt("total"))
          .isEqualTo(101);
    }
  }

  /** Adds a model, or changes the one that was added before. */
  private static void change(Browser admin, int number) {
    String id = "other-" + number / 2;
    String body = "{\"id\":\"%s\",\"provider\":\"ollama\",\"enabled\":%s}";
    if (number % 2 == 0) {
      Browser.json(admin.post("api/models", body.formatted(id, true)), 201);
    } else {
      Browser.json(admin.send("PUT", "api/models/" + id, body.formatted(id, false)), 200);
    }
  }
}
