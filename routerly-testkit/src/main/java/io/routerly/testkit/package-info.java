/**
 * Fake providers on loopback sockets that speak the real wire formats and can be told to fail.
 *
 * <p>Start at the fake of the provider you need; every fake records the requests it got and plays
 * the {@link io.routerly.testkit.script.Script scripts} it was given. Test scope only.
 *
 * <pre>{@code
 * try (FakeOpenAi openAi = FakeOpenAi.start()) {
 *   openAi.next(Script.rateLimit(Duration.ofSeconds(1)), Script.text("Paris."));
 *   call(openAi.baseUrl(), openAi.apiKey());
 *   assertThat(openAi.requests()).hasSize(2);
 * }
 * }</pre>
 *
 * <p>Each provider is as strict as the real one about methods, keys, content types and required
 * fields; fields it does not know are recorded with the rest of the body, and pass, except with
 * those whose real one refuses them.
 */
@NullMarked
package io.routerly.testkit;

import org.jspecify.annotations.NullMarked;
