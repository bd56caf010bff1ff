#!/usr/bin/env bash
# Runs the contract tests of files, queues, mail and identity against moto, one test server for all of Amazon's services. Needs
# Python 3, Maven and a JDK 25. All files are in a temporary folder, which is removed at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly MOTO=5.2.5
readonly PORT=${MOTO_PORT:-5000}
readonly TESTS=${1:-ObjectStoreTest,StandardQueueTest,FifoQueueTest,SesMailSenderTest,UserPoolIdentitiesTest,UserPoolRefusalsTest,UserPoolDeletionsTest}
readonly READY_TRIES=100

folder=$(mktemp -d)
server=
finish() {
  [[ -z $server ]] || kill "$server" 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

printf 'moto: installing %s\n' "$MOTO"
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q "moto[server,cognitoidp,s3,sqs,ses]==$MOTO"

"$folder/venv/bin/moto_server" -H 127.0.0.1 -p "$PORT" >"$folder/log" 2>&1 &
server=$!
for ((try = 0; try < READY_TRIES; try++)); do
  (: </dev/tcp/127.0.0.1/"$PORT") 2>/dev/null && break
  kill -0 "$server" 2>/dev/null || { cat "$folder/log" >&2; exit 1; }
  sleep 0.2
done

# moto publishes its keys only under Amazon's host name, so this script reads the keys from moto's package.
"$folder/venv/bin/python" - >"$folder/keys.json" <<'PYTHON'
import gzip, importlib.resources as files
print(gzip.decompress((files.files("moto.cognitoidp") / "resources/jwks-public.json.gz").read_bytes()).decode())
PYTHON

printf 'moto: testing against http://127.0.0.1:%s\n' "$PORT"
mvn -B -q test -pl engine -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest="$TESTS" \
  -Dcezbek.aws.endpoint="http://127.0.0.1:$PORT" -Dcezbek.aws.keys="$folder/keys.json"
printf 'moto: passed\n'
