package io.routerly.chat;

import java.util.List;
import java.util.Optional;

/**
 * The tools of a request and how they may be used.
 *
 * @param choice absent: the provider's default, which is that the model decides
 * @param parallel whether one answer may call several; absent: the provider's default
 */
public record Toolbox(List<Tool> tools, Optional<ToolChoice> choice, Optional<Boolean> parallel) {
  /** No tools. */
  public static final Toolbox NONE = new Toolbox(List.of(), Optional.empty(), Optional.empty());

  public Toolbox {
    tools = List.copyOf(tools);
  }
}
