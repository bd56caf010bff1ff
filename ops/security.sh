#!/usr/bin/env bash
# Searches for vulnerabilities with three external tools and prints a line for each tool. The nightly pipeline runs this script.
#
#   api            schemathesis sends what the OpenAPI document allows and forbids to an engine of its own on loopback, as
#                  a partner and as an administrator: no 5xx, no answer that the document does not have, no operation
#                  that forgets who may call it. Sessions and signing keys come last, because these calls may end the token
#                  that they are made with
#   secrets        gitleaks reads every commit for keys and passwords (what is none stands in ops/quality/gitleaks.toml)
#   dependencies   osv-scanner holds the bill of materials against the database of known weaknesses; the only look that
#                  needs the network beyond package registries
#
# usage: ops/security.sh [api] [secrets] [dependencies]       no word: all three; SECONDS_EACH=120 for api, a third of it
# for sessions
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly TOOLS=$PWD/target/ops-tools
readonly SCHEMATHESIS=4.32.5
readonly SESSIONS='/sessions|/signing-keys'
readonly GITLEAKS=github.com/zricethezav/gitleaks/v8@v8.28.0
readonly OSV_SCANNER=github.com/google/osv-scanner/v2/cmd/osv-scanner@v2.6.0
readonly ALL=(api secrets dependencies)
readonly SECONDS_EACH=${SECONDS_EACH:-120}
readonly CHECKS=not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,ignored_auth,unsupported_method

work=$(mktemp -d)
engine=''
stop() {
  [[ -z $engine ]] || { kill "$engine" 2>/dev/null && wait "$engine" 2>/dev/null; } || true
  rm -rf "$work"
}
trap stop EXIT

go_tool() {
  command -v "$1" >/dev/null || [[ -x $TOOLS/go/$1 ]] || GOBIN=$TOOLS/go go install "$2"
  PATH=$TOOLS/go:$PATH
}

# Reads a field of sandbox.json with a Python expression; s is the content of the file.
sandbox() { python3 -c 'import json, sys; s = json.load(open(sys.argv[1])); print(eval(sys.argv[2]))' "$work/home/sandbox.json" "$1"; }

look_api() {
  local venv=$TOOLS/schemathesis url port program
  if program=$(command -v schemathesis) && [[ $("$program" --version) == *"$SCHEMATHESIS" ]]; then :; else
    [[ -x $venv/bin/pip ]] || python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$SCHEMATHESIS"
    program=$venv/bin/schemathesis
  fi
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  CEZBEK_HOME=$work/home CEZBEK_PORT=$port CEZBEK_START_UP_CACHE=off ./cezbek up --ephemeral >"$work/engine.log" 2>&1 &
  engine=$!
  until [[ -f $work/home/sandbox.json ]] && curl -fs "http://127.0.0.1:$port/readyz" >/dev/null; do
    kill -0 "$engine" 2>/dev/null || { tail -n 20 "$work/engine.log" >&2 && return 1; }
    sleep 1
  done
  url=$(sandbox 's["base_url"]')
  local failed=0
  try administrator "$SECONDS_EACH" --exclude-path-regex "$SESSIONS" || failed=1
  try partner "$SECONDS_EACH" --exclude-path-regex "$SESSIONS" || failed=1
  try administrator "$((SECONDS_EACH / 3))" --include-path-regex "$SESSIONS" || failed=1
  return "$failed"
}

# Calls the API with a role for a number of seconds; further arguments are passed to schemathesis. Its files are in the working
# folder.
try() {
  local who=$1 seconds=$2 bearer
  shift 2
  bearer=$(token "$who" "$url")
  if (cd "$work" && "$program" run "$url/api/openapi/v2.yaml" --url "$url" --header "Authorization: Bearer $bearer" \
    --checks "$CHECKS" --max-time "$seconds" --seed 20261129 --continue-on-failure \
    --suppress-health-check all --warnings off "$@" >"$work/$who.log" 2>&1); then
    printf '%s: ' "$who" && grep -E 'generated' "$work/$who.log"
  else
    printf '%s:\n' "$who" && grep -v '^ *$' "$work/$who.log" | tail -n 150
    return 1
  fi
}

token() {
  if [[ $1 == administrator ]]; then
    sandbox '[p["token"] for p in s["staff"] if p["role"] == "ADMIN"][0]'
  else
    # The command prints a curl call, which is run unchanged.
    CEZBEK_HOME=$work/home ./cezbek sign "$(sandbox 's["partners"][0]["code"]')" --url "$2" >"$work/sign.sh"
    bash "$work/sign.sh" 2>/dev/null | python3 -c 'import json, sys; print(json.load(sys.stdin)["data"]["token"])'
  fi
}

look_secrets() {
  go_tool gitleaks "$GITLEAKS"
  gitleaks git --no-banner --redact --log-level warn --config ops/quality/gitleaks.toml .
}

look_dependencies() {
  go_tool osv-scanner "$OSV_SCANNER"
  ./cezbek check sbom >"$work/sbom.log" 2>&1 || { tail -n 20 "$work/sbom.log" >&2 && return 1; }
  local sbom failed=0
  for sbom in target/sbom/*.json; do
    cp "$sbom" "$work/$(basename "${sbom%.json}").cdx.json"
    osv-scanner scan source --lockfile "$work/$(basename "${sbom%.json}").cdx.json" || failed=1
  done
  return "$failed"
}

looks=("$@")
((${#looks[@]} > 0)) || looks=("${ALL[@]}")
failed=0
for look in "${looks[@]}"; do
  [[ " ${ALL[*]} " == *" $look "* ]] || { printf "security: '%s' is no look; there are: %s\n" "$look" "${ALL[*]}" >&2 && exit 1; }
  if "look_$look" >"$work/look.log" 2>&1; then
    printf '%-8s %-14s %s\n' ok "$look" "$(tail -n 1 "$work/look.log")"
  else
    printf '%-8s %-14s %s\n' 'not ok' "$look" 'see below'
    sed 's/^/         /' "$work/look.log"
    failed=1
  fi
done
exit "$failed"
