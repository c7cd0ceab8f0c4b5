package io.routerly.api.management;

import io.routerly.domain.WireName;

/** As what kind of file usage is given. */
enum UsageFormat implements WireName {
  CSV("text/csv; charset=utf-8"),
  JSONL("application/x-ndjson");

  private final String mediaType;

  UsageFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }
}
