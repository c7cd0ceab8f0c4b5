package io.routerly.api.http;

import io.routerly.domain.Permission;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may call a resource method, as its annotations declare it.
 *
 * @param needsSession whether the caller must be signed in
 * @param inPerson whether the caller must be in a session, and no program with an access token
 * @param oneOf permissions, one of which the caller must hold; empty where signing in is enough
 */
record AccessRule(boolean needsSession, boolean inPerson, Set<Permission> oneOf) {
  private static final AccessRule NO_SESSION = new AccessRule(false, false, Set.of());

  /**
   * Returns the rule of that method.
   *
   * @throws IllegalStateException if the method does not declare exactly one
   */
  static AccessRule of(Class<?> resource, Method method) {
    boolean proxy = isProxyCall(resource) || isProxyCall(method);
    boolean open = method.isAnnotationPresent(Public.class);
    @Nullable SignedIn signedIn = method.getAnnotation(SignedIn.class);
    RequiresPermission required = method.getAnnotation(RequiresPermission.class);
    long declared =
        List.of(proxy, open, signedIn != null, required != null).stream().filter(b -> b).count();
    if (declared != 1 || (required != null && required.value().length == 0)) {
      throw new IllegalStateException(
          resource.getSimpleName()
              + "."
              + method.getName()
              + " must say who may call it, with exactly one of @Public, @SignedIn,"
              + " @RequiresPermission and @ProxyCall");
    }
    return proxy || open
        ? NO_SESSION
        : new AccessRule(
            true,
            signedIn != null && signedIn.inPerson(),
            required == null ? Set.of() : Set.of(required.value()));
  }

  /**
   * Checks every method of a resource that requests can reach.
   *
   * @throws IllegalStateException if one of them declares nothing
   */
  static void requireDeclared(Class<?> resource) {
    Arrays.stream(resource.getMethods())
        .filter(AccessRule::isReachable)
        .forEach(method -> of(resource, method));
  }

  private static boolean isReachable(Method method) {
    return method.isAnnotationPresent(Path.class)
        || Arrays.stream(method.getAnnotations())
            .anyMatch(a -> a.annotationType().isAnnotationPresent(HttpMethod.class));
  }

  private static boolean isProxyCall(AnnotatedElement element) {
    return element.isAnnotationPresent(ProxyCall.class);
  }
}
