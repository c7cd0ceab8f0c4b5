import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how long the first chunk of a streamed answer takes, on kept-alive connections.
 *
 * <p>Usage: {@code java FirstChunk STREAMS WARM_UP BODY_FILE TOKEN NAME=PORT...}. The targets take
 * turns, stream by stream, so that a disturbance of the machine meets all of them. Prints one line
 * per target: name, median and 99th percentile in microseconds, from before the request is written
 * until the first {@code data:} line is read.
 */
public final class FirstChunk {
  private final String name;
  private final Socket socket;
  private final InputStream input;
  private final List<Long> nanos = new ArrayList<>();

  private FirstChunk(String name, int port) throws IOException {
    this.name = name;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    input = new BufferedInputStream(socket.getInputStream());
  }

  public static void main(String[] args) throws IOException {
    int streams = Integer.parseInt(args[0]);
    int warmUp = Integer.parseInt(args[1]);
    byte[] request = ChatCall.bytes(Path.of(args[2]), args[3]);
    List<FirstChunk> targets = new ArrayList<>();
    for (String target : List.of(args).subList(4, args.length)) {
      String[] pair = target.split("=", 2);
      targets.add(new FirstChunk(pair[0], Integer.parseInt(pair[1])));
    }
    for (int i = -warmUp; i < streams; i++) {
      for (FirstChunk target : targets) {
        target.stream(request, i >= 0);
      }
    }
    targets.forEach(FirstChunk::print);
  }

  private void stream(byte[] request, boolean counts) throws IOException {
    long startedAt = System.nanoTime();
    socket.getOutputStream().write(request);
    String status = line();
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(name + " answered " + status);
    }
    while (!line().startsWith("data:")) {
      // The rest of the head, the chunk's size and SSE comments come before it.
    }
    long elapsed = System.nanoTime() - startedAt;
    while (!line().equals("data: [DONE]")) {
      // Only the first chunk is timed.
    }
    while (!line().equals("0")) {
      // The last HTTP chunk ends the answer; the connection is used again.
    }
    line();
    if (counts) {
      nanos.add(elapsed);
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = input.read(); b != '\n'; b = input.read()) {
      if (b < 0) {
        throw new EOFException(name + " closed the connection in mid-stream");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  private void print() {
    nanos.sort(null);
    System.out.printf("%s %d %d%n", name, percentile(50), percentile(99));
  }

  private long percentile(int percent) {
    return nanos.get((nanos.size() - 1) * percent / 100) / 1_000;
  }
}
