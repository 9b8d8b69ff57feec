package dev.carillon.app;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The signals that ask a process to end.
 *
 * <p>A shutdown hook hears the first one only, and the second must end a process that is still
 * draining. {@code sun.misc.Signal} of the module jdk.unsupported hears all; the compiler warns of
 * any direct use in a way that can't be answered, so it is called by method handles.
 */
final class Signals {
  private Signals() {}

  /** From now on runs {@code action} on a thread of its own at each SIGTERM and SIGINT. */
  static void onEnd(Runnable action) {
    handle("TERM", action);
    handle("INT", action);
  }

  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodHandle run =
          lookup
              .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
              .bindTo(action);
      Object listener =
          MethodHandleProxies.asInterfaceInstance(
              handler, MethodHandles.dropArguments(run, 0, signal));
      Object made =
          lookup
              .findConstructor(signal, MethodType.methodType(void.class, String.class))
              .invoke(name);
      lookup
          .findStatic(signal, "handle", MethodType.methodType(handler, signal, handler))
          .invokeWithArguments(made, listener);
    } catch (Throwable problem) {
      throw new IllegalStateException("signal: " + name + " (expected: can be heard)", problem);
    }
  }
}
