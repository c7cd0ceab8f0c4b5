package io.routerly.api.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what every signed-in user may call; what they see of it depends on their projects and
 * permissions, and the method itself looks after that.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SignedIn {
  /**
   * Returns whether it takes a person in a session, so that no program with an access token may
   * call it: what changes credentials is of this kind.
   */
  boolean inPerson() default false;
}
