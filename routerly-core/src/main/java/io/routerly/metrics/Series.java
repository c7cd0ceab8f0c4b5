package io.routerly.metrics;

import io.micrometer.core.instrument.Tags;
import io.routerly.domain.UsageRecord;

/**
 * Which records are counted together.
 *
 * @param project a slug
 * @param modelId the model that served, not the name that the client gave; empty for refusals
 * @param provider its provider
 * @param callType which API was called
 * @param status how the attempt ended
 */
record Series(String project, String modelId, String provider, String callType, String status) {
  static final String OTHER = "other";

  static Series of(UsageRecord record) {
    return new Series(
        record.projectSlug(),
        record.modelId(),
        record.provider(),
        record.callType().wireName(),
        record.status().wireName());
  }

  /** Returns the series of those for which there is no room. */
  Series folded() {
    return new Series(OTHER, OTHER, OTHER, callType, status);
  }

  Tags all() {
    return spender().and("call_type", callType, "status", status);
  }

  Tags spender() {
    return model().and("project", project);
  }

  Tags model() {
    return Tags.of("model", modelId, "provider", provider);
  }
}
