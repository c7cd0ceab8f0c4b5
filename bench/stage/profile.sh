# Where Routerly's processor time goes: execution samples of the flight recorder under load.
# shellcheck shell=sh

stage_profile() {
  say 'profile'
  start_peers
  write_home profile "$ROUTERLY_PORT_A"
  start_routerly profile "$ROUTERLY_PORT_A"
  for kind in buffered ready paced; do
    warm_up "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$WORK/$kind.json"
    profile_load "$kind"
    report_profile "$kind"
  done
  end "$ROUTERLY_PID"
}

# profile_load KIND: records two rounds' worth of load to $WORK/KIND.jfr.
profile_load() {
  jcmd "$ROUTERLY_PID" JFR.start name=bench settings=profile >"$WORK/jcmd.log"
  load "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$WORK/$1.json" $((SECONDS_PER_ROUND * 2)) >"$WORK/profile-$1"
  jcmd "$ROUTERLY_PID" JFR.stop name=bench filename="$WORK/$1.jfr" >>"$WORK/jcmd.log"
  # Samples in Java code, and those of threads inside a native call, each as one line of frames, top first.
  for event in ExecutionSample NativeMethodSample; do
    jfr print --stack-depth 64 --events "jdk.$event" "$WORK/$1.jfr" | awk '
      /stackTrace = \[/ { inside = 1; frames = ""; next }
      inside && /^ *\]/ { print frames; inside = 0; next }
      inside { sub(/^ +/, ""); sub(/ *line:.*/, ""); sub(/\(.*/, ""); frames = frames $0 ";" }' >"$WORK/$1.$event"
  done
}

report_profile() {
  report '' "## Where time goes: $1" '' "Load: $(awk '{ printf("%s/s, %s µs of processor time per request", $1, $4) }' "$WORK/profile-$1")." '' \
    'Topmost methods' '' '| share | method |' '|---|---|' "$(shares "$1" 1 25)" '' \
    "Topmost frame of Routerly's own" '' '| share | method |' '|---|---|' "$(shares "$1" own 30)"
}

# shares KIND WHICH COUNT: the most frequent first frames, or first frames of io.routerly.
shares() {
  awk -v which="$2" '
    { n = split($0, frame, ";"); name = "(none of them)"; total++
      if (which == 1) name = frame[1]
      else for (i = 1; i < n; i++) if (frame[i] ~ /^io\.routerly\./) { name = frame[i]; break }
      count[name]++ }
    END { for (name in count) printf("%.1f %%\t%s\n", count[name] * 100 / total, name) }' "$WORK/$1.ExecutionSample" |
    sort -rn | head -n "$3" | awk -F '\t' '{ printf("| %s | `%s` |\n", $1, $2) }'
}
