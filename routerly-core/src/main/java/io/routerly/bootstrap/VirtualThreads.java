package io.routerly.bootstrap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that cost next to nothing, where Java has them: from 21 on. */
public final class VirtualThreads {
  private static final Optional<MethodHandle> EXECUTOR = find();

  private VirtualThreads() {}

  /** Goes through a method handle, as the code is compiled for Java 17. */
  private static Optional<MethodHandle> find() {
    try {
      return Optional.of(
          MethodHandles.publicLookup()
              .findStatic(
                  Executors.class,
                  "newVirtualThreadPerTaskExecutor",
                  MethodType.methodType(ExecutorService.class)));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return Optional.empty();
    }
  }

  /** Returns whether there are such threads. */
  public static boolean areThere() {
    return EXECUTOR.isPresent();
  }

  /** Returns a new executor that has one for each task, if there are any; the caller ends it. */
  public static Optional<ExecutorService> executor() {
    return EXECUTOR.map(VirtualThreads::invoke);
  }

  private static ExecutorService invoke(MethodHandle handle) {
    try {
      return (ExecutorService) handle.invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("This Java offers virtual threads but cannot make them", e);
    }
  }
}
