package io.routerly.acceptance;

/** A set of tests of a gateway that was set up. */
public interface OnSite {
  /** Returns the gateway, the same for all tests. */
  Site site();
}
