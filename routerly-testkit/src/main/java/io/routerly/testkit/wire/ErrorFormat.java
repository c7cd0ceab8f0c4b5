package io.routerly.testkit.wire;

import jakarta.json.JsonValue;

/** The error envelope of one provider. */
public interface ErrorFormat {
  /** Returns the envelope, as it stands in a body or, for some formats, in a stream. */
  JsonValue envelope(ApiError error);

  /** Returns the whole refusal, headers included. */
  Answer refusal(ApiError error);
}
