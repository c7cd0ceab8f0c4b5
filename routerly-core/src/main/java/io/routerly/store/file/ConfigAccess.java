package io.routerly.store.file;

/**
 * What it takes to read, check and write the configuration of one home.
 *
 * @param layout where the files lie
 * @param files reads and replaces them
 * @param text turns them into values and back
 * @param checks says what is wrong between them
 * @param sealing encrypts secrets in clear text
 */
record ConfigAccess(
    HomeLayout layout, DurableFiles files, ConfigText text, ConfigChecks checks, Sealing sealing) {

  static ConfigAccess of(
      HomeLayout layout,
      DurableFiles files,
      KnownNames names,
      Secrets secrets,
      boolean administratorRequired) {
    ConfigText text = new ConfigText();
    ConfigChecks checks = new ConfigChecks(names, secrets, administratorRequired);
    return new ConfigAccess(layout, files, text, checks, new Sealing(secrets, text));
  }
}
