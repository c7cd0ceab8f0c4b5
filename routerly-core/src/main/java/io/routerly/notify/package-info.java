/**
 * Tells people of what they should know: by e-mail and by webhooks, in the background.
 *
 * <p>Start at {@link io.routerly.notify.Notifications}, which takes events. {@link
 * io.routerly.notify.ToldBook} sees to it that each is told once, across restarts too; {@link
 * io.routerly.notify.NoticeWriter} puts it into words; a {@link io.routerly.notify.Lane} for each
 * channel carries it there, so that no channel holds up another and no call waits for any. A new
 * kind of channel is one class, one entry in {@link io.routerly.notify.ChannelShapes} and one in
 * {@link io.routerly.notify.ChannelFactory}.
 *
 * <p>What channels are configured with holds secrets: no sentence that leaves this package repeats
 * one.
 */
@NullMarked
package io.routerly.notify;

import org.jspecify.annotations.NullMarked;
