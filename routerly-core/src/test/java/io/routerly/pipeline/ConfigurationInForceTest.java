package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.auth.Caller;
import io.routerly.domain.Actor;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.Resilience;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an administrator changes between a caller's authentication and the end of its body. */
class ConfigurationInForceTest {
  private static final String ANY = "{\"model\":\"auto\",\"messages\":[]}";

  private final Line line =
      new Line(
          MemoryConfig.of(
              List.of(Values.model("old"), Values.model("new")), Values.project(List.of(), "old")));

  @Test
  void servesACallByTheModelsThatTheProjectHasWhenTheBodyIsRead() {
    Caller early = line.caller();
    replaceModels("new");

    line.serve(Line.chat(early, ANY));

    assertThat(line.provider.models()).containsExactly("new");
  }

  @Test
  void keepsNothingOfASlowCallForTheCallsAfterIt() {
    Caller early = line.caller();
    replaceModels("new");
    line.serve(Line.chat(early, ANY));

    line.chat(ANY);

    assertThat(line.provider.models()).containsExactly("new", "new");
  }

  @Test
  void followsAProjectThatWasRenamed() {
    Caller early = line.caller();
    line.config.edit(
        Actor.command("test"),
        state ->
            state.withProjects(
                List.of(
                    new Project(
                        "proj_a",
                        "A",
                        "another",
                        early.project().defaultTimeoutMs(),
                        List.of(),
                        List.of("new"),
                        early.project().modelSelection(),
                        early.project().tokens(),
                        List.of(),
                        List.of(),
                        Resilience.DEFAULT))));

    line.serve(Line.chat(early, ANY));

    assertThat(line.ledger.records().get(0).projectSlug()).isEqualTo("another");
  }

  @Test
  void refusesACallerWhoseTokenIsGoneOrWasRotated() {
    Caller early = line.caller();

    setTokens();
    assertRefused(early);
    setTokens(Values.token("tok_a", "HASHED:second"));
    assertRefused(early);
  }

  @Test
  void refusesACallerWhoseProjectIsGone() {
    Caller early = line.caller();
    line.config.edit(Actor.command("test"), state -> state.withProjects(List.of()));

    assertRefused(early);
  }

  private void assertRefused(Caller caller) {
    assertThatThrownBy(() -> line.serve(Line.chat(caller, ANY)))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_API_KEY));
    assertThat(line.provider.calls()).isEmpty();
  }

  private void replaceModels(String... models) {
    line.config.edit(
        Actor.command("test"),
        state -> state.withProjects(List.of(Values.project(List.of(), models))));
  }

  private void setTokens(ProjectToken... tokens) {
    line.config.edit(
        Actor.command("test"),
        state -> state.withProjects(List.of(state.projects().get(0).withTokens(List.of(tokens)))));
  }
}
