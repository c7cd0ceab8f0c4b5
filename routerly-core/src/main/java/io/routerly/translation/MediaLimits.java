package io.routerly.translation;

import java.time.Duration;

/**
 * How much may be fetched for one request.
 *
 * @param files most files
 * @param bytesPerFile largest file, in bytes
 * @param bytesPerRequest most bytes of all files together
 * @param connect longest time until a server is reached
 * @param total longest time for all files together, each from its start to its end
 */
record MediaLimits(
    int files, int bytesPerFile, int bytesPerRequest, Duration connect, Duration total) {
  private static final int MEGABYTE = 1024 * 1024;

  /** What providers take is smaller, by and large; and a call lasts 30 seconds, by default. */
  static final MediaLimits USUAL =
      new MediaLimits(
          20, 20 * MEGABYTE, 50 * MEGABYTE, Duration.ofSeconds(5), Duration.ofSeconds(20));
}
