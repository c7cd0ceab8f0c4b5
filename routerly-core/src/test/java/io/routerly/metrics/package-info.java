@org.jspecify.annotations.NullMarked
package io.routerly.metrics;
