package io.routerly.api.describe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what a resource method answers when all is well. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Answers {
  /** Returns the record whose components are the fields of the answer. */
  Class<? extends Record> value() default Nothing.class;

  /** Returns the status; 0: 200, or 204 where nothing is answered. */
  int status() default 0;

  /** Returns whether the answer is a list of such records, with the length of the whole. */
  boolean list() default false;

  /** Returns whether the answer has an {@code ETag}; {@code If-None-Match} is honoured by GET. */
  boolean tagged() default false;

  /** Returns whether {@code If-Match} is honoured. */
  boolean conditional() default false;

  /** Returns the types of an answer that is no record. */
  String[] media() default {};

  /** Returns headers of the answer, each with its meaning, as {@code name: meaning}. */
  String[] headers() default {};

  /** There is no body, or none that a record describes. */
  record Nothing() {}
}
