package io.routerly.api.http;

import io.routerly.domain.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks what a signed-in user may call who holds at least one of these permissions. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RequiresPermission {
  /** Returns the permissions, one of which is needed. */
  Permission[] value();
}
