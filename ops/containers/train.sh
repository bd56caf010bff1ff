#!/usr/bin/env bash
# Creates the engine's start-up cache (AOT, JDK 25). The engine runs the demo with real servers, with the runtime and the folder
# of its image, and the JVM records loaded classes and busy methods. The cache is valid only for this runtime and these files.
# With another runtime or other files, the JVM ignores the cache and starts more slowly.
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

# Waits until a condition is true, or until a number of seconds has passed.
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
# Stops the engine directly. When the engine stops, it writes the recorded data. This takes longer than the supervisor waits for a
# stop.
engine=$(<"$CEZBEK_HOME/run/engine.pid")
kill -TERM "$engine"
await "$RECORD_MAX_SECONDS" is_gone "$engine" || printf 'train: the engine still runs\n' >&2
# The supervisor ends too. Its error about the ended engine is expected.
wait "$demo" || true

"$RUNTIME/bin/java" -XX:+UseCompactObjectHeaders -XX:AOTMode=create -XX:AOTConfiguration="$NOTES" -XX:AOTCache="$APP/cezbek.aot" '-Xlog:aot*=off' \
  -jar "$APP/cezbek-engine.jar" >/dev/null
printf 'trained %s: %s\n' "$APP/cezbek.aot" "$(du -h "$APP/cezbek.aot" | cut -f 1)"
