package io.routerly.chat;

/** Something that a request takes of a model and that not every model can do. */
public enum Feature {
  /** The request shows images. */
  IMAGES,
  /** The request offers tools. */
  TOOLS,
  /** The answer is to be JSON. */
  JSON_MODE,
  /** The model is to think before it answers. */
  THINKING,
  /** The request brings documents. */
  DOCUMENTS
}
