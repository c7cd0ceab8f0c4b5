package io.routerly.notify;

/**
 * How urgent a message looks.
 *
 * @param label what kind of message it is, in a word or two
 * @param onLight a colour that can be read on white
 * @param onDark a colour that can be read on nearly black
 */
record Tone(String label, String onLight, String onDark) {
  private static final String AMBER = "#a84f06";
  private static final String AMBER_ON_DARK = "#f6b34c";
  private static final String RED = "#b42318";
  private static final String RED_ON_DARK = "#ff8a80";
  private static final String GREEN = "#11703b";
  private static final String GREEN_ON_DARK = "#5fd38d";
  private static final String BLUE = "#2457c5";
  private static final String BLUE_ON_DARK = "#8ab4ff";

  static Tone of(NoticeKind kind) {
    return switch (kind) {
      case BUDGET_THRESHOLD -> new Tone("Budget threshold", AMBER, AMBER_ON_DARK);
      case BUDGET_EXHAUSTED -> new Tone("Budget exhausted", RED, RED_ON_DARK);
      case BUDGET_RESET -> new Tone("Budget reset", GREEN, GREEN_ON_DARK);
      case PROVIDER_UNHEALTHY -> new Tone("Model failing", RED, RED_ON_DARK);
      case PROVIDER_RECOVERED -> new Tone("Model recovered", GREEN, GREEN_ON_DARK);
      case LEDGER_UNAVAILABLE -> new Tone("Ledger unavailable", RED, RED_ON_DARK);
      case LEDGER_RECOVERED -> new Tone("Ledger recovered", GREEN, GREEN_ON_DARK);
      case TEST -> new Tone("Test", BLUE, BLUE_ON_DARK);
    };
  }
}
