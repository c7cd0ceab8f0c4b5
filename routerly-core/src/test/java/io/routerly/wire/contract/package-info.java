/**
 * The contract of translation: what every pair of formats carries, stated in the formats' own JSON.
 *
 * <p>The cases are data, in the resources beside this package: {@link
 * io.routerly.wire.contract.Feature} reads them. Expectations are about the bytes that a provider
 * or a client gets, never about what our own readers make of them.
 *
 * <p>For Gemini the types and the client of Google's own SDK say whether requests and answers are
 * understood as Google means them: {@link io.routerly.wire.contract.GenAiRequestTest}, {@link
 * io.routerly.wire.contract.GenAiAnswerTest} and {@link io.routerly.wire.contract.GenAiClientTest},
 * which are about the same cases and the test kit's fake.
 */
@NullMarked
package io.routerly.wire.contract;

import org.jspecify.annotations.NullMarked;
