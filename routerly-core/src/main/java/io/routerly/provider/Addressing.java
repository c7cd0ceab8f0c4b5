package io.routerly.provider;

/** Where the endpoints of an API are, seen from its base URL. Implementations are immutable. */
public interface Addressing {
  /**
   * Returns the address of an endpoint; it may have a query of its own.
   *
   * @param baseUrl as it is configured
   * @param path the path after the API version, percent-encoded, such as {@code /chat/completions}
   * @param modelName what the provider calls the model
   */
  String address(String baseUrl, String path, String modelName);

  /**
   * Returns the common form: the path stands after the version.
   *
   * @param versionPath what stands between the base URL and the paths, such as {@code /v1}; base
   *     URLs are understood with and without it
   */
  static Addressing versioned(String versionPath) {
    return (baseUrl, path, modelName) -> BaseUrl.withVersion(baseUrl, versionPath) + path;
  }
}
