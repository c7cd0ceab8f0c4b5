package io.routerly.api;

import java.util.Set;

/**
 * A body that an operation takes, and what may be different in it without making it wrong.
 *
 * @param operation such as {@code PUT /api/roles/{name}}
 * @param status of the answer to it
 * @param json the body
 * @param required pointers of what must not be missing
 * @param free pointers of what may hold anything, as clients of providers send it
 * @param open pointers of objects that may have any member
 * @param anyText pointers of texts that are compared with a secret rather than checked
 * @param nullRemoves whether a null stands for what is left out
 * @param mayBeEmpty whether the body may be left out
 * @param largest how many bytes it may have
 */
record GoodBody(
    String operation,
    int status,
    String json,
    Set<String> required,
    Set<String> free,
    Set<String> open,
    Set<String> anyText,
    boolean nullRemoves,
    boolean mayBeEmpty,
    int largest) {
  static final int USUAL = 1024 * 1024;
  static final int CREDENTIALS = 16 * 1024;

  static GoodBody of(String operation, int status, String json, String... required) {
    Set<String> none = Set.of();
    return new GoodBody(
        operation,
        status,
        json.replace('\'', '"'),
        Set.of(required),
        none,
        none,
        none,
        operation.startsWith("PATCH "),
        false,
        USUAL);
  }

  GoodBody free(String... pointers) {
    return new GoodBody(
        operation,
        status,
        json,
        required,
        Set.of(pointers),
        open,
        anyText,
        nullRemoves,
        mayBeEmpty,
        largest);
  }

  GoodBody open(String... pointers) {
    return new GoodBody(
        operation,
        status,
        json,
        required,
        free,
        Set.of(pointers),
        anyText,
        nullRemoves,
        mayBeEmpty,
        largest);
  }

  GoodBody credentials(String... pointers) {
    return new GoodBody(
        operation,
        status,
        json,
        required,
        free,
        open,
        Set.of(pointers),
        nullRemoves,
        mayBeEmpty,
        CREDENTIALS);
  }

  GoodBody withNullAsAbsent() {
    return new GoodBody(
        operation, status, json, required, free, open, anyText, true, mayBeEmpty, largest);
  }

  GoodBody orNothing() {
    return new GoodBody(
        operation, status, json, required, free, open, anyText, nullRemoves, true, largest);
  }

  GoodBody atMost(int bytes) {
    return new GoodBody(
        operation, status, json, required, free, open, anyText, nullRemoves, mayBeEmpty, bytes);
  }

  boolean requires(String pointer) {
    return required.contains(pointer);
  }

  boolean isFree(String pointer) {
    return free.stream().anyMatch(pointer::startsWith);
  }

  boolean isOpen(String object) {
    return open.contains(object) || isFree(object);
  }

  boolean takesAnyText(String pointer) {
    return anyText.contains(pointer);
  }
}
