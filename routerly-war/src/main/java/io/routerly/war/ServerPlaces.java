package io.routerly.war;

import jakarta.servlet.ServletContext;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks settings up where this server keeps them. */
final class ServerPlaces {
  private ServerPlaces() {}

  static HomeLocation.Places of(ServletContext context) {
    return new HomeLocation.Places(
        ServerPlaces::jndi,
        name -> Optional.ofNullable(context.getInitParameter(name)),
        name -> Optional.ofNullable(System.getProperty(name)),
        name -> Optional.ofNullable(System.getenv(name)));
  }

  @SuppressWarnings("BanJNDI") // a fixed name in a namespace that only the server's operator fills
  private static Optional<String> jndi(String name) {
    try {
      return Optional.of(String.valueOf(InitialContext.<Object>doLookup("java:comp/env/" + name)));
    } catch (NamingException e) {
      return Optional.empty(); // there is no such entry, or no JNDI at all
    }
  }
}
