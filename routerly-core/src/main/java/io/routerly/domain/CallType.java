package io.routerly.domain;

/** Which kind of call a usage record tells of. */
public enum CallType implements WireName {
  CHAT,
  RESPONSES,
  MESSAGES,
  PASSTHROUGH,
  ROUTING
}
