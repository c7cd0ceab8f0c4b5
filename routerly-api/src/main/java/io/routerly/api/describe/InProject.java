package io.routerly.api.describe;

import io.routerly.domain.ProjectRole;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which role in the project of the path a resource method takes of those without {@code
 * projects:write}. The method itself looks after that.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface InProject {
  /** Returns the least role. */
  ProjectRole value();
}
