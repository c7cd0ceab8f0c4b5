package io.routerly.api.proxy;

import io.routerly.api.http.ErrorAnswers;
import io.routerly.api.http.ErrorShape;
import io.routerly.bootstrap.BuiltIns;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonFactories;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.pipeline.ResponseHeaders;
import io.routerly.provider.ProviderRefusal;
import io.routerly.upstream.Header;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.ErrorReader;
import io.routerly.wire.WireCodec;
import io.routerly.wire.WireFormat;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Tells errors in the envelope of the API that was called: Anthropic's under {@code /messages},
 * OpenAI's elsewhere. What a provider said in that envelope is passed on as it came.
 */
public final class ProxyErrors {
  private static final String JSON = MediaType.APPLICATION_JSON;
  private static final Pattern PROJECT_PATH = Pattern.compile("projects/[^/]+/v1(?:/.*)?");

  private final WireCodec openAi;
  private final WireCodec anthropic;

  public ProxyErrors(WireCodec openAi, WireCodec anthropic) {
    this.openAi = openAi;
    this.anthropic = anthropic;
  }

  /** Returns those with the built-in codecs. */
  public static ProxyErrors builtIn() {
    return new ProxyErrors(codec(WireFormat.OPENAI_CHAT), codec(WireFormat.ANTHROPIC_MESSAGES));
  }

  private static WireCodec codec(WireFormat format) {
    return BuiltIns.clientCodecs().stream()
        .filter(codec -> codec.format() == format)
        .findFirst()
        .orElseThrow();
  }

  /** Returns how the framework's own errors look on the proxy's paths. */
  public List<ErrorShape> shapes() {
    return List.of(
        shape(path -> isProxy(path) && isMessages(path), anthropic),
        shape(ProxyErrors::isProxy, openAi));
  }

  private static ErrorShape shape(Predicate<String> paths, WireCodec codec) {
    return new ErrorShape() {
      @Override
      public boolean fits(String path) {
        return paths.test(path);
      }

      @Override
      public JsonObject body(GatewayException error) {
        return parse(codec.errorBody(error.status(), error.code().wireName(), error.sentence()));
      }
    };
  }

  private static boolean isProxy(String path) {
    return path.equals("v1") || path.startsWith("v1/") || PROJECT_PATH.matcher(path).matches();
  }

  private static boolean isMessages(String path) {
    return path.endsWith("v1/messages") || path.contains("v1/messages/");
  }

  /** Returns the whole answer that tells of {@code error} on that path. */
  Response answer(String path, GatewayException error) {
    if (error instanceof ProviderRefusal refusal) {
      return refusal(path, refusal);
    }
    Response.ResponseBuilder answer = Response.status(error.status());
    ErrorAnswers.headers(error).forEach(answer::header);
    byte[] body = codec(path).errorBody(error.status(), error.code().wireName(), error.sentence());
    return finish(answer, body, JSON);
  }

  private Response refusal(String path, ProviderRefusal refusal) {
    Response.ResponseBuilder answer = Response.status(refusal.status());
    List<Header> passedOn = ResponseHeaders.passedOnWithErrors(refusal.headers());
    passedOn.forEach(header -> answer.header(header.name(), header.value()));
    if (passedOn.stream().noneMatch(header -> header.name().equalsIgnoreCase("retry-after"))) {
      refusal.retryAfter().ifPresent(wait -> answer.header("Retry-After", wholeSeconds(wait)));
    }
    byte[] said = refusal.body();
    return finish(
        answer, isInEnvelope(path, refusal, said) ? said : rewrapped(path, refusal, said), JSON);
  }

  /** What the provider of the client's own format said in that format is passed on as it came. */
  private static boolean isInEnvelope(String path, ProviderRefusal refusal, byte[] said) {
    boolean anthropic = refusal.format() == WireFormat.ANTHROPIC_MESSAGES;
    boolean sameFormat =
        refusal.format() == WireFormat.OPAQUE
            || (refusal.format() != WireFormat.GEMINI && anthropic == isMessages(path));
    return sameFormat && said.length > 0 && said[0] == '{' && hasErrorObject(said);
  }

  private static boolean hasErrorObject(byte[] said) {
    try {
      return JsonTrees.object(said).get("error") instanceof JsonObject;
    } catch (JsonSyntaxException e) {
      return false;
    }
  }

  private byte[] rewrapped(String path, ProviderRefusal refusal, byte[] said) {
    String code =
        ErrorReader.readBody(said).map(AnswerWatch.ReportedError::code).orElse("provider_error");
    return codec(path).errorBody(refusal.status(), code, refusal.sentence());
  }

  private static long wholeSeconds(Duration wait) {
    return wait.plusNanos(999_999_999).toSeconds();
  }

  private static Response finish(Response.ResponseBuilder answer, byte[] body, String type) {
    return answer.type(type).header("Content-Length", body.length).entity(body).build();
  }

  private WireCodec codec(String path) {
    return isMessages(path) ? anthropic : openAi;
  }

  private static JsonObject parse(byte[] json) {
    try (JsonReader reader = JsonFactories.READERS.createReader(new ByteArrayInputStream(json))) {
      return reader.readObject();
    }
  }
}
