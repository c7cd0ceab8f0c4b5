package io.routerly.war.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What must not be in the WAR, because a server would trip over it. */
class WarContentIT {
  @Test
  void carriesNoLibraryThatBelongsToAServerOrToTheStandaloneJar() throws IOException {
    assertThat(entries())
        .filteredOn(name -> name.startsWith("WEB-INF/lib/"))
        .extracting(name -> name.substring("WEB-INF/lib/".length()))
        .noneMatch(name -> name.startsWith("jakarta.servlet-api"))
        .noneMatch(name -> name.startsWith("grizzly"))
        .noneMatch(name -> name.startsWith("logback"))
        .noneMatch(name -> name.matches("smallrye-(jwt|config)-[0-9].*")) // they bring CDI beans
        .anyMatch(name -> name.startsWith("slf4j-jdk14"));
  }

  @Test
  void carriesNoDescriptorThatTurnsClassLoadingOrBeansAround() throws IOException {
    assertThat(entries())
        .doesNotContain("WEB-INF/glassfish-web.xml", "WEB-INF/payara-web.xml", "WEB-INF/beans.xml")
        .contains("WEB-INF/web.xml", "WEB-INF/jboss-deployment-structure.xml");
  }

  private static List<String> entries() throws IOException {
    try (ZipFile war = new ZipFile(System.getProperty("routerly.war"))) {
      return war.stream().map(ZipEntry::getName).toList();
    }
  }
}
