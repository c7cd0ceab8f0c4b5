package io.routerly.upstream;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Puts TLS over a connected socket: host name checked and told by SNI, HTTP/1.1 by ALPN. */
final class Tls {
  private final SSLSocketFactory factory;

  Tls(SSLSocketFactory factory) {
    this.factory = factory;
  }

  /** Returns the TLS socket after its handshake. */
  Socket over(Socket connected, Origin origin) throws IOException {
    SSLSocket socket =
        (SSLSocket) factory.createSocket(connected, origin.host(), origin.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    if (isName(origin.host())) {
      parameters.setServerNames(List.of(new SNIHostName(origin.host())));
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** SNI carries names only (RFC 6066, section 3), and the JDK's class only well-formed ones. */
  private static boolean isName(String host) {
    return host.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
        && !host.matches("[0-9.]+");
  }
}
