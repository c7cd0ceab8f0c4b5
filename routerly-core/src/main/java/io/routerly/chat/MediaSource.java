package io.routerly.chat;

/** Where the bytes of an image, a document or a recording are. */
public sealed interface MediaSource {
  /**
   * In the message itself.
   *
   * @param mediaType such as {@code image/png}
   * @param data the bytes in base64
   */
  record Base64(String mediaType, String data) implements MediaSource {
    @Override
    public String toString() {
      return "Base64[" + mediaType + ", " + data.length() + " characters]";
    }
  }

  /** At an address that is open to whoever is to read it. */
  record Url(String url) implements MediaSource {}

  /** In the message itself, as plain text. */
  record PlainText(String text) implements MediaSource {}

  /** In the files that were stored with one provider. */
  record FileId(Vendor vendor, String id) implements MediaSource {}
}
