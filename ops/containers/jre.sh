#!/usr/bin/env bash
# Links a Java runtime with only the modules that the engine needs. The Dockerfile and ops/rehearse.sh run this script.
#
# usage: jre.sh <jdk> <folder of the unpacked engine> <new folder>
set -euo pipefail

if (($# != 3)); then
  printf 'usage: jre.sh <jdk> <folder of the unpacked engine> <new folder>\n' >&2
  exit 2
fi
readonly JDK=$1 APP=$2 TARGET=$3

# Modules that no class names: Indonesian names of days and months, services for DNS and zip files, tools for the diagnosis of a
# running process.
readonly BY_SERVICE=jdk.localedata,jdk.naming.dns,jdk.zipfs,jdk.crypto.ec,jdk.jcmd,java.naming,java.management

named=$("$JDK/bin/jdeps" --ignore-missing-deps -q --multi-release 25 --recursive --print-module-deps \
  --class-path "$APP/lib/*" "$APP/cezbek-engine.jar")
"$JDK/bin/jlink" --add-modules "$named,$BY_SERVICE" --include-locales=en,id \
  --strip-debug --no-header-files --no-man-pages --compress=zip-6 --output "$TARGET"
printf 'linked %s with %s modules\n' "$TARGET" "$("$TARGET/bin/java" --list-modules | wc -l | tr -d ' ')"
