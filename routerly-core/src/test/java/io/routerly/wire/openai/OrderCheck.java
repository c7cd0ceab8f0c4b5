package io.routerly.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Checks that events come in the order that {@link ChatEvent} promises. */
public final class OrderCheck implements Consumer<ChatEvent> {
  private final Map<Integer, Integer> open = new HashMap<>();
  private final Map<Integer, Integer> next = new HashMap<>();
  private final Set<Integer> endedChoices = new HashSet<>();
  private boolean started;
  private boolean ended;

  @Override
  public void accept(ChatEvent event) {
    assertThat(ended).as("nothing comes after the end, but " + event).isFalse();
    assertThat(event instanceof ChatEvent.Started).as("the start comes first").isEqualTo(!started);
    started = true;
    if (event instanceof ChatEvent.BlockStarted block) {
      assertThat(open).as(event.toString()).doesNotContainKey(block.choice());
      assertThat(endedChoices).doesNotContain(block.choice());
      assertThat(block.block()).isEqualTo(next.getOrDefault(block.choice(), 0));
      open.put(block.choice(), block.block());
      next.put(block.choice(), block.block() + 1);
    } else if (event instanceof ChatEvent.BlockGrew grew) {
      assertThat(open).as(event.toString()).containsEntry(grew.choice(), grew.block());
    } else if (event instanceof ChatEvent.Cited cited) {
      assertThat(open).as(event.toString()).containsEntry(cited.choice(), cited.block());
    } else if (event instanceof ChatEvent.Signed signed) {
      assertThat(open).as(event.toString()).containsEntry(signed.choice(), signed.block());
    } else if (event instanceof ChatEvent.BlockEnded block) {
      assertThat(open.remove(block.choice())).as(event.toString()).isEqualTo(block.block());
    } else if (event instanceof ChatEvent.ChoiceEnded choice) {
      assertThat(open).doesNotContainKey(choice.choice());
      assertThat(endedChoices.add(choice.choice())).as(event.toString()).isTrue();
    } else if (event instanceof ChatEvent.Ended) {
      ended = true;
    }
  }

  /** Checks that the end came, of all choices. */
  public void end() {
    assertThat(ended).isTrue();
    assertThat(endedChoices).isNotEmpty().containsAll(next.keySet());
  }
}
