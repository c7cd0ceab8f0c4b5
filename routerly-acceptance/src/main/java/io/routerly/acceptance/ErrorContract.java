package io.routerly.acceptance;

import static io.routerly.acceptance.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.models.messages.MessageCreateParams;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.routerly.testkit.script.Script;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Errors of the gateway and of providers, in the envelope of the client's API. */
public interface ErrorContract extends OnSite {
  @Test
  default void passesAProvidersRefusalOnToOpenAisSdk() {
    site().openAi().next(Script.error(400, "The fake does not like this."));
    assertThatThrownBy(() -> site().openAiSdk().chat().completions().create(chat()))
        .isInstanceOf(com.openai.errors.BadRequestException.class)
        .hasMessageContaining("The fake does not like this.");
  }

  @Test
  default void passesAProvidersRefusalOnToAnthropicsSdk() {
    site().anthropic().next(Script.error(400, "The fake does not like this."));
    assertThatThrownBy(() -> site().anthropicSdk().messages().create(message()))
        .isInstanceOf(com.anthropic.errors.BadRequestException.class)
        .hasMessageContaining("The fake does not like this.");
  }

  @Test
  default void refusesAWrongTokenInTheEnvelopeOfEachSdk() {
    String wrong = "sk-rt-" + "x".repeat(51);
    assertThatThrownBy(() -> site().openAiSdk(wrong).chat().completions().create(chat()))
        .isInstanceOf(com.openai.errors.UnauthorizedException.class);
    assertThatThrownBy(() -> site().anthropicSdk(wrong).messages().create(message()))
        .isInstanceOf(com.anthropic.errors.UnauthorizedException.class);
  }

  @Test
  default void answersEachOfManyWrongTokensAtOnce() {
    String wrong = "sk-rt-" + "x".repeat(51);
    List<CompletableFuture<Integer>> proxy =
        many(() -> site().visitor().with(wrong).get("v1/models").statusCode());
    List<CompletableFuture<Integer>> management =
        many(() -> site().visitor().with(wrong).get("api/me").statusCode());
    assertThat(proxy).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(401));
    assertThat(management).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(401));
    assertThat(site().openAiScript().get("v1/models").statusCode()).isEqualTo(200);
  }

  private static List<CompletableFuture<Integer>> many(Supplier<Integer> call) {
    return Stream.generate(() -> CompletableFuture.supplyAsync(call)).limit(300).toList();
  }

  @Test
  default void answersWrongPathsOfTheManagementApiInItsEnvelope() {
    HttpResponse<String> answer = site().visitor().get("api/nothing/here");
    assertThat(json(answer, 404).getString("error")).isEqualTo("not_found");
    assertThat(answer.headers().firstValue("x-routerly-error")).contains("not_found");
  }

  @Test
  default void answersUnknownModelsInTheEnvelopeOfTheProxy() {
    String call =
        "{\"model\": \"nowhere\", \"messages\": [{\"role\": \"user\", \"content\": \"\"}]}";
    HttpResponse<String> answer = site().openAiScript().post("v1/chat/completions", call);
    assertThat(json(answer, 404).getJsonObject("error").getString("code"))
        .isEqualTo("model_not_found");
  }

  @Test
  default void refusesProxyPathsWithoutATokenInTheEnvelopeOfTheProxy() {
    HttpResponse<String> openAi = site().visitor().post("v1/nothing/here", "{}");
    assertThat(json(openAi, 401).getJsonObject("error").getString("message")).isNotEmpty();
    HttpResponse<String> anthropic = site().visitor().post("v1/messages", "{}");
    assertThat(json(anthropic, 401).getString("type")).isEqualTo("error");
  }

  private static ChatCompletionCreateParams chat() {
    return ChatCompletionCreateParams.builder()
        .model(Site.OPENAI_MODEL)
        .addUserMessage("Hello")
        .build();
  }

  private static MessageCreateParams message() {
    return MessageCreateParams.builder()
        .model(Site.ANTHROPIC_MODEL)
        .maxTokens(10)
        .addUserMessage("Hello")
        .build();
  }
}
