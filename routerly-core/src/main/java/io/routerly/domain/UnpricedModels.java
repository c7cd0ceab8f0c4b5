package io.routerly.domain;

/** Whether a project may use models without prices, whose cost no budget sees. */
public enum UnpricedModels implements WireName {
  ALLOW,
  BLOCK
}
