package io.routerly.dispatch;

import io.routerly.provider.ProviderCall;
import io.routerly.translation.Translation;
import io.routerly.wire.AnswerWatch;
import java.util.List;
import java.util.Optional;

/**
 * One attempt's request as it goes to its provider, and what is done with the answer.
 *
 * @param call the request in the provider's format
 * @param watch looks at the provider's answer
 * @param translation takes the answer back into the client's format; absent: it passes as it comes
 * @param dropUsageChunk whether the usage chunk is kept from the client
 * @param dropped what of the client's request is lost, in its words
 */
record Leg(
    ProviderCall call,
    AnswerWatch watch,
    Optional<Translation> translation,
    boolean dropUsageChunk,
    List<String> dropped) {}
