package io.routerly.dispatch;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.routerly.provider.Dialect;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.WireCodec;
import io.routerly.wire.WireFormat;
import io.routerly.wire.opaque.OpaqueCodec;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** The wire codecs by format. Immutable. */
public final class Codecs {
  private final Map<WireFormat, WireCodec> codecs;

  /**
   * @param codecs one per format that providers may speak; pass-through needs none
   */
  public Codecs(Collection<? extends WireCodec> codecs) {
    this.codecs = new EnumMap<>(codecs.stream().collect(toMap(WireCodec::format, identity())));
  }

  /** Returns a watch for an answer in {@code format} by an API with the facts {@code dialect}. */
  public AnswerWatch watch(WireFormat format, Dialect dialect) {
    WireCodec codec = codecs.get(format);
    return (codec == null ? new OpaqueCodec(dialect.inputCount()) : codec).watch();
  }
}
