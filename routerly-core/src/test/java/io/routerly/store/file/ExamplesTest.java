package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Actor;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.Settings;
import io.routerly.domain.UsageRecord;
import io.routerly.store.ConfigProblem;
import io.routerly.store.Configuration;
import io.routerly.store.Records;
import io.routerly.store.binding.RecordBinder;
import io.routerly.store.binding.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the file reference, as they stand. */
final class ExamplesTest {
  static final String SETTINGS =
      """
      {
      "port": 3000,
      "host": "0.0.0.0",
      "dashboardEnabled": true,
      "defaultTimeoutMs": 30000,
      "logLevel": "info",
      "publicUrl": "http://localhost:3000",
      "notifications": []
      }
      """;
  static final String MODELS =
      """
      [
      {
      "id": "gpt-5-mini",
      "provider": "openai",
      "apiKey": "ENCRYPTED:...",
      "inputPrice": 0.00015,
      "outputPrice": 0.0006,
      "cachePrice": 0.000075,
      "contextWindow": 128000,
      "capabilities": ["chat", "vision"],
      "enabled": true
      }
      ]
      """;
  static final String PROJECTS =
      """
      [
      {
      "id": "proj_abc123",
      "name": "My App",
      "slug": "my-app",
      "defaultTimeoutMs": 30000,
      "policies": ["random"],
      "models": ["gpt-5-mini", "claude-haiku-4-5"],
      "tokens": [
      {
      "id": "tok_xyz",
      "token": "HASHED:...",
      "description": "Production token",
      "createdAt": "2024-01-15T10:00:00Z"
      }
      ],
      "members": [
      { "userId": "usr_abc", "role": "admin" }
      ],
      "budgets": [
      {
      "metric": "cost",
      "limit": 10.00,
      "windowType": "period",
      "windowSize": "monthly",
      "onExhausted": "block"
      }
      ]
      }
      ]
      """;
  static final String USERS =
      """
      [
      {
      "id": "usr_abc123",
      "email": "admin@example.com",
      "passwordHash": "$2b$10$...",
      "role": "admin",
      "createdAt": "2024-01-01T00:00:00Z"
      }
      ]
      """;
  static final String ROLES =
      """
      [
      {
      "name": "billing-viewer",
      "permissions": ["usage:read"]
      }
      ]
      """;
  static final String USAGE =
      """
      [
      {
      "id": "use_abc123",
      "timestamp": "2024-01-15T10:30:00Z",
      "projectId": "proj_abc",
      "projectSlug": "my-app",
      "modelId": "gpt-5-mini",
      "provider": "openai",
      "inputTokens": 150,
      "outputTokens": 42,
      "cacheTokens": 0,
      "totalTokens": 192,
      "cost": 0.000048,
      "durationMs": 1234,
      "status": "success",
      "traceId": "trc_xyz"
      }
      ]
      """;

  private final Path home;

  ExamplesTest(@TempDir Path home) throws IOException {
    this.home = home;
    write(home);
  }

  static void write(Path home) throws IOException {
    Homes.write(home, "settings.json", SETTINGS);
    Homes.write(home, "models.json", MODELS);
    Homes.write(home, "projects.json", PROJECTS);
    Homes.write(home, "users.json", USERS);
    Homes.write(home, "roles.json", ROLES);
    Homes.write(home, "usage.json", USAGE);
  }

  @Test
  void theyLoadWithWarningsForWhatLeadsNowhere() {
    try (FileHome opened = Homes.open(home)) {
      assertThat(opened.config().current().model("gpt-5-mini")).isPresent();
      assertThat(opened.config().current().project("my-app")).isPresent();
      assertThat(opened.config().current().role("billing-viewer")).isPresent();
      assertThat(opened.config().problems())
          .allMatch(problem -> problem.severity() == ConfigProblem.Severity.WARNING)
          .extracting(problem -> problem.file() + problem.pointer())
          .contains(
              "models.json/0/apiKey",
              "projects.json/0/models/1",
              "projects.json/0/members/0/userId",
              "projects.json/0/tokens/0/token",
              "users.json/0/passwordHash",
              "usage.json");
    }
  }

  @Test
  void aHomeWithAnAdministratorCountsAsSetUpFromThenOn() throws IOException {
    Homes.open(home).close();

    assertThat(Files.readString(Homes.config(home, "settings.json")))
        .contains("\"setupCompletedAt\": \"2026-03-01T12:00:00Z\"");
    assertThat(Files.readString(Homes.config(home, "settings.json.bak"))).isEqualTo(SETTINGS);
  }

  @Test
  void theUsageRecordIsRead() throws IOException {
    try (FileHome opened = Homes.open(home)) {
      UsageRecord record = opened.usage().get("use_abc123").orElseThrow();
      assertThat(record.cost().orElseThrow().total()).hasToString("0.000048");
      assertThat(record.tokens().total()).isEqualTo(192);
      assertThat(record.durationMs()).isEqualTo(1234);
      opened.usage().append(Records.record("use_2"));
    }
    assertThat(Files.readString(Homes.usage(home).resolveSibling("usage.json.bak")))
        .isEqualTo(USAGE);
    assertThat(Files.readAllLines(Homes.usage(home).resolveSibling("archive/usage-2024-01.json")))
        .hasSize(3);
    assertThat(Files.readAllLines(Homes.usage(home))).hasSize(3);
  }

  @Test
  void theySaveEqual() {
    RecordBinder binder = new RecordBinder();
    RecordWriter writer = new RecordWriter(true);
    try (FileHome opened = Homes.open(home)) {
      Configuration loaded = opened.config().current();
      assertThat(binder.readList(writer.write(loaded.models()), Model.class))
          .isEqualTo(loaded.models());
      assertThat(binder.readList(writer.write(loaded.projects()), Project.class))
          .isEqualTo(loaded.projects());
      assertThat(binder.read(writer.write(loaded.settings()), Settings.class))
          .isEqualTo(loaded.settings());
    }
    try (FileHome again = Homes.open(home)) {
      assertThat(again.config().current().users()).hasSize(1);
    }
  }

  @Test
  void anEditKeepsEveryFieldOfTheExamples() throws IOException {
    try (FileHome opened = Homes.open(home)) {
      opened
          .config()
          .edit(
              Actor.command("test"),
              current ->
                  current.withProjects(List.of(current.projects().get(0).withTokens(List.of()))));
    }
    assertThat(Files.readString(Homes.config(home, "projects.json")))
        .contains("\"limit\": 10.00")
        .contains("\"policies\": [\n            \"random\"")
        .contains("\"tokens\": [\n        ]");
    assertThat(Files.readString(Homes.config(home, "projects.json.bak"))).isEqualTo(PROJECTS);
    assertThat(Files.readString(Homes.config(home, "models.json"))).isEqualTo(MODELS);
  }
}
