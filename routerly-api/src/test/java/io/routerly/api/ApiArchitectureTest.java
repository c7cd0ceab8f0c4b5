package io.routerly.api;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ApiArchitectureTest {
  /** This module's own classes, without those of the tests. */
  private static final JavaClasses API =
      new ClassFileImporter()
          .importUrl(GatewayApi.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.routerly.api.(**)").should().beFreeOfCycles().check(API);
  }

  @Test
  void partsDoNotKnowTheWhole() {
    noClasses()
        .that()
        .resideInAPackage("io.routerly.api.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.routerly.api")
        .check(API);
  }

  @Test
  void proxyAndManagementDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage("io.routerly.api.proxy")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.routerly.api.management", "io.routerly.api.session")
        .check(API);
    noClasses()
        .that()
        .resideInAnyPackage("io.routerly.api.management", "io.routerly.api.session")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.routerly.api.proxy")
        .check(API);
  }

  @Test
  void knowsNoServer() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.servlet..", "org.glassfish.grizzly..")
        .check(API);
  }

  /** JAX-RS has no way to send an answer later than it is made, nor to hear of the end. */
  @Test
  void onlyTheApplicationAndWhatHoldsAnswersBackKnowWhichJaxRsItIs() {
    noClasses()
        .that()
        .doNotHaveSimpleName("GatewayApplication")
        .and()
        .doNotHaveSimpleName("LaterTasks")
        .and()
        .haveNameNotMatching(".*\\.Held(Answer|Refusals)")
        .should()
        .dependOnClassesThat(
            describe(
                "are Jersey's", type -> type.getPackageName().startsWith("org.glassfish.jersey")))
        .check(API);
  }
}
