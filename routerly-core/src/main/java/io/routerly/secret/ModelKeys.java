package io.routerly.secret;

import java.util.List;

/** What became of the stored keys of one model. Immutable. */
public final class ModelKeys {
  /** Those of a model that has none, as local models need none. */
  public static final ModelKeys NONE = of(UsableKey.NONE);

  private final List<UsableKey> usable;
  private final List<String> ids;
  private final List<String> unreadable;

  /**
   * @param usable what the model may be called with
   * @param unreadable why others cannot be used, in sentences without secrets
   */
  public ModelKeys(List<UsableKey> usable, List<String> unreadable) {
    this.usable = List.copyOf(usable);
    this.ids = usable.stream().map(UsableKey::id).toList();
    this.unreadable = List.copyOf(unreadable);
  }

  /** Returns keys that can all be used. */
  public static ModelKeys of(UsableKey... usable) {
    return new ModelKeys(List.of(usable), List.of());
  }

  /** Returns what the model may be called with; empty if none of its keys can be used. */
  public List<UsableKey> usable() {
    return usable;
  }

  /** Returns the ids of the keys that can be used. */
  public List<String> ids() {
    return ids;
  }

  /** Returns why others cannot be used. */
  public List<String> unreadable() {
    return unreadable;
  }

  /** Returns whether the model has no key, and so is called without one. */
  public boolean isKeyless() {
    return unreadable.isEmpty() && usable.stream().allMatch(key -> key.credential().isEmpty());
  }
}
