package io.routerly.api.proxy;

import static java.util.Objects.requireNonNull;

import io.routerly.domain.ModelSelection;
import io.routerly.testkit.FakeProvider;
import io.routerly.testkit.http.RecordedRequest;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** One gateway with a model at a fake of every provider's format, and every official SDK. */
final class TranslationBench implements AutoCloseable {
  private final RunningProxy proxy;
  private final Map<Backend, FakeProvider> fakes = new EnumMap<>(Backend.class);
  private final Map<ClientApi, SdkClient> sdks = new EnumMap<>(ClientApi.class);

  TranslationBench(Path home) {
    proxy = new RunningProxy(home);
    for (Backend backend : Backend.values()) {
      FakeProvider fake = backend.start();
      fakes.put(backend, fake);
      backend.addTo(proxy, fake);
    }
    proxy.routing(ModelSelection.REQUIRE);
    for (ClientApi api : ClientApi.values()) {
      sdks.put(api, api.sdk(proxy));
    }
  }

  /** Returns every client's format with every provider's. */
  static Stream<Arguments> pairs() {
    return Stream.of(ClientApi.values())
        .flatMap(
            client -> Stream.of(Backend.values()).map(backend -> Arguments.of(client, backend)));
  }

  /** Returns the same, buffered and streamed. */
  static Stream<Arguments> ways() {
    return pairs()
        .flatMap(
            pair ->
                Stream.of(false, true)
                    .map(streamed -> Arguments.of(pair.get()[0], pair.get()[1], streamed)));
  }

  RunningProxy proxy() {
    return proxy;
  }

  FakeProvider fake(Backend backend) {
    return requireNonNull(fakes.get(backend));
  }

  SdkClient sdk(ClientApi client) {
    return requireNonNull(sdks.get(client));
  }

  /** Returns the body of the last request that the provider saw. */
  JsonObject lastBody(Backend backend) {
    List<RecordedRequest> seen = fake(backend).requests();
    return seen.get(seen.size() - 1).json();
  }

  /** Returns the last thing that the provider was told. */
  Transcript told(Backend backend) {
    return backend.transcript(lastBody(backend));
  }

  @Override
  public void close() {
    sdks.values().forEach(SdkClient::close);
    proxy.close();
    fakes.values().forEach(FakeProvider::close);
  }
}
