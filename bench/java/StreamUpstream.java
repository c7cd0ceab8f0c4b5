import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider that streams chat completions at a set pace, on one thread.
 *
 * <p>Usage: {@code java StreamUpstream PORT}. The request says what it wants in the standard field
 * {@code metadata}: {@code "chunks"}, the number of content chunks, and {@code "pace_ms"}, the time
 * between two of them in milliseconds. The first chunk follows the head at once. With a pace of 0
 * the whole answer is ready and goes out in one write; otherwise every chunk is a write of its own.
 *
 * <p>One selector thread serves thousands of slow streams and leaves the processor to the gateway
 * that is measured.
 */
public final class StreamUpstream {
  private static final int REQUEST_LIMIT = 64 * 1024;
  private static final Pattern LENGTH =
      Pattern.compile("(?i)\r\ncontent-length:[ \t]*(\\d+)[ \t]*\r\n");
  private static final Pattern CHUNKS = Pattern.compile("\"chunks\"\\s*:\\s*\"(\\d+)\"");
  private static final Pattern PACE = Pattern.compile("\"pace_ms\"\\s*:\\s*\"(\\d+)\"");

  private final Selector selector;
  private final PriorityQueue<Connection> due =
      new PriorityQueue<>(Comparator.comparingLong(connection -> connection.dueAtNanos));

  private StreamUpstream(Selector selector) {
    this.selector = selector;
  }

  public static void main(String[] args) throws IOException {
    try (Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open()) {
      int port = Integer.parseInt(args[0]);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 4096);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      new StreamUpstream(selector).serve(server);
    }
  }

  private void serve(ServerSocketChannel server) throws IOException {
    while (true) {
      select();
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.isAcceptable()) {
          accept(server);
        } else if (key.isValid()) {
          ((Connection) key.attachment()).ready();
        }
      }
      selector.selectedKeys().clear();
      sendDue();
    }
  }

  private void select() throws IOException {
    if (due.isEmpty()) {
      selector.select();
      return;
    }
    long waitNanos = due.peek().dueAtNanos - System.nanoTime();
    if (waitNanos <= 0) {
      selector.selectNow();
    } else {
      selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNanos)));
    }
  }

  private void accept(ServerSocketChannel server) throws IOException {
    for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      key.attach(new Connection(channel, key));
    }
  }

  private void sendDue() {
    long now = System.nanoTime();
    while (!due.isEmpty() && due.peek().dueAtNanos <= now) {
      due.poll().sendNext();
    }
  }

  /** One client connection: reads a request, streams its answer, and waits for the next one. */
  private final class Connection {
    private final SocketChannel channel;
    private final SelectionKey key;
    private ByteBuffer input = ByteBuffer.allocate(4096);
    private ByteBuffer output = ByteBuffer.allocate(0);
    private int chunksLeft;
    private long paceNanos;
    private boolean streaming;
    private long dueAtNanos;

    Connection(SocketChannel channel, SelectionKey key) {
      this.channel = channel;
      this.key = key;
    }

    void ready() {
      try {
        if (key.isWritable()) {
          flush();
        }
        if (key.isValid() && key.isReadable()) {
          read();
        }
      } catch (IOException e) {
        close();
      }
    }

    private void read() throws IOException {
      if (channel.read(input) < 0) {
        close();
        return;
      }
      String request = new String(input.array(), 0, input.position(), StandardCharsets.ISO_8859_1);
      int headEnd = request.indexOf("\r\n\r\n");
      if (headEnd >= 0) {
        readBody(request, headEnd);
      }
      if (!input.hasRemaining()) {
        grow();
      }
    }

    private void readBody(String request, int headEnd) throws IOException {
      Matcher length = LENGTH.matcher(request).region(0, headEnd + 2);
      if (!length.find()) {
        refuse("411 Length Required");
      } else if (input.position() >= headEnd + 4 + Integer.parseInt(length.group(1))) {
        input.clear();
        start(request);
      }
    }

    private void start(String request) throws IOException {
      Matcher chunks = CHUNKS.matcher(request);
      Matcher pace = PACE.matcher(request);
      if (!chunks.find() || !pace.find()) {
        refuse("400 Bad Request");
        return;
      }
      chunksLeft = Integer.parseInt(chunks.group(1));
      paceNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(pace.group(1)));
      streaming = true;
      dueAtNanos = System.nanoTime();
      if (paceNanos == 0) {
        send(wholeAnswer());
      } else {
        chunksLeft--;
        send(StreamText.join(StreamText.HEAD, StreamText.CONTENT));
        schedule();
      }
    }

    private byte[] wholeAnswer() {
      ByteBuffer answer =
          ByteBuffer.allocate(
                  StreamText.HEAD.length
                      + chunksLeft * StreamText.CONTENT.length
                      + StreamText.TAIL.length)
              .put(StreamText.HEAD);
      for (; chunksLeft > 0; chunksLeft--) {
        answer.put(StreamText.CONTENT);
      }
      streaming = false;
      return answer.put(StreamText.TAIL).array();
    }

    private void schedule() {
      dueAtNanos += paceNanos;
      due.add(this);
    }

    void sendNext() {
      try {
        if (chunksLeft == 0) {
          streaming = false;
          send(StreamText.TAIL);
        } else {
          chunksLeft--;
          send(StreamText.CONTENT);
          schedule();
        }
      } catch (IOException e) {
        close();
      }
    }

    private void refuse(String status) throws IOException {
      input.clear();
      send(StreamText.ascii("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n"));
    }

    private void send(byte[] bytes) throws IOException {
      output =
          output.hasRemaining()
              ? ByteBuffer.wrap(StreamText.join(rest(), bytes))
              : ByteBuffer.wrap(bytes);
      flush();
    }

    private byte[] rest() {
      byte[] rest = new byte[output.remaining()];
      output.get(rest);
      return rest;
    }

    private void flush() throws IOException {
      channel.write(output);
      int interest = output.hasRemaining() ? SelectionKey.OP_WRITE : 0;
      key.interestOps(SelectionKey.OP_READ | interest);
    }

    private void grow() {
      if (input.capacity() >= REQUEST_LIMIT) {
        close();
        return;
      }
      input = ByteBuffer.allocate(input.capacity() * 2).put(input.flip());
    }

    private void close() {
      key.cancel();
      if (streaming) {
        due.remove(this);
      }
      try {
        channel.close();
      } catch (IOException e) {
        System.err.println("closing a connection: " + e.getMessage());
      }
    }
  }
}
