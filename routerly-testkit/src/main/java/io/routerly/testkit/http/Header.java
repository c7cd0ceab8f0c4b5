package io.routerly.testkit.http;

/** One header line in the case it had on the wire. */
public record Header(String name, String value) {}
