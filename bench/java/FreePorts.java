import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Prints {@code COUNT} ports of the loopback address that nobody listens on.
 *
 * <p>They lie below 32768, where the system does not take the ports of outgoing connections from,
 * so that a server can be started and restarted on them later. The search begins somewhere else in
 * every process, so that two runs at once do not choose the same ones.
 */
public final class FreePorts {
  private static final int FIRST = 18_100;
  private static final int LAST = 32_000;

  private FreePorts() {}

  public static void main(String[] args) {
    int wanted = Integer.parseInt(args[0]);
    int first = FIRST + ThreadLocalRandom.current().nextInt(LAST - FIRST - 1_000);
    for (int port = first; wanted > 0 && port <= LAST; port++) {
      if (isFree(port)) {
        System.out.println(port);
        wanted--;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false; // somebody else's
    }
  }
}
