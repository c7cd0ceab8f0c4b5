# What one routing decision costs, at first and after a million past calls. Needs neither nginx nor load.
# shellcheck shell=sh

DECIDE_MODELS=20
DECIDE_ROUNDS=15

stage_decide() {
  say 'a decision'
  decide_jar=$ROOT/routerly-standalone/target/routerly.jar
  [ -f "$decide_jar" ] || die "$decide_jar is missing; ./routerly --version builds it"
  mkdir -p "$WORK/product"
  "$JAVA_HOME/bin/javac" --release 17 -cp "$decide_jar" -d "$WORK/product" "$BENCH"/java/product/*.java
  "$JAVA_HOME/bin/java" -cp "$WORK/product:$decide_jar" DecisionCost "$DECIDE_MODELS" "$RECORDS" "$DECIDE_ROUNDS" \
    >"$WORK/decide"
  report '' "## A decision over $DECIDE_MODELS models with all policies that ask nobody else" '' \
    "Medians of $DECIDE_ROUNDS rounds of 20,000 decisions on one thread." '' \
    '| past calls | models that can serve | projects in turn | µs | bytes allocated |' '|---|---|---|---|---|'
  report "$(awk '{ printf "%s| %s | %s | %s | %s | %s |", NR == 1 ? "" : "\n", $1, $2, $3, $4, $5 }' "$WORK/decide")"
}
