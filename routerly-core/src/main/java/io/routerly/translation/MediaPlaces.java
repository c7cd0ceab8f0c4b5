package io.routerly.translation;

import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.WireFormat;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Which of the files that a request names by URL have to come in it, since its provider would not
 * have them otherwise.
 *
 * @param format the format that the request is written in; Chat Completions has images by URL, but
 *     no other files
 * @param traits how the provider's API differs from it
 * @param isListed whether the settings list the host of a URL: a private one, which no provider
 *     elsewhere reaches
 */
record MediaPlaces(WireFormat format, ApiTraits traits, Predicate<String> isListed) {
  /** Returns whether an image has to come in the request. */
  boolean takesImage(String url) {
    return traits.has(Quirk.NO_MEDIA_URLS)
        || (traits.has(Quirk.HTTPS_MEDIA_ONLY) && isPlain(url))
        || isListed.test(url);
  }

  /** Returns whether a document has to come in the request. */
  boolean takesDocument(String url) {
    return format == WireFormat.OPENAI_CHAT || takesImage(url);
  }

  private static boolean isPlain(String url) {
    return url.toLowerCase(Locale.ROOT).startsWith("http:");
  }
}
