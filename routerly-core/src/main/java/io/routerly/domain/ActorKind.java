package io.routerly.domain;

/** How the actor of an entry of the audit log is known. */
public enum ActorKind implements WireName {
  /** By a session, which began with a password or at an identity provider. */
  SESSION,
  /** By a personal access token. */
  TOKEN,
  /** By the header that a trusted proxy sets. */
  PROXY,
  /** By the set-up code. */
  SETUP,
  /** By being able to run commands on the home. */
  COMMAND,
  /** By being able to write the files of the home. */
  FILE
}
