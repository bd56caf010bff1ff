#!/usr/bin/env bash
# Makes the engine's start-up cache (AOT, JDK 25): lets the engine play the demo on real parts, with the runtime and from
# the folder that it will have in its image, and keeps which classes it loaded and which methods were busy. The cache fits
# that runtime and those files only; a JVM that finds another ignores it and starts slower.
#
# usage: train.sh <jdk for the sandbox> <the engine's runtime> <folder of the unpacked engine> <sandbox's jar>
set -euo pipefail

if (($# != 4)); then
  printf 'usage: train.sh <jdk> <runtime> <folder of the unpacked engine> <cezbek-sandbox.jar>\n' >&2
  exit 2
fi
readonly JDK=$1 RUNTIME=$2 APP=$3 SANDBOX=$4
readonly STORY_MAX_SECONDS=420 RECORD_MAX_SECONDS=240

work=$(mktemp -d)
readonly work
readonly NOTES=$work/notes
trap 'rm -rf "$work"' EXIT

# Waits until a condition holds or a number of seconds is over.
await() {
  local seconds=$1 tries
  shift
  for ((tries = 0; tries < seconds; tries++)); do
    if "$@"; then return 0; fi
    sleep 1
  done
  return 1
}
story_is_over() { grep -q '^Serving' "$work/demo.log" || ! kill -0 "$demo" 2>/dev/null; }
is_gone() { ! kill -0 "$1" 2>/dev/null; }

export CEZBEK_HOME=$work/home CEZBEK_PORT=${CEZBEK_PORT:-10001}
CEZBEK_ENGINE_OPTS="-XX:AOTMode=record -XX:AOTConfiguration=$NOTES" \
  "$JDK/bin/java" -XX:+UseSerialGC -Dcezbek.engine.jar="$APP/cezbek-engine.jar" -Dcezbek.engine.java="$RUNTIME/bin/java" \
  -jar "$SANDBOX" demo --ephemeral >"$work/demo.log" 2>&1 &
demo=$!
await "$STORY_MAX_SECONDS" story_is_over || true
if ! grep -q '^Serving' "$work/demo.log"; then
  tail -n 20 "$work/demo.log" >&2
  printf 'train: the demo did not come to its end\n' >&2
  exit 1
fi
# The engine itself is told to end and writes its notes then, which takes longer than its supervisor would wait.
engine=$(<"$CEZBEK_HOME/run/engine.pid")
kill -TERM "$engine"
await "$RECORD_MAX_SECONDS" is_gone "$engine" || printf 'train: the engine still runs\n' >&2
# The supervisor ends as well, and rightly says that the engine ended by itself.
wait "$demo" || true

"$RUNTIME/bin/java" -XX:+UseCompactObjectHeaders -XX:AOTMode=create -XX:AOTConfiguration="$NOTES" -XX:AOTCache="$APP/cezbek.aot" '-Xlog:aot*=off' \
  -jar "$APP/cezbek-engine.jar" >/dev/null
printf 'trained %s: %s\n' "$APP/cezbek.aot" "$(du -h "$APP/cezbek.aot" | cut -f 1)"
