package io.routerly.domain;

/** How much the service logs. */
public enum LogLevel implements WireName {
  ERROR,
  WARN,
  INFO,
  DEBUG,
  TRACE
}
