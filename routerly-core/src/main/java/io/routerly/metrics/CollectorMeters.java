package io.routerly.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * How often and how long garbage is collected. Asked for when the figures are read: Micrometer's
 * own meters listen to the collectors, and listeners outlive an application that is undeployed.
 */
final class CollectorMeters {
  private static final double MILLIS = 1_000;

  private CollectorMeters() {}

  static void bindTo(MeterRegistry registry) {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      FunctionCounter.builder(
              "jvm.gc.collections", collector, bean -> notNegative(bean.getCollectionCount()))
          .description("Collections of garbage")
          .tag("gc", collector.getName())
          .register(registry);
      FunctionCounter.builder(
              "jvm.gc.time", collector, bean -> notNegative(bean.getCollectionTime()) / MILLIS)
          .description("Time spent on collecting garbage")
          .baseUnit("seconds")
          .tag("gc", collector.getName())
          .register(registry);
    }
  }

  /** A collector that does not know says -1. */
  private static double notNegative(long value) {
    return Math.max(0, value);
  }
}
