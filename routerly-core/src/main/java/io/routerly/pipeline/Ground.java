package io.routerly.pipeline;

import io.routerly.budget.Reservation;
import io.routerly.chat.Conversation;
import io.routerly.domain.Model;
import io.routerly.routing.Deadline;
import io.routerly.routing.Decision;
import io.routerly.upstream.Timeouts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the attempts of one call stand on.
 *
 * @param decision the ranking; tells which models are but tried out
 * @param decidedAt when it was made, in nanoseconds of a clock that only goes forward
 * @param conversation tells what the call takes of a model
 * @param deadline until when a model may begin to answer
 * @param usual how long a model may take, whosever call it is
 * @param hedgeAfter how long a model has before another one is asked beside it
 * @param reservation what is held of the budgets for the call
 * @param traffic counts attempts as they begin, within the limits that the project sets
 */
record Ground(
    Decision decision,
    long decidedAt,
    Conversation conversation,
    Deadline deadline,
    Function<Model, Timeouts> usual,
    Optional<Duration> hedgeAfter,
    Reservation reservation,
    CallTraffic traffic) {}
