package io.routerly.pipeline;

import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.Settings;
import io.routerly.upstream.Timeouts;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds the four time-outs of a call: the model's word before the project's before the settings'.
 *
 * <p>The request's time-out bounds a buffered answer as a whole, and the wait for the first byte of
 * any answer; a stream that has begun may last as long as it goes on.
 */
final class CallTimeouts {
  private CallTimeouts() {}

  static Timeouts of(Settings settings, Project project, Model model, boolean stream) {
    return of(
        settings,
        model.timeoutMs().or(project::defaultTimeoutMs).orElse(settings.defaultTimeoutMs()),
        stream);
  }

  /** Returns those of a model by itself: what a project says is its own affair. */
  static Timeouts ofModel(Settings settings, Model model, boolean stream) {
    return of(settings, model.timeoutMs().orElse(settings.defaultTimeoutMs()), stream);
  }

  private static Timeouts of(Settings settings, int requestMs, boolean stream) {
    int firstByteMs = Math.min(requestMs, settings.firstByteTimeoutMs().orElse(requestMs));
    return new Timeouts(
        Duration.ofMillis(Math.min(settings.connectTimeoutMs(), requestMs)),
        Duration.ofMillis(firstByteMs),
        Duration.ofMillis(settings.idleTimeoutMs()),
        stream ? Optional.empty() : Optional.of(Duration.ofMillis(requestMs)));
  }
}
