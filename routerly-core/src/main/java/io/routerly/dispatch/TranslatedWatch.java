package io.routerly.dispatch;

import io.routerly.chat.TokenUsage;
import io.routerly.translation.StreamTranslation;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.sse.SseEvent;
import java.util.Optional;

/** Looks at a provider's stream, and speaks to the client in the format that the client has. */
record TranslatedWatch(AnswerWatch provider, StreamTranslation translation) implements AnswerWatch {
  @Override
  public void body(byte[] body) {
    provider.body(body);
  }

  @Override
  public EventKind event(SseEvent event) {
    return provider.event(event);
  }

  @Override
  public Optional<TokenUsage> usage() {
    return provider.usage();
  }

  @Override
  public boolean usageInDoubt() {
    return provider.usageInDoubt();
  }

  @Override
  public Optional<ReportedError> error() {
    return provider.error();
  }

  @Override
  public boolean isWholeAtEnd() {
    return provider.isWholeAtEnd();
  }

  @Override
  public long generatedCharacters() {
    return provider.generatedCharacters();
  }

  @Override
  public byte[] signOfLife() {
    return translation.signOfLife();
  }

  @Override
  public byte[] failureEvent(String code, String message) {
    return translation.failure(code, message);
  }
}
