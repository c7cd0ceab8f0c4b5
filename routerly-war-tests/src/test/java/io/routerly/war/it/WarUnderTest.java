package io.routerly.war.it;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR that the build made, told in its web.xml where its home is. */
final class WarUnderTest {
  /** What the build gives to the server as {@code ROUTERLY_SETUP_CODE}. */
  static final String SETUP_CODE = "acceptance-setup-code";

  private static final String CONTEXT_PARAMETER =
      """
      <context-param>
        <param-name>routerly.home</param-name>
        <param-value>%s</param-value>
      </context-param>
      """;
  private static final String JNDI_ENTRY =
      """
      <env-entry>
        <env-entry-name>routerly.home</env-entry-name>
        <env-entry-type>java.lang.String</env-entry-type>
        <env-entry-value>%s</env-entry-value>
      </env-entry>
      """;

  private WarUnderTest() {}

  /** Returns the WAR under that file name, with its home in a context parameter. */
  static WebArchive withContextParameter(String fileName, Path home) {
    return with(fileName, CONTEXT_PARAMETER.formatted(home));
  }

  /** Returns the WAR under that file name, with its home in JNDI. */
  static WebArchive withJndiEntry(String fileName, Path home) {
    return with(fileName, JNDI_ENTRY.formatted(home));
  }

  /** Returns a new folder that is empty. */
  static Path newHome() {
    try {
      return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "home");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WebArchive with(String fileName, String setting) {
    WebArchive built =
        ShrinkWrap.createFromZipFile(
            WebArchive.class, new File(System.getProperty("routerly.war")));
    String webXml = text(built).replace("</web-app>", setting + "</web-app>");
    return ShrinkWrap.create(WebArchive.class, fileName)
        .merge(built)
        .setWebXML(new StringAsset(webXml));
  }

  private static String text(WebArchive war) {
    try (InputStream in = war.get("/WEB-INF/web.xml").getAsset().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
