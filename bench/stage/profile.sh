# Where Routerly's processor time goes: by thread, and by method from the flight recorder's samples.
# shellcheck shell=sh

stage_profile() {
  say 'profile'
  start_peers
  write_home profile "$ROUTERLY_PORT_A"
  start_routerly profile "$ROUTERLY_PORT_A"
  for kind in buffered ready paced; do
    warm_up "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$WORK/$kind.json"
    profile_threads "$kind"
    profile_methods "$kind"
    report_profile "$kind"
  done
  end "$ROUTERLY_PID"
}

# profile_threads KIND: ticks by thread name over one round of load, digits in names folded.
profile_threads() {
  thread_ticks "$ROUTERLY_PID" >"$WORK/threads-before"
  load "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$WORK/$1.json" "$SECONDS_PER_ROUND" >"$WORK/profile-$1"
  thread_ticks "$ROUTERLY_PID" >"$WORK/threads-after"
  awk -F '\t' 'NR == FNR { before[$1] = $3; next }
    { ticks = $3 - before[$1]; name[$2] += ticks; total += ticks }
    END { for (n in name) if (total && name[n] * 200 > total) printf("%.1f\t%s\n", name[n] * 100 / total, n) }' \
    "$WORK/threads-before" "$WORK/threads-after" | sort -rn >"$WORK/threads-$1"
}

# thread_ticks PID: thread id, name and ticks of every thread.
thread_ticks() {
  cat "/proc/$1/task/"*/stat 2>/dev/null | awk '
    { id = $1; start = index($0, "("); end = match($0, /\)[^)]*$/)
      name = substr($0, start + 1, end - start - 1); gsub(/[0-9]+/, "N", name)
      split(substr($0, end + 2), field, " "); printf("%d\t%s\t%d\n", id, name, field[12] + field[13]) }'
}

# profile_methods KIND: the samples of two rounds' worth of load to $WORK/samples-KIND, a stack a line, top first.
# On JDK 25 they are taken by processor time, native code included; before, by time in Java code.
profile_methods() {
  methods_event=ExecutionSample
  methods_option=
  if jfr metadata | grep -q 'class CPUTimeSample '; then
    methods_event=CPUTimeSample
    methods_option='jdk.CPUTimeSample#enabled=true jdk.CPUTimeSample#throttle=5ms'
  fi
  # shellcheck disable=SC2086
  jcmd "$ROUTERLY_PID" JFR.start name=bench settings=profile $methods_option >>"$WORK/jcmd.log"
  load "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$WORK/$1.json" $((SECONDS_PER_ROUND * 2)) >/dev/null
  jcmd "$ROUTERLY_PID" JFR.stop name=bench filename="$WORK/$1.jfr" >>"$WORK/jcmd.log"
  jfr print --stack-depth 64 --events "jdk.$methods_event" "$WORK/$1.jfr" | awk '
    /stackTrace = \[/ { inside = 1; frames = ""; next }
    inside && /^ *\]/ { print frames; inside = 0; next }
    inside { sub(/^ +/, ""); sub(/ *line:.*/, ""); sub(/\(.*/, ""); frames = frames $0 ";" }' >"$WORK/samples-$1"
}

report_profile() {
  report '' "## Where processor time goes: $1" '' \
    "$(awk '{ printf("%s requests/s at %s µs each", $1, $4) }' "$WORK/profile-$1"); $(wc -l <"$WORK/samples-$1") samples of jdk.$methods_event." '' \
    '| share | thread |' '|---|---|' "$(awk -F '\t' '{ printf("| %s %% | %s |\n", $1, $2) }' "$WORK/threads-$1")" '' \
    '| share | topmost method |' '|---|---|' "$(shares "$1" top 30)" '' \
    "| share | topmost method of Routerly's own |" '|---|---|' "$(shares "$1" own 30)" '' \
    '| share | anywhere on the stack, Routerly only |' '|---|---|' "$(shares "$1" any 60)"
}

# shares KIND top|own|any COUNT: the most frequent frames among the samples.
shares() {
  awk -v which="$2" '
    { n = split($0, frame, ";"); total++; found = 0; split("", seen)
      if (which == "top") { count[frame[1]]++; next }
      for (i = 1; i < n; i++) if (frame[i] ~ /^io\.routerly\./ && !(frame[i] in seen)) {
        seen[frame[i]] = found = 1; count[frame[i]]++
        if (which == "own") break
      }
      if (!found) count["(none of them)"]++ }
    END { for (name in count) printf("%.1f\t%s\n", count[name] * 100 / total, name) }' "$WORK/samples-$1" |
    sort -rn | head -n "$3" | awk -F '\t' '{ printf("| %s %% | `%s` |\n", $1, $2) }'
}
