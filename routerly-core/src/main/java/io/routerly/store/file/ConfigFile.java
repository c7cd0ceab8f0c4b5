package io.routerly.store.file;

import java.util.Arrays;
import java.util.Optional;

/** The files that make up the configuration, in the order in which an edit prefers to write. */
enum ConfigFile {
  ROLES("roles.json"),
  MODELS("models.json"),
  PROJECTS("projects.json"),
  USERS("users.json"),
  SETTINGS("settings.json");

  private final String fileName;

  ConfigFile(String fileName) {
    this.fileName = fileName;
  }

  String fileName() {
    return fileName;
  }

  static Optional<ConfigFile> named(String fileName) {
    return Arrays.stream(values()).filter(file -> file.fileName.equals(fileName)).findFirst();
  }

  @Override
  public String toString() {
    return fileName;
  }
}
