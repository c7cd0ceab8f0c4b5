package io.routerly;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.routerly.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final String ROOT = "io.routerly.";
  private static final Path TABLE = Path.of("..", "docs", "architecture.md");

  /** This module's own classes, without those of the tests and of the libraries. */
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .importUrl(ErrorCode.class.getProtectionDomain().getCodeSource().getLocation())
          .that(describe("are our own", type -> type.getPackageName().startsWith(ROOT)));

  static Stream<String> packages() throws IOException {
    return PackageTable.read(TABLE).rows().keySet().stream();
  }

  @Test
  void everyPackageHasARowAndEveryRowAPackage() throws IOException {
    Set<String> packages =
        CORE.stream()
            .map(type -> type.getPackageName().substring(ROOT.length()))
            .collect(Collectors.toSet());
    assertThat(PackageTable.read(TABLE).rows().keySet())
        .as("rows of the table in docs/architecture.md")
        .containsExactlyInAnyOrderElementsOf(packages);
  }

  @Test
  void rowsNamePackagesThatExist() throws IOException {
    Map<String, Optional<Set<String>>> rows = PackageTable.read(TABLE).rows();
    assertThat(rows.values().stream().flatMap(Optional::stream).flatMap(Collection::stream))
        .isSubsetOf(rows.keySet());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("packages")
  void importsOnlyWhatItsRowNames(String name) throws IOException {
    Optional<Set<String>> mayImport = PackageTable.read(TABLE).mayImport(name);
    if (mayImport.isEmpty()) {
      return;
    }
    noClasses()
        .that()
        .resideInAPackage(ROOT + name)
        .should()
        .dependOnClassesThat(
            describe(
                "are ours and not of a package that the row of %s names".formatted(name),
                type -> isForbidden(type, name, mayImport.get())))
        .because("docs/architecture.md says what each package may import")
        .check(CORE);
  }

  private static boolean isForbidden(JavaClass type, String from, Set<String> mayImport) {
    String to = type.getBaseComponentType().getPackageName();
    return to.startsWith(ROOT)
        && !to.equals(ROOT + from)
        && !mayImport.contains(to.substring(ROOT.length()));
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.routerly.(*)..").should().beFreeOfCycles().check(CORE);
    slices().matching("io.routerly.(**)").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void knowsNothingOfServers() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta.ws.rs..", "jakarta.servlet..", "org.glassfish..", "io.routerly.api..")
        .check(CORE);
  }

  @Test
  void onlyBootstrapKnowsThatStateIsKeptInFiles() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.routerly.store.file", "io.routerly.bootstrap")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.routerly.store.file")
        .check(CORE);
  }

  @Test
  void timeChanceAndSleepComeFromOutside() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.routerly.bootstrap")
        .should()
        .accessTargetWhere(readsClockOrDice())
        .because("clock, randomness, sleeping and ids are constructor arguments")
        .check(CORE);
  }

  private static DescribedPredicate<JavaAccess<?>> readsClockOrDice() {
    return describe(
        "reads a clock, throws dice or sleeps",
        access -> {
          JavaClass owner = access.getTargetOwner();
          String name = access.getTarget().getName();
          boolean now =
              name.equals("now")
                  && owner.getPackageName().equals("java.time")
                  && !access.getTarget().getFullName().contains("(java.time.Clock)");
          boolean system =
              owner.isEquivalentTo(System.class)
                  && Set.of("currentTimeMillis", "getenv", "getProperty").contains(name);
          boolean clock = owner.getName().equals("java.time.Clock") && name.startsWith("system");
          boolean dice =
              owner.isEquivalentTo(ThreadLocalRandom.class)
                  || (owner.isAssignableTo(Random.class) && name.equals("<init>"))
                  || (owner.isEquivalentTo(Math.class) && name.equals("random"))
                  || name.equals("randomUUID");
          boolean sleep = owner.isEquivalentTo(Thread.class) && name.equals("sleep");
          return now || system || clock || dice || sleep;
        });
  }

  @Test
  void staticFieldsAreFinal() {
    fields().that().areStatic().should().beFinal().check(CORE);
  }

  @Test
  void staticFieldsHoldNothingThatChanges() {
    noFields()
        .that()
        .areStatic()
        .should()
        .haveRawType(
            describe(
                "made to change",
                type ->
                    type.getPackageName().startsWith("java.util.concurrent")
                        || type.getName().startsWith("com.github.benmanes.caffeine")
                        || type.isEquivalentTo(StringBuilder.class)
                        || type.isAssignableTo(Random.class)
                        || type.isAssignableTo(ThreadLocal.class)))
        .check(CORE);
  }

  @Test
  void jsonProviderIsLookedUpOnce() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("jakarta.json.Json")
        .because("its static methods search for the provider at every call")
        .check(CORE);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> marked =
        CORE.stream()
            .filter(type -> type.getSimpleName().equals("package-info"))
            .filter(type -> type.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());
    classes()
        .should(be(describe("in a null-marked package", t -> marked.contains(t.getPackageName()))))
        .check(CORE);
  }
}
