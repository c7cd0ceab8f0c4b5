package io.routerly.dispatch;

import io.routerly.provider.ProviderRefusal;
import io.routerly.wire.AnswerWatch.ReportedError;
import io.routerly.wire.ErrorReader;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells whether a provider refused a prompt because it does not fit the model's context window.
 *
 * <p>OpenAI, Azure and Groq have a code for it, and so has llama.cpp's server. Others have but a
 * sentence under a status of 400 or 413; those that are known are listed here. Taking another
 * refusal for this one costs one attempt at a model with a larger window.
 */
final class ContextOverflow {
  private static final Set<String> CODES =
      Set.of("context_length_exceeded", "exceed_context_size_error");
  private static final Set<Integer> STATUSES = Set.of(400, 413, 422);
  private static final List<Pattern> SENTENCES =
      List.of(
          sentence("prompt is too long: \\d+ tokens"), // Anthropic
          sentence("exceed context limit"), // Anthropic, prompt and max_tokens together
          sentence("input token count .{0,40}exceeds the maximum"), // Gemini
          sentence("maximum (context|prompt) length is \\d+"), // vLLM, DeepSeek, xAI
          sentence("too large for model with \\d+ maximum context"), // Mistral
          sentence("too many tokens: "), // Cohere
          sentence("`inputs` tokens \\+ `max_new_tokens` must be")); // Together

  private ContextOverflow() {}

  private static Pattern sentence(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }

  static boolean isIn(ProviderRefusal refusal) {
    if (!STATUSES.contains(refusal.status())) {
      return false;
    }
    String code = ErrorReader.readBody(refusal.body()).map(ReportedError::code).orElse("");
    return CODES.contains(code)
        || SENTENCES.stream().anyMatch(known -> known.matcher(refusal.sentence()).find());
  }
}
