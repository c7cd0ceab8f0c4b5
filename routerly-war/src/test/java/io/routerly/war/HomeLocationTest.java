package io.routerly.war;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomeLocationTest {
  private static final Path USER = Path.of("/home/someone");

  @ParameterizedTest(name = "JNDI {0}, parameter {1}, property {2}, variable {3}: {4}")
  @CsvSource(
      textBlock =
          """
          /a, /b, /c, /d, /a, the JNDI entry routerly.home
          '', /b, /c, /d, /b, the context parameter routerly.home
          '', '', /c, /d, /c, the system property routerly.home
          '', ' ', '', /d, /d, the environment variable ROUTERLY_HOME
          '', '', '', '', /home/someone/.routerly, default
          """)
  void takesTheMostSpecificPlace(
      String jndi, String parameter, String property, String variable, Path home, String saidBy) {
    HomeLocation.Places places =
        new HomeLocation.Places(
            only("routerly.home", jndi),
            only("routerly.home", parameter),
            only("routerly.home", property),
            only("ROUTERLY_HOME", variable));
    assertThat(HomeLocation.find(places, USER)).isEqualTo(new HomeLocation(home, saidBy));
  }

  @Test
  void findsItsDefaultWhereNothingIsSet() {
    Function<String, Optional<String>> nothing = name -> Optional.empty();
    HomeLocation.Places places = new HomeLocation.Places(nothing, nothing, nothing, nothing);
    assertThat(HomeLocation.find(places, USER).folder()).isEqualTo(USER.resolve(".routerly"));
  }

  @ParameterizedTest(name = "refuses \"{0}\"")
  @CsvSource({"routerly", "./home", "~/.routerly"})
  void refusesAPathThatDependsOnWhereTheServerWasStarted(String relative) {
    Function<String, Optional<String>> nothing = name -> Optional.empty();
    HomeLocation.Places places =
        new HomeLocation.Places(nothing, nothing, only("routerly.home", relative), nothing);
    assertThatThrownBy(() -> HomeLocation.find(places, USER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(relative)
        .hasMessageContaining("the system property routerly.home");
  }

  private static Function<String, Optional<String>> only(String name, String value) {
    return wanted -> Optional.ofNullable(Map.of(name, value).get(wanted));
  }
}
