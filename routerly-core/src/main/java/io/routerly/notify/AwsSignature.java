package io.routerly.notify;

import io.routerly.upstream.Header;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Signs requests to AWS with Signature Version 4, for paths and queries whose characters need no
 * encoding.
 *
 * <p><a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">
 * How AWS describes it</a>. Thread-safe.
 *
 * @param accessKeyId says whose request it is
 * @param secretAccessKey proves it
 * @param region such as {@code eu-central-1}
 * @param service such as {@code ses}
 */
record AwsSignature(String accessKeyId, String secretAccessKey, String region, String service) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * Returns the given headers with the date and the signature; the host is signed too, and sent by
   * whoever sends the request.
   */
  List<Header> sign(String method, URI uri, List<Header> headers, byte[] body, Instant now) {
    String time = TIME.format(now);
    String day = time.substring(0, 8);
    String scope = String.join("/", day, region, service, "aws4_request");
    TreeMap<String, String> signed = new TreeMap<>();
    signed.put("host", uri.getRawAuthority());
    signed.put("x-amz-date", time);
    headers.forEach(header -> signed.put(header.name().toLowerCase(Locale.ROOT), header.value()));
    String names = String.join(";", signed.keySet());
    String request = canonical(method, uri, signed, names, body);
    String toSign = String.join("\n", ALGORITHM, time, scope, Hmac.hex(Hmac.digest(utf8(request))));
    String signature = Hmac.hex(Hmac.sha256(keyOf(day), toSign));
    List<Header> all = new ArrayList<>(headers);
    all.add(new Header("X-Amz-Date", time));
    all.add(
        new Header(
            "Authorization",
            "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                .formatted(ALGORITHM, accessKeyId, scope, names, signature)));
    return all;
  }

  private static String canonical(
      String method, URI uri, TreeMap<String, String> headers, String names, byte[] body) {
    String lines =
        headers.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
            .collect(Collectors.joining());
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : sorted(uri.getRawQuery());
    return String.join("\n", method, path, query, lines, names, Hmac.hex(Hmac.digest(body)));
  }

  private static String sorted(String query) {
    return Arrays.stream(query.split("&")).sorted().collect(Collectors.joining("&"));
  }

  private byte[] keyOf(String day) {
    byte[] ofDay = Hmac.sha256(utf8("AWS4" + secretAccessKey), day);
    byte[] ofRegion = Hmac.sha256(ofDay, region);
    byte[] ofService = Hmac.sha256(ofRegion, service);
    return Hmac.sha256(ofService, "aws4_request");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "AwsSignature[***]";
  }
}
