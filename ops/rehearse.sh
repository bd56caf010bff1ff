#!/usr/bin/env bash
# Runs the steps of the Dockerfile without a container engine: unpacks the layers, links the runtime and creates the start-up
# cache. Then it runs the entry point of each role as user 10001 in a separate root folder. The root folder is mounted read-only
# and contains, in addition, only the libraries of the base system. Needs Linux, root (for chroot) and the packaged jars.
#
# usage: ops/rehearse.sh [folder]      (kept when it is named, else thrown away; CEZBEK_PORT chooses the ports: it and the next)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly ENGINE=engine/target/cezbek-engine.jar SANDBOX=sandbox/target/cezbek-sandbox.jar
readonly READY_MAX_TENTHS=900 END_MAX_TENTHS=600 WORLD_MAX_SECONDS=180
readonly PORT=${CEZBEK_PORT:-10001}

refuse() {
  printf 'rehearse: %s\n' "$1" >&2
  exit 1
}
told() { printf '%-10s %s\n' "$1" "$2"; }

((EUID == 0)) || refuse "a root folder of its own takes root; run it with sudo"
[[ -f $ENGINE && -f $SANDBOX ]] || refuse "package the jars first: mvn package -DskipTests -pl engine,sandbox,trials"
: "${JAVA_HOME:?name a JDK 25 with JAVA_HOME}"

folder=${1:-}
[[ -n $folder ]] || folder=$(mktemp -d)
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
chmod 755 "$folder"
readonly ROOT=$folder/root
world=''
engine=''
clean_up() {
  [[ -z $engine ]] || kill -KILL "$engine" 2>/dev/null || true
  if [[ -n $world ]]; then
    kill -TERM "$world" 2>/dev/null || true
    wait "$world" 2>/dev/null || true
  fi
  (($# == 0)) || rm -rf "$folder"
}
if [[ -n ${1:-} ]]; then trap 'clean_up' EXIT; else trap 'clean_up all' EXIT; fi

# ---- the image's files ----
rm -rf "$ROOT" "$folder/layers" "$folder/cache"
mkdir -p "$ROOT"/{app,opt,proc,dev,tmp,etc,run/settings}
"$JAVA_HOME/bin/java" -Djarmode=tools -jar "$ENGINE" extract --layers --destination "$folder/layers" >/dev/null
for layer in dependencies spring-boot-loader snapshot-dependencies application; do
  cp -a "$folder/layers/$layer/." "$ROOT/app/"
done
told layers "$(cd "$folder/layers" && du -sh dependencies application | tr '\t\n' '  ')"
told runtime "$(ops/containers/jre.sh "$JAVA_HOME" "$ROOT/app" "$ROOT/opt/jre"), $(du -sh "$ROOT/opt/jre" | cut -f 1)"
# Runs as a user without rights, as in the stage of the image.
mkdir "$folder/cache"
chown nobody "$ROOT/app" "$folder/cache"
told trained "$(CEZBEK_PORT=$PORT XDG_CACHE_HOME=$folder/cache setpriv --reuid nobody --clear-groups \
  ops/containers/train.sh "$JAVA_HOME" "$ROOT/opt/jre" "$ROOT/app" "$PWD/$SANDBOX" 2>"$folder/train.log" ||
  tail -n 3 "$folder/train.log")"
chown root "$ROOT/app"
[[ -s $ROOT/app/cezbek.aot ]] || refuse "no start-up cache was made"
cp ops/containers/java.options ops/containers/ready.sh "$ROOT/app/"
printf '127.0.0.1 localhost\n' >"$ROOT/etc/hosts"
for name in bin lib lib64; do ln -s "usr/$name" "$ROOT/$name"; done
mkdir "$ROOT/usr"

# Runs a command as in the image: with its root and its user, and with write access only to /tmp. Replaces the caller's process.
in_image() {
  # shellcheck disable=SC2016
  exec unshare --mount bash -c '
    set -e
    root=$1; shift
    mount --bind "$root" "$root"
    mount --bind /usr "$root/usr" && mount -o remount,bind,ro "$root/usr"
    mount --bind /proc "$root/proc" && mount --bind /dev "$root/dev"
    mount -t tmpfs -o size=256m,mode=1777 tmpfs "$root/tmp"
    mount -o remount,bind,ro "$root"
    exec env -i MALLOC_ARENA_MAX=2 "$(command -v chroot)" --userspec=10001:10001 "$root" "$@"' image "$ROOT" "$@"
}
# Runs the ENTRYPOINT of the image.
java_in_image() { in_image /opt/jre/bin/java "$@" @/app/java.options -jar /app/cezbek-engine.jar "${ARGUMENTS[@]}"; }

written=$( (in_image /usr/bin/touch /app/written) 2>&1) || true
[[ $written == *'Read-only file system'* ]] || refuse "the root is not for reading only: $written"
told image "read-only root, user $(in_image /usr/bin/id -u)"

# ---- the external systems, from the sandbox ----
CEZBEK_HOME=$folder/home CEZBEK_PORT=$PORT "$JAVA_HOME/bin/java" -XX:+UseSerialGC \
  -Dcezbek.engine.jar="$ROOT/app/cezbek-engine.jar" -jar "$SANDBOX" up --ephemeral >"$folder/world.log" 2>&1 &
world=$!
for ((second = 0; second < WORLD_MAX_SECONDS; second++)); do
  grep -q '^Serving' "$folder/world.log" && break
  kill -0 "$world" 2>/dev/null || refuse "the sandbox did not start; see $folder/world.log"
  sleep 1
done
grep -v -e '^server\.' -e '^management\.' -e '^cezbek.seed' -e 'sandbox-file' "$folder/home/run/engine.properties" \
  >"$ROOT/run/settings/engine.properties"
# Only the migration has the credentials of the schema's owner; the roles use a user who cannot change the schema.
grep -v '^spring\.flyway\.' "$ROOT/run/settings/engine.properties" >"$ROOT/run/settings/role.properties"
chmod 644 "$ROOT/run/settings/"*.properties

# ---- the roles ----
FILE=--spring.config.additional-location=file:/run/settings
ARGUMENTS=(migrate "$FILE/engine.properties")
(java_in_image) >"$folder/migrate.log" 2>&1 || refuse "migrate: $(tail -n 1 "$folder/migrate.log")"
told migrate "$(tail -n 1 "$folder/migrate.log")"

# Starts a role, waits until its health check succeeds, stops it with SIGTERM like Kubernetes, and prints the time to readiness.
role() {
  local what=$1 roles=$2 began ready tenth status=0
  shift 2
  ARGUMENTS=("$FILE/role.properties" --server.port=$((PORT + 1)) --server.address=127.0.0.1 "--cezbek.roles=$roles"
    --cezbek.migrate=off)
  began=$(date +%s%N)
  (java_in_image "$@") >"$folder/$roles.log" 2>&1 &
  engine=$!
  for ((tenth = 0; tenth < READY_MAX_TENTHS; tenth++)); do
    CEZBEK_PORT=$((PORT + 1)) ops/containers/ready.sh 2>/dev/null && break
    kill -0 "$engine" 2>/dev/null || refuse "$what ended: $(grep '^cezbek: ' "$folder/$roles.log" || tail -n 1 "$folder/$roles.log")"
    sleep 0.1
  done
  ready=$((($(date +%s%N) - began) / 1000000))
  ((tenth < READY_MAX_TENTHS)) || refuse "$what is not ready; see $folder/$roles.log"
  kill -TERM "$engine"
  for ((tenth = 0; tenth < END_MAX_TENTHS; tenth++)); do
    kill -0 "$engine" 2>/dev/null || break
    sleep 0.1
  done
  wait "$engine" || status=$?
  engine=''
  told "$what" "ready in $ready ms, ended by SIGTERM with status $status"
}
role api api
role job job
role analytics analytics
# The JVM uses the last -XX:AOTCache option, so a mode before this option disables the cache.
role 'api, cold' api -XX:AOTMode=off
