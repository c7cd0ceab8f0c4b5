package io.routerly.wire.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseSplitterTest {
  private static final String STREAM =
      "\n: comment\n\nevent: a\ndata: h\u00e9 \uD83D\uDE00\n\ndata:no space\ndata:  two\nid: 7\n\n"
          + "event: only\n\ndata\n\ndata: last";

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void findsTheSameEventsHoweverTheBytesArrive(String lineEnd) {
    byte[] bytes = STREAM.replace("\n", lineEnd).getBytes(UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      Recorder recorder = new Recorder();
      SseSplitter splitter = new SseSplitter();
      for (int from = 0; from < bytes.length; from += size) {
        splitter.feed(bytes, from, Math.min(bytes.length, from + size), recorder::take);
      }
      splitter.finish(recorder::take);

      assertThat(recorder.events)
          .as("pieces of %d", size)
          .containsExactly(
              "[a] h\u00e9 \uD83D\uDE00", "[] no space\n two", "[only] none", "[] last");
      assertThat(recorder.raw.toByteArray()).as("pieces of %d", size).isEqualTo(bytes);
    }
  }

  @Test
  void handsACommentOutBeforeTheEventThatFollowsIt() {
    Recorder recorder = new Recorder();
    SseSplitter splitter = new SseSplitter();
    byte[] bytes = ": still here\ndata: x\n\n".getBytes(UTF_8);
    splitter.feed(bytes, 0, 13, recorder::take);

    assertThat(recorder.idle).containsExactly(": still here\n");
    assertThat(splitter.atBoundary()).isTrue();

    splitter.feed(bytes, 13, 20, recorder::take);
    assertThat(splitter.atBoundary()).isFalse();
    splitter.feed(bytes, 20, bytes.length, recorder::take);
    assertThat(recorder.events).containsExactly("[] x");
    assertThat(splitter.atBoundary()).isTrue();
  }

  @Test
  void joinsAMillionLinesOfData() {
    Recorder recorder = new Recorder();
    byte[] bytes = ("data: a\n".repeat(1_000_000) + "\n").getBytes(UTF_8);
    new SseSplitter().feed(bytes, 0, bytes.length, recorder::take);

    assertThat(recorder.events).hasSize(1);
    assertThat(recorder.events.get(0)).hasSize(3 + 2 * 1_000_000 - 1);
  }

  @Test
  void findsNoEventInAnEmptyStream() {
    Recorder recorder = new Recorder();
    SseSplitter splitter = new SseSplitter();
    splitter.feed("\n\n\r\n".getBytes(UTF_8), 0, 4, recorder::take);
    splitter.finish(recorder::take);

    assertThat(recorder.events).isEmpty();
  }

  private static final class Recorder {
    private final List<String> events = new ArrayList<>();
    private final List<String> idle = new ArrayList<>();
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();

    void take(SseEvent event) {
      raw.writeBytes(event.raw());
      if (event.isIdle() && event.name().isEmpty()) {
        idle.add(new String(event.raw(), UTF_8));
      } else {
        events.add("[" + event.name() + "] " + (event.isIdle() ? "none" : event.dataText()));
      }
    }
  }
}
