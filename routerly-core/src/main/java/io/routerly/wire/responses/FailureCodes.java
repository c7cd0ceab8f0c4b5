package io.routerly.wire.responses;

import io.routerly.wire.ErrorStatus;
import java.util.Set;

/**
 * The codes of a response that failed. Clients decide by them whether to wait, to shorten the
 * conversation or to give up, so that a provider's own is kept where this format has it.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/object">the codes of the
 *     reference</a>
 */
final class FailureCodes {
  static final String SERVER_ERROR = "server_error";

  private static final String RATE_LIMIT = "rate_limit_exceeded";

  /** Those of the reference, and the last four, which OpenAI sends beside them. */
  private static final Set<String> KNOWN =
      Set.of(
          SERVER_ERROR,
          RATE_LIMIT,
          "invalid_prompt",
          "data_residency_mismatch",
          "bio_policy",
          "misalignment_policy_violation",
          "vector_store_timeout",
          "invalid_image",
          "invalid_image_format",
          "invalid_base64_image",
          "invalid_image_url",
          "image_too_large",
          "image_too_small",
          "image_parse_error",
          "image_content_policy_violation",
          "invalid_image_mode",
          "image_file_too_large",
          "unsupported_image_media_type",
          "empty_image_file",
          "failed_to_download_image",
          "image_file_not_found",
          "context_length_exceeded",
          "insufficient_quota",
          "usage_not_included",
          "server_is_overloaded");

  private FailureCodes() {}

  /** Returns the code that clients are told for one of a provider, or of the gateway. */
  static String of(String code) {
    if (KNOWN.contains(code)) {
      return code;
    }
    return ErrorStatus.of(code) == 429 ? RATE_LIMIT : SERVER_ERROR;
  }
}
