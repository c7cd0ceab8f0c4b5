package io.routerly.provider.demo;

import java.util.List;

/** Writes the demo answer in one wire format. */
interface DemoFormat {
  /** Returns the answer as one JSON text. */
  String whole();

  /** Returns the answer as Server-Sent Events, one string each, blank lines included. */
  List<String> events();
}
