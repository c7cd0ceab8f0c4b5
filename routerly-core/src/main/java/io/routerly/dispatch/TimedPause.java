package io.routerly.dispatch;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.upstream.CancelSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits in real time. */
public final class TimedPause implements Pause {
  @Override
  public void await(Duration duration, CancelSignal cancel) {
    CountDownLatch gone = new CountDownLatch(1);
    CancelSignal.Registration registration = cancel.onCancel(gone::countDown);
    try {
      if (gone.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new GatewayException(ErrorCode.CLIENT_GONE, "The client left.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorCode.OVERLOADED, "The gateway is stopping.", e);
    } finally {
      registration.close();
    }
  }
}
