package io.routerly.embeddings;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.routerly.json.JsonTrees;
import io.routerly.routing.Embedder;
import io.routerly.routing.Vector;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The model all-MiniLM-L6-v2, with its weights as bytes, on ONNX Runtime: vectors of 384 dimensions
 * for English text.
 *
 * <p>Reads the first 112 pieces of words, some 500 characters. Each text is worked on by the thread
 * that asks and by no other: some 1 ms for a short sentence and 7 ms for a text of 112 pieces or
 * more. Thread-safe; keeps some 60 MB outside of the heap.
 *
 * @see <a href="https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2">the model</a>
 */
public final class MiniLmEmbedder implements Embedder {
  private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

  /**
   * The model was trained with 128 at most. Time grows with their number; 10 ms are not to pass.
   */
  private static final int MOST_PIECES = 112;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final WordPieces pieces;

  /**
   * Loads the model.
   *
   * @throws IllegalStateException if ONNX Runtime does not take it
   * @throws UnsatisfiedLinkError if ONNX Runtime does not run on this machine
   */
  public MiniLmEmbedder() {
    this.pieces = new WordPieces(vocabulary());
    this.environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      environment.setTelemetry(false);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setMemoryPatternOptimization(false); // which is for inputs that are all as long
      this.session = environment.createSession(resource(MODEL), options);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not take the model.", e);
    }
  }

  private static Map<String, Integer> vocabulary() {
    JsonObject tokenizer = JsonTrees.object(resource(TOKENIZER));
    Map<String, Integer> vocabulary = new HashMap<>();
    tokenizer
        .getJsonObject("model")
        .getJsonObject("vocab")
        .forEach((piece, number) -> vocabulary.put(piece, ((JsonNumber) number).intValue()));
    return vocabulary;
  }

  private static byte[] resource(String name) {
    try (InputStream stream = MiniLmEmbedder.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("The jar has no " + name + ".");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Vector embed(String text) {
    long[] numbers = pieces.of(text, MOST_PIECES);
    long[] shape = {1, numbers.length};
    long[] ones = new long[numbers.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(numbers), shape);
        OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[numbers.length]), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      return mean((OnnxTensor) result.get(0), numbers.length);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime fails at a text.", e);
    }
  }

  /** The meaning of a text is the mean of what its pieces mean in it. */
  private static Vector mean(OnnxTensor meanings, int count) {
    FloatBuffer values = meanings.getFloatBuffer();
    float[] sum = new float[values.remaining() / count];
    for (int piece = 0; piece < count; piece++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += values.get();
      }
    }
    return Vector.of(sum);
  }
}
