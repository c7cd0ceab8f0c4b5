package io.routerly.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What people should know of a provider before they add a model of it.
 *
 * @param name as in {@code provider} of a model
 * @param title for people
 * @param baseUrl where its API is unless a model says otherwise; absent: each model must say
 * @param formats the APIs it speaks: {@code openai} (Chat Completions), {@code openai-responses},
 *     {@code anthropic} (Messages) and {@code gemini} ({@code generateContent})
 * @param needsKey whether it refuses calls without a key
 * @param documentation address of its documentation; absent where there is no one place
 */
public record CatalogProvider(
    String name,
    String title,
    Optional<String> baseUrl,
    List<String> formats,
    boolean needsKey,
    Optional<String> documentation) {
  public CatalogProvider {
    formats = List.copyOf(formats);
  }
}
