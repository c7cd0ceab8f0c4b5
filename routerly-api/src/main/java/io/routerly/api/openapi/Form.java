package io.routerly.api.openapi;

/** In which form a record stands in JSON. */
enum Form {
  /** Written by the service: only what has no value is left out. */
  ANSWER,
  /** Sent by a client: what has a default may be left out. */
  REQUEST,
  /** Sent by a client as a merge patch: everything may be left out, and null takes away. */
  PATCH
}
