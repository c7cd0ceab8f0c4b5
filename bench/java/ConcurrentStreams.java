import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Holds thousands of slow streams open at once and counts those that end as they should.
 *
 * <p>Usage: {@code java ConcurrentStreams STREAMS RAMP_MS LIMIT_MS BODY_FILE TOKEN PORT}. The
 * streams begin evenly spread over {@code RAMP_MS}; what has not ended after {@code LIMIT_MS} is
 * counted as unfinished. Complete is a stream with status 200, {@code data: [DONE]} and the last
 * HTTP chunk. Prints one line: completed, failed, unfinished, most open at once, and in
 * milliseconds the median and 99th percentile of the first chunk and of the whole stream.
 */
public final class ConcurrentStreams {
  private static final byte[] END =
      "data: [DONE]\n\n\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
  private final Selector selector;
  private final byte[] request;
  private final List<Long> firstChunkMillis = new ArrayList<>();
  private final List<Long> wholeMillis = new ArrayList<>();
  private int open;
  private int mostOpen;
  private int failed;

  private ConcurrentStreams(Selector selector, byte[] request) {
    this.selector = selector;
    this.request = request;
  }

  public static void main(String[] args) throws IOException {
    int streams = Integer.parseInt(args[0]);
    byte[] request = ChatCall.bytes(Path.of(args[3]), args[4]);
    InetSocketAddress target =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[5]));
    try (Selector selector = Selector.open()) {
      ConcurrentStreams run = new ConcurrentStreams(selector, request);
      run.run(streams, Long.parseLong(args[1]), Long.parseLong(args[2]), target);
      run.print(streams);
    }
  }

  private void run(int streams, long rampMillis, long limitMillis, InetSocketAddress target)
      throws IOException {
    long startedAt = System.nanoTime();
    int begun = 0;
    while (begun < streams || open > 0) {
      long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
      if (elapsed > limitMillis) {
        return;
      }
      for (; begun < streams && begun * rampMillis <= elapsed * streams; begun++) {
        begin(target);
      }
      selector.select(key -> ((Stream) key.attachment()).ready(), 5);
    }
  }

  private void begin(InetSocketAddress target) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.connect(target);
    channel.register(selector, SelectionKey.OP_CONNECT).attach(new Stream(channel));
    mostOpen = Math.max(mostOpen, ++open);
  }

  private void print(int streams) {
    firstChunkMillis.sort(null);
    wholeMillis.sort(null);
    int unfinished = streams - wholeMillis.size() - failed;
    System.out.printf(
        "%d %d %d %d %d %d %d %d%n",
        wholeMillis.size(),
        failed,
        unfinished,
        mostOpen,
        percentile(firstChunkMillis, 50),
        percentile(firstChunkMillis, 99),
        percentile(wholeMillis, 50),
        percentile(wholeMillis, 99));
  }

  private static long percentile(List<Long> sorted, int percent) {
    return sorted.isEmpty() ? -1 : sorted.get((sorted.size() - 1) * percent / 100);
  }

  /** One stream from its connection to its last byte. */
  private final class Stream {
    private final SocketChannel channel;
    private final long startedAt = System.nanoTime();
    private final byte[] lastBytes = new byte[END.length];
    private boolean accepted;
    private boolean begun;

    Stream(SocketChannel channel) {
      this.channel = channel;
    }

    void ready() {
      try {
        SelectionKey key = channel.keyFor(selector);
        if (key.isConnectable()) {
          channel.finishConnect();
          channel.write(ByteBuffer.wrap(request));
          key.interestOps(SelectionKey.OP_READ);
        } else {
          read();
        }
      } catch (IOException e) {
        end(false);
      }
    }

    private void read() throws IOException {
      buffer.clear();
      int count = channel.read(buffer);
      if (count < 0) {
        end(false);
        return;
      }
      buffer.flip();
      if (!begun) {
        lookForFirstChunk();
      }
      remember();
      if (Arrays.equals(lastBytes, END)) {
        wholeMillis.add(elapsedMillis());
        end(true);
      }
    }

    /** The head may come before the first chunk, or together with it. */
    private void lookForFirstChunk() throws IOException {
      String text = StandardCharsets.ISO_8859_1.decode(buffer.duplicate()).toString();
      if (!accepted && !text.startsWith("HTTP/1.1 200")) {
        throw new IOException("not accepted");
      }
      accepted = true;
      if (text.contains("data:")) {
        begun = true;
        firstChunkMillis.add(elapsedMillis());
      }
    }

    /** Keeps the newest bytes of the answer, by which its end is known. */
    private void remember() {
      int count = Math.min(buffer.remaining(), END.length);
      System.arraycopy(lastBytes, count, lastBytes, 0, END.length - count);
      buffer.position(buffer.limit() - count);
      buffer.get(lastBytes, END.length - count, count);
    }

    private long elapsedMillis() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
    }

    private void end(boolean complete) {
      open--;
      if (!complete) {
        failed++;
      }
      try {
        channel.close();
      } catch (IOException e) {
        System.err.println("closing a connection: " + e.getMessage());
      }
    }
  }
}
