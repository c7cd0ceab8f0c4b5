package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.auth.Caller;
import io.routerly.budget.OpenGate;
import io.routerly.domain.CallType;
import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.domain.Project;
import io.routerly.domain.UsageRecord;
import io.routerly.health.Learnt;
import io.routerly.provider.Dialect;
import io.routerly.provider.HttpProviderAdapter;
import io.routerly.provider.ProviderAdapter;
import io.routerly.provider.ProviderAnswer;
import io.routerly.provider.ProviderCall;
import io.routerly.routing.TraceLog;
import io.routerly.secret.Credential;
import io.routerly.secret.ModelKeys;
import io.routerly.secret.UsableKey;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.http.Header;
import io.routerly.testkit.script.Gate;
import io.routerly.testkit.script.Script;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.SocketUpstreamClient;
import io.routerly.upstream.UpstreamSettings;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A provider over loopback that sends its header at once, and thinks for twenty seconds by the
 * clock of the test before the first byte of the answer.
 */
class FirstByteTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration THINKING = Duration.ofSeconds(20);
  private static final Model MODEL = Models.named("a");
  private static final io.routerly.upstream.Header JSON =
      new io.routerly.upstream.Header("content-type", "application/json");

  private final SocketUpstreamClient upstream =
      SocketUpstreamClient.create(UpstreamSettings.DEFAULTS);
  private final FakeOpenAi fake = FakeOpenAi.start();
  private final AtomicLong clock = new AtomicLong();
  private final CountDownLatch headCame = new CountDownLatch(1);
  private final MemoryLedger ledger = new MemoryLedger();

  @AfterEach
  void close() {
    fake.close();
    upstream.close();
  }

  /** Tells when the header of an answer is there. */
  private final class Noticing implements ProviderAdapter {
    private final ProviderAdapter real =
        new HttpProviderAdapter(
            Dialect.openAi("fake").at(fake.baseUrl()).withOptionalKey().build(), upstream);

    @Override
    public String id() {
      return real.id();
    }

    @Override
    public Optional<Dialect> dialectFor(Model model) {
      return real.dialectFor(model);
    }

    @Override
    public ProviderAnswer open(ProviderCall call, UsableKey key) {
      ProviderAnswer answer = real.open(call, key);
      headCame.countDown();
      return answer;
    }
  }

  private Pipeline pipeline(Project project) {
    Learnt learnt = Learnt.nothing(clock::get, model -> ModelKeys.NONE.ids());
    return Line.pipeline(
        new Line.Surroundings(
            MemoryConfig.of(List.of(MODEL), project),
            new OpenGate(Line.NOW),
            ledger,
            new TraceBook(new TraceLog(1), new MemoryTraces()),
            learnt,
            model -> ModelKeys.of(UsableKey.only(new Credential(fake.apiKey()))),
            () -> 0,
            clock::get,
            time -> {},
            (delay, hedge) -> () -> {}),
        new Noticing(),
        List.of());
  }

  private static ProxyRequest request(Caller caller, WireFormat format, boolean stream) {
    byte[] body =
        "{\"model\":\"a\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
            .formatted(stream)
            .getBytes(StandardCharsets.UTF_8);
    return new ProxyRequest(
        "trc_a",
        Line.NOW,
        caller,
        format == WireFormat.OPAQUE ? CallType.PASSTHROUGH : CallType.CHAT,
        format,
        "POST",
        "/chat/completions",
        "",
        List.of(JSON),
        body,
        RequestScanner.scan(WireFormat.OPENAI_CHAT, body),
        new CancelSignal(),
        false,
        Optional.empty());
  }

  private void serve(WireFormat format, boolean stream) {
    Project project = Values.project(List.of(), "a");
    Caller caller = new Caller(project, project.tokens().get(0));
    try {
      pipeline(project)
          .serve(request(caller, format, stream))
          .body()
          .writeTo(new ByteArrayOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}, stream: {1}")
  @CsvSource({"OPENAI_CHAT, true", "OPENAI_CHAT, false", "OPAQUE, false"})
  void theTimeToTheFirstByteIsThatOfTheAnswerAndNotOfItsHeader(WireFormat format, boolean stream)
      throws InterruptedException, ExecutionException, TimeoutException {
    Gate gate = new Gate();
    Script script =
        format == WireFormat.OPAQUE
            ? Script.respond(200, "sound", new Header("content-type", "audio/mpeg"))
            : Script.answer();
    fake.next(script.hangBeforeBody(gate));

    CompletableFuture<Void> call = CompletableFuture.runAsync(() -> serve(format, stream));
    assertThat(headCame.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    gate.awaitReached(PATIENCE);
    clock.addAndGet(THINKING.toNanos());
    gate.open();
    call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertThat(ledger.records())
        .extracting(UsageRecord::ttftMs)
        .containsExactly(Optional.of(THINKING.toMillis()));
  }
}
