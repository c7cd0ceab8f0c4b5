package io.routerly.pipeline;

import io.routerly.budget.Reservation;
import io.routerly.chat.Conversation;
import io.routerly.routing.Deadline;
import io.routerly.routing.Decision;

/**
 * What the attempts of one call stand on.
 *
 * @param decision the ranking; tells which models are but tried out
 * @param decidedAt when it was made, in nanoseconds of a clock that only goes forward
 * @param conversation tells what the call takes of a model
 * @param deadline until when another model may be tried
 * @param reservation what is held of the budgets for the call
 */
record Ground(
    Decision decision,
    long decidedAt,
    Conversation conversation,
    Deadline deadline,
    Reservation reservation) {}
