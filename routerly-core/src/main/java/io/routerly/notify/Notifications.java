package io.routerly.notify;

import io.routerly.domain.BudgetState;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.event.EventSink;
import io.routerly.event.GatewayEvent;
import io.routerly.store.Configuration;
import io.routerly.store.SmallState;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events and has the channels tell people of those that were not told yet.
 *
 * <p>Whoever publishes an event pays for a place in a bounded queue and for nothing else; where it
 * is full the oldest gives way. Thread-safe.
 */
public final class Notifications implements EventSink {
  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
  private static final int MOST_EVENTS = 1_000;

  /** A process that starts anew knows nothing of models, and finds the same ones failing. */
  private static final Duration MODEL_TOLD_FOR = Duration.ofHours(1);

  private static final String LEDGER = "ledger";

  private final NotifyState state;
  private final ToldBook told;
  private final NoticeWriter writer;
  private final Lanes lanes;
  private final ChannelFactory factory;
  private final Trials trials;
  private final Background background;
  private final Clock clock;
  private final BlockingQueue<GatewayEvent> events = new ArrayBlockingQueue<>(MOST_EVENTS);
  private final AtomicBoolean working = new AtomicBoolean();
  private final AtomicBoolean overflowing = new AtomicBoolean();

  /**
   * What messages are made with.
   *
   * @param config the present configuration
   * @param link where people reach the service
   * @param ids makes identifiers of messages
   * @param clock tells the time
   */
  public record Words(
      Supplier<Configuration> config, Supplier<String> link, Supplier<String> ids, Clock clock) {}

  /**
   * @param remembered what was told, and what is still to be sent
   * @param channels makes channels of their settings
   * @param background does the work
   */
  public Notifications(
      Words words, SmallState remembered, ChannelFactory channels, Background background) {
    this.state = new NotifyState(remembered);
    this.told = new ToldBook(state);
    this.writer = new NoticeWriter(words.config(), words.link(), words.ids(), words.clock());
    this.lanes =
        new Lanes(
            () -> words.config().get().settings().notifications(),
            channels::of,
            background,
            new Outbox(state),
            words.clock());
    this.factory = channels;
    this.trials = new Trials(words.clock());
    this.background = background;
    this.clock = words.clock();
  }

  @Override
  public void publish(GatewayEvent event) {
    if (event instanceof GatewayEvent.CallFinished) {
      return;
    }
    while (!events.offer(event)) {
      if (events.poll() != null && !overflowing.getAndSet(true)) {
        LOG.warn("{} events wait to be told: from now on the oldest give way", MOST_EVENTS);
      }
    }
    if (working.compareAndSet(false, true)) {
      background.run(this::work);
    }
  }

  private void work() {
    do {
      for (GatewayEvent event = events.poll(); event != null; event = events.poll()) {
        guarded(event);
      }
      state.flush(); // That something was told and that it is to be sent is written in one.
      overflowing.set(false);
      working.set(false);
    } while (!events.isEmpty() && working.compareAndSet(false, true));
  }

  private void guarded(GatewayEvent event) {
    try {
      take(event);
    } catch (RuntimeException e) {
      LOG.error("An event could not be told of", e);
    }
  }

  private void take(GatewayEvent event) {
    Instant now = clock.instant();
    if (event instanceof GatewayEvent.BudgetThreshold crossed) {
      BudgetState state = crossed.state();
      if (isNew(BudgetKeys.threshold(state, crossed.percent()), state, now)) {
        lanes.add(writer.threshold(state, crossed.percent()));
      }
    } else if (event instanceof GatewayEvent.BudgetExhausted exhausted) {
      BudgetState state = exhausted.state();
      if (isNew(BudgetKeys.exhaustion(state), state, now)) {
        lanes.add(writer.exhausted(state));
      }
    } else if (event instanceof GatewayEvent.BudgetReset reset) {
      began(reset.state());
    } else {
      takeOutage(event, now);
    }
  }

  private boolean isNew(String key, BudgetState state, Instant now) {
    return told.tell(key, BudgetKeys.until(state, now), now);
  }

  private void takeOutage(GatewayEvent event, Instant now) {
    if (event instanceof GatewayEvent.ModelUnhealthy ill) {
      if (told.tell(modelKey(ill.modelId()), now.plus(MODEL_TOLD_FOR), now)) {
        lanes.add(writer.unhealthy(ill));
      }
    } else if (event instanceof GatewayEvent.ModelRecovered well) {
      told.takeBack(modelKey(well.modelId())::equals);
      lanes.add(writer.recovered(well));
    } else if (event instanceof GatewayEvent.LedgerUnavailable) {
      if (told.tell(LEDGER, ToldBook.UNTIL_TAKEN_BACK, now)) {
        lanes.add(writer.ledgerUnavailable());
      }
    } else if (event instanceof GatewayEvent.LedgerAvailable && told.holds(LEDGER)) {
      told.takeBack(LEDGER::equals);
      lanes.add(writer.ledgerRecovered());
    }
  }

  private static String modelKey(String modelId) {
    return "model|" + modelId;
  }

  /** A budget whose limit is 0 begins anew without having any room. */
  private void began(BudgetState state) {
    boolean wasExhausted = told.holds(BudgetKeys.exhaustion(state));
    told.takeBack(key -> BudgetKeys.isOver(key, state));
    if (wasExhausted && !state.exhausted()) {
      lanes.add(writer.reset(state));
    }
  }

  /**
   * Takes up what is still to be sent, and tells of budgets that have begun anew while this process
   * did not run. To be called now and then.
   *
   * @param states how all budgets stand; asked only where it may matter
   */
  public void rearm(Supplier<List<BudgetState>> states) {
    lanes.refresh();
    rearmBudgets(states);
    state.flush();
  }

  /** Writes down what changed; to be called at the end, when nothing is sent any more. */
  public void flush() {
    state.flush();
  }

  /**
   * How things are.
   *
   * @param waiting messages that channels have yet to take
   * @param delivered messages that channels took since the start
   * @param lost messages that were given up since the start
   */
  public record Figures(int waiting, long delivered, long lost) {}

  public Figures figures() {
    return lanes.figures();
  }

  private void rearmBudgets(Supplier<List<BudgetState>> states) {
    Set<String> over = told.over(clock.instant());
    if (over.isEmpty()) {
      return;
    }
    List<BudgetState> present = states.get();
    for (BudgetState state : present) {
      if (over.contains(BudgetKeys.exhaustion(state)) && !state.exhausted()) {
        publish(new GatewayEvent.BudgetReset(state));
      }
    }
    Set<String> alive = present.stream().map(BudgetKeys::exhaustion).collect(Collectors.toSet());
    told.takeBack(key -> over.contains(key) && !alive.contains(key));
  }

  /**
   * Sends a test message through a configured channel and waits for the outcome.
   *
   * @throws GatewayException {@code not_found} if there is no channel of that name, {@code
   *     notification_failed} with the reason if it did not take the message, {@code
   *     too_many_attempts} after too many tests
   */
  public void test(String channelName) {
    Channel channel =
        lanes
            .named(channelName)
            .orElseThrow(
                () ->
                    new GatewayException(
                        ErrorCode.NOT_FOUND, "There is no such notification channel."));
    test(channel, channelName);
  }

  /**
   * Does so with a channel that is not configured.
   *
   * @param settings its fields, in which {@link ChannelShapes} finds no fault
   * @throws GatewayException as {@link #test(String)} does
   */
  public void test(JsonObject settings) {
    test(factory.ofUnsaved(settings), settings.getString("name"));
  }

  private void test(Channel channel, String name) {
    trials.begin();
    Outcome outcome = channel.send(writer.test(name));
    if (outcome instanceof Outcome.Failed failed) {
      throw failed(failed.reason());
    } else if (outcome instanceof Outcome.Refused refused) {
      throw failed(refused.reason());
    }
  }

  private static GatewayException failed(String reason) {
    return new GatewayException(
        ErrorCode.NOTIFICATION_FAILED, "The test message was not delivered: " + reason);
  }
}
