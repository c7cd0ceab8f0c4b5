package io.routerly.health;

/** What the end of an attempt says of the model that was asked. */
public enum Ending {
  /** It answered. */
  SUCCESS,
  /** It, or the way to it, failed. */
  FAILURE,
  /** It has had more calls than it takes. */
  RATE_LIMITED,
  /** It does not take the key, and no other one is left. */
  KEY_REFUSED,
  /** It does not take the key, and there are others that it may take. */
  ONE_KEY_REFUSED,
  /** It refused what the request says, and is well for all that is known. */
  REQUEST_REFUSED,
  /** Another model was faster, though this one had had its time: it is slow, or hangs. */
  OVERTAKEN,
  /** Nothing: the client left, or the gateway itself failed. */
  NOTHING
}
