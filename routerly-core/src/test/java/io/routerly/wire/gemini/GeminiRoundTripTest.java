package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.Gemini.CODEC;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.wire.contract.GenAiTypes;
import jakarta.json.JsonObject;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GeminiRoundTripTest {
  @Provide
  Arbitrary<ChatRequest> requests() {
    return Conversations.requests();
  }

  @Provide
  Arbitrary<ChatAnswer> answers() {
    return Conversations.answers();
  }

  @Property(tries = 300)
  void aRequestIsReadAsItWasWritten(@ForAll("requests") ChatRequest request) {
    Losses losses = new Losses();

    ChatRequest read = CODEC.readRequest(CODEC.writeRequest(request, Gemini.OLDER, losses), losses);

    assertThat(read).isEqualTo(request);
    assertThat(losses.names(ChatField::plainName)).isEmpty();
  }

  @Property(tries = 300)
  void googlesOwnTypesKnowAndKeepAllOfARequest(@ForAll("requests") ChatRequest request) {
    JsonObject written = CODEC.writeRequest(request, Gemini.OLDER, new Losses());

    assertThat(GenAiTypes.through(written)).isEqualTo(GenAiTypes.plain(written));
  }

  @Property(tries = 300)
  void anAnswerIsReadAsItWasWritten(@ForAll("answers") ChatAnswer answer) {
    Losses losses = new Losses();

    ChatAnswer read =
        CODEC.readAnswer(CODEC.writeAnswer(answer, Gemini.frame(answer.id()), losses));

    assertThat(read).isEqualTo(answer);
    assertThat(losses.isEmpty()).isTrue();
  }

  @Property(tries = 300)
  void aStreamIsReadAsItWasWritten(@ForAll("answers") ChatAnswer answer) {
    byte[] stream = Gemini.stream(answer);

    assertThat(Gemini.assemble(Gemini.decode(stream, stream.length / 2))).isEqualTo(answer);
  }
}
