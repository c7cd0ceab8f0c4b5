package io.routerly.routing.policy;

import io.routerly.domain.InvalidFieldException;
import io.routerly.routing.AddedEmbedder;
import io.routerly.routing.Embedder;
import io.routerly.routing.ModelAsk;
import io.routerly.routing.Reply;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the vectors of texts come from. Thread-safe. */
sealed interface Embedding {
  /**
   * Returns where a policy is to take them from: in process, or where a model is named from that.
   *
   * @throws InvalidFieldException if the settings contradict each other
   */
  static Embedding of(PolicyConfig config, AddedEmbedder added) {
    Optional<String> provider = config.text("embeddingProvider");
    Optional<String> model = config.text("embeddingModel");
    boolean inProcess = provider.map(InProcess.PROVIDER::equals).orElse(model.isEmpty());
    if (inProcess && model.isPresent()) {
      throw new InvalidFieldException(
          "config",
          "must not have \"embeddingModel\" beside \"in-process\" as \"embeddingProvider\","
              + " which has one model only");
    }
    if (!inProcess && model.isEmpty()) {
      throw new InvalidFieldException(
          "config",
          "must have the id of a configured model as \"embeddingModel\" where"
              + " \"embeddingProvider\" is not \"in-process\"");
    }
    return inProcess ? new InProcess(added) : new ByModel(model.orElseThrow(), provider);
  }

  /** Returns what tells it from others whose vectors are not to be compared with its own. */
  String name(RoutingContext context);

  /** Returns how similar a message is to an intent at least, if nothing else is said. */
  double usualThreshold();

  /**
   * Returns the vectors of some texts, or nothing if there are none in the time that the decision
   * has.
   *
   * @param texts one at least
   */
  Reply<List<Vector>> of(RoutingContext context, List<String> texts);

  /**
   * By a model at a provider.
   *
   * @param modelId the configured model
   * @param provider the name of its provider, if that is said too
   */
  record ByModel(String modelId, Optional<String> provider) implements Embedding {
    /** The same id may stand for another model tomorrow. */
    @Override
    public String name(RoutingContext context) {
      return context
          .models()
          .configured(modelId)
          .map(
              model ->
                  String.join(
                      "\n",
                      modelId,
                      model.provider(),
                      model.baseUrl().map(Object::toString).orElse(""),
                      model.upstreamModel().orElse(modelId)))
          .orElse(modelId);
    }

    @Override
    public double usualThreshold() {
      return 0.60;
    }

    @Override
    public Reply<List<Vector>> of(RoutingContext context, List<String> texts) {
      Duration left = context.deadline().remaining();
      if (context.dryRun() || left.isZero()) {
        return Reply.nothing(context.dryRun() ? ModelAsk.NOBODY_ASKED : Abstentions.NO_TIME);
      }
      return context.models().embed(modelId, texts, left);
    }
  }

  /**
   * By what was added to this installation.
   *
   * @param added which may be nothing
   */
  record InProcess(AddedEmbedder added) implements Embedding {
    private static final String PROVIDER = "in-process";
    private static final Logger LOG = LoggerFactory.getLogger(InProcess.class);

    @Override
    public String name(RoutingContext context) {
      return PROVIDER;
    }

    /** Its vectors of different texts lie further apart than those of most models. */
    @Override
    public double usualThreshold() {
      return 0.30;
    }

    @Override
    public Reply<List<Vector>> of(RoutingContext context, List<String> texts) {
      return Reply.of(
              added.get(),
              added.isPresent()
                  ? "the embedder is being loaded, or cannot be"
                  : AddedEmbedder.REMEDY)
          .then(embedder -> of(embedder, context, texts));
    }

    /** Whatever an added embedder does wrong, the call goes on without it. */
    private static Reply<List<Vector>> of(
        Embedder embedder, RoutingContext context, List<String> texts) {
      List<Vector> vectors = new ArrayList<>(texts.size());
      try {
        for (String text : texts) {
          if (context.deadline().remaining().isZero()) {
            return Reply.nothing(Abstentions.NO_TIME);
          }
          vectors.add(embedder.embed(text));
        }
        return Reply.said(vectors);
      } catch (RuntimeException e) {
        LOG.warn("Call {}: the embedder fails.", context.traceId(), e);
        return Reply.nothing("the embedder fails");
      }
    }
  }
}
