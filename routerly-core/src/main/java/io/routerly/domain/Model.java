package io.routerly.domain;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One entry of {@code config/models.json}: an LLM that projects may use.
 *
 * @param id unique name within Routerly; may contain {@code /} and {@code :}
 * @param provider name of the provider that serves it
 * @param apiKey the provider key as it is stored: {@code ENCRYPTED:…} or {@code env:NAME}
 * @param apiKeys further keys, which share the calls with it
 * @param inputPrice US dollars per 1,000 uncached prompt tokens
 * @param outputPrice US dollars per 1,000 completion tokens
 * @param cachePrice US dollars per 1,000 prompt tokens read from the cache
 * @param cacheWritePrice US dollars per 1,000 prompt tokens written to the cache
 * @param contextWindow most tokens of prompt and completion together
 * @param capabilities what the model can do, such as {@code vision}
 * @param pricingTiers prices above a number of prompt tokens
 * @param enabled whether routing may choose it
 * @param baseUrl address of the provider's API; absent: the provider's own; for Azure it may end in
 *     {@code ?api-version=…}
 * @param upstreamModel name at the provider; absent: the id without a leading {@code provider/}
 * @param timeoutMs provider time-out in milliseconds; absent: the project's
 * @param apiFormat whose API a {@code custom} provider speaks
 * @param headers additional request headers for the provider
 */
public record Model(
    String id,
    String provider,
    Optional<String> apiKey,
    List<NamedKey> apiKeys,
    Optional<BigDecimal> inputPrice,
    Optional<BigDecimal> outputPrice,
    Optional<BigDecimal> cachePrice,
    Optional<BigDecimal> cacheWritePrice,
    Optional<Integer> contextWindow,
    List<String> capabilities,
    List<PricingTier> pricingTiers,
    @Default("true") boolean enabled,
    Optional<String> baseUrl,
    Optional<String> upstreamModel,
    Optional<Integer> timeoutMs,
    Optional<ApiFormat> apiFormat,
    Map<String, String> headers) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,199}");
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern API_VERSION = Pattern.compile("\\?api-version=[0-9A-Za-z.-]{1,40}$");
  private static final int MOST_KEYS = 64;
  private static final int LONGEST_NAME = 500;
  private static final int LONGEST_HEADER = 8192;
  private static final List<String> RESERVED_ENDINGS = List.of("/apikey", "/test", "/budgets");
  private static final Set<String> CAPABILITIES =
      Set.of("chat", "vision", "tools", "json_mode", "thinking", "documents", "embedding");

  public Model {
    Checks.matches(id, ID, "id", "letters, digits and ._:/@+- beginning with a letter or digit");
    if (RESERVED_ENDINGS.stream().anyMatch(id::endsWith)) {
      throw new InvalidFieldException("id", "must not end in one of " + RESERVED_ENDINGS);
    }
    Checks.notBlank(provider, "provider");
    apiKeys = List.copyOf(apiKeys);
    requireDifferentNames(apiKeys);
    Checks.notNegative(inputPrice, "inputPrice");
    Checks.notNegative(outputPrice, "outputPrice");
    Checks.notNegative(cachePrice, "cachePrice");
    Checks.notNegative(cacheWritePrice, "cacheWritePrice");
    if (inputPrice.isPresent() != outputPrice.isPresent()) {
      throw new InvalidFieldException(
          inputPrice.isPresent() ? "outputPrice" : "inputPrice",
          "must be given together with the other price, or neither");
    }
    contextWindow.ifPresent(
        tokens -> Checks.inRange(tokens, 1, Integer.MAX_VALUE, "contextWindow"));
    timeoutMs.ifPresent(ms -> Checks.inRange(ms, 1, 86_400_000, "timeoutMs"));
    capabilities = List.copyOf(capabilities);
    capabilities.forEach(Model::requireKnownCapability);
    pricingTiers = List.copyOf(pricingTiers);
    baseUrl.ifPresent(url -> HttpAddress.require(withoutApiVersion(provider, url), "baseUrl"));
    upstreamModel.ifPresent(name -> Checks.line(name, LONGEST_NAME, "upstreamModel"));
    headers = Map.copyOf(headers);
    headers.forEach(Model::requireHeader);
  }

  /** A model with one key at most. */
  public Model(
      String id,
      String provider,
      Optional<String> apiKey,
      Optional<BigDecimal> inputPrice,
      Optional<BigDecimal> outputPrice,
      Optional<BigDecimal> cachePrice,
      Optional<BigDecimal> cacheWritePrice,
      Optional<Integer> contextWindow,
      List<String> capabilities,
      List<PricingTier> pricingTiers,
      boolean enabled,
      Optional<String> baseUrl,
      Optional<String> upstreamModel,
      Optional<Integer> timeoutMs,
      Optional<ApiFormat> apiFormat,
      Map<String, String> headers) {
    this(
        id,
        provider,
        apiKey,
        List.of(),
        inputPrice,
        outputPrice,
        cachePrice,
        cacheWritePrice,
        contextWindow,
        capabilities,
        pricingTiers,
        enabled,
        baseUrl,
        upstreamModel,
        timeoutMs,
        apiFormat,
        headers);
  }

  /** Azure's own addresses name the version of its API in the query. */
  private static String withoutApiVersion(String provider, String url) {
    return provider.equals("azure") ? API_VERSION.matcher(url).replaceFirst("") : url;
  }

  /** Returns the name that the provider knows this model by. */
  public String nameAtProvider() {
    String prefix = provider + "/";
    return upstreamModel.orElse(id.startsWith(prefix) ? id.substring(prefix.length()) : id);
  }

  /** Returns all keys, that in {@link #apiKey} first; none if the model has none. */
  public List<NamedKey> keys() {
    return Stream.concat(
            apiKey.stream().map(stored -> new NamedKey(NamedKey.DEFAULT, stored, 1)),
            apiKeys.stream())
        .toList();
  }

  /** Returns this with another stored key. */
  public Model withApiKey(Optional<String> storedKey) {
    return withKeys(storedKey, apiKeys);
  }

  /** Returns this with other stored keys. */
  public Model withKeys(Optional<String> storedKey, List<NamedKey> furtherKeys) {
    return new Model(
        id,
        provider,
        storedKey,
        furtherKeys,
        inputPrice,
        outputPrice,
        cachePrice,
        cacheWritePrice,
        contextWindow,
        capabilities,
        pricingTiers,
        enabled,
        baseUrl,
        upstreamModel,
        timeoutMs,
        apiFormat,
        headers);
  }

  private static void requireDifferentNames(List<NamedKey> keys) {
    if (keys.size() > MOST_KEYS) {
      throw new InvalidFieldException("apiKeys", "must be no more than " + MOST_KEYS);
    }
    Set<String> names = new HashSet<>();
    for (NamedKey key : keys) {
      if (key.name().equals(NamedKey.DEFAULT)) {
        throw new InvalidFieldException(
            "apiKeys", "must have other names than \"default\", which is that of apiKey");
      }
      if (!names.add(key.name())) {
        throw new InvalidFieldException(
            "apiKeys",
            "must each have a name of its own, and \"" + key.name() + "\" is there twice");
      }
    }
  }

  private static void requireKnownCapability(String capability) {
    if (!CAPABILITIES.contains(capability)) {
      throw new InvalidFieldException(
          "capabilities",
          "must be out of "
              + CAPABILITIES.stream().sorted().toList()
              + ", not \""
              + capability
              + "\"");
    }
  }

  private static void requireHeader(String name, String value) {
    if (!HEADER_NAME.matcher(name).matches()
        || name.length() + value.length() > LONGEST_HEADER
        || value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f || c > 0xff)) {
      throw new InvalidFieldException(
          "headers",
          "must be HTTP header names, and values of one line in ISO 8859-1, "
              + LONGEST_HEADER
              + " characters at most");
    }
  }

  /** Prints without the keys and the headers, which may hold secrets. */
  @Override
  public String toString() {
    return "Model[" + id + " at " + provider + "]";
  }
}
