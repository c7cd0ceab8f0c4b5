package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Under load, with failures and clients that leave, through restarts and kills: what the files of
 * the ledger say, what the summary says, what budgets count and what clients reckon themselves is
 * the same to the last digit.
 */
class MoneyAddsUpTest {
  private static final int CALLS_A_RUN = 150;
  private static final int KILLS = 3;

  private final Random random = new Random(20261122);
  private final List<PaidCall> paid = new ArrayList<>();
  private Shop shop;

  @BeforeEach
  void open(@TempDir Path home) throws IOException {
    shop = new Shop(home);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void throughRestartsOfTheService() throws Exception {
    for (int run = 0; run < 3; run++) {
      try (Shop.Run service = shop.start()) {
        assertAgreed(service);
        serve(service, CALLS_A_RUN);
        assertAgreed(service);
      }
    }
    assertThat(paid).hasSizeGreaterThan(CALLS_A_RUN);
  }

  @Test
  void throughKillsAtRandomMoments() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      try (Shop.Run service = shop.startProcess()) {
        assertAgreed(service);
        try (Customers customers = customers(service, 1_000_000)) {
          customers.awaitServed(30 + random.nextInt(120));
          service.kill();
          customers.awaitEnd();
          paid.addAll(customers.paid());
        }
      }
    }
    try (Shop.Run service = shop.startProcess()) {
      assertAgreed(service);
      serve(service, 20);
      assertAgreed(service);
    }
    assertThat(paid).hasSizeGreaterThan(30 * KILLS);
  }

  private Customers customers(Shop.Run service, int calls) {
    return new Customers(service.uri(), shop.tokens(), calls, random.nextLong());
  }

  private void serve(Shop.Run service, int calls) throws InterruptedException {
    try (Customers customers = customers(service, calls)) {
      customers.awaitEnd();
      paid.addAll(customers.paid());
    }
  }

  /** Calls whose clients left may still be ending, so the first look may come too early. */
  private void assertAgreed(Shop.Run service) throws IOException {
    Books books = service.awaitSettled();
    assertThat(books.summary()).isEqualTo(books.ledger());
    assertThat(books.globalBudgets()).isEqualTo(books.ledger().withoutUnpriced());
    assertThat(books.projectBudgets()).isEqualTo(books.ledger().withoutUnpriced());
    assertThat(books.duplicates()).isEmpty();
    for (PaidCall call : paid) {
      assertThat(books.successes(call.traceId())).as(call.traceId()).containsExactly(call.amount());
    }
  }
}
