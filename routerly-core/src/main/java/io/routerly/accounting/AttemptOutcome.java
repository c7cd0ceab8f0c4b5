package io.routerly.accounting;

import io.routerly.chat.TokenUsage;
import io.routerly.domain.CallStatus;
import io.routerly.domain.Model;
import io.routerly.domain.UsageRecord.Failure;
import java.time.Duration;
import java.util.Optional;

/**
 * How one attempt ended.
 *
 * @param model the model that was asked
 * @param attempt its number, from 1
 * @param countsCall whether the client's call is counted by this attempt
 * @param usage what it used
 * @param estimated whether {@code usage} is an estimate
 * @param known whether {@code usage} is all that the provider is paid for; else nobody knows the
 *     price
 * @param duration from its start to its end
 * @param timeToFirstByte from its start to the first byte of the answer
 * @param status how it ended
 * @param failure why it failed
 */
public record AttemptOutcome(
    Model model,
    int attempt,
    boolean countsCall,
    TokenUsage usage,
    boolean estimated,
    boolean known,
    Duration duration,
    Optional<Duration> timeToFirstByte,
    CallStatus status,
    Optional<Failure> failure) {}
