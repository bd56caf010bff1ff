#!/usr/bin/env bash
# Releases one role of one version as a separate Helm release, into the current cluster of kubectl, and waits until the role is
# ready. If it does not become ready, the release is rolled back. Release migrate first, because a process that is newer than the
# schema does not start; then analytics, api and job (docs/deploy.md).
#
# usage: ops/release.sh <migrate|job|analytics|api> <version> --values <file> [--namespace cezbek] [--dry-run]
#          (--dry-run prints what would be sent, and asks no cluster)
#        ops/release.sh back <job|analytics|api> [--namespace cezbek]             to the revision before
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

refuse() {
  printf 'release: %s\n' "$1" >&2
  exit 1
}
readonly USAGE='use: ops/release.sh <migrate|job|analytics|api> <version> --values <file> [--namespace name] [--dry-run], or: ops/release.sh back <role>'
timeout=${RELEASE_TIMEOUT:-15m}

(($# >= 2)) || refuse "$USAGE"
role=$1 version=$2
shift 2
namespace=cezbek values='' dry=''
while (($# > 0)); do
  case $1 in
    --values) values=${2:-} && shift ;;
    --namespace) namespace=${2:-} && shift ;;
    --dry-run) dry=yes ;;
    *) refuse "'$1' is no option; $USAGE" ;;
  esac
  shift
done

if [[ $role == back ]]; then
  role=$version
  [[ $role =~ ^(job|analytics|api)$ ]] ||
    refuse "'$role' cannot be taken back; a schema goes forward only, and the version before works on it"
  exec helm rollback "cezbek-$role" --namespace "$namespace" --wait --timeout "$timeout"
fi

[[ $role =~ ^(migrate|job|analytics|api)$ ]] || refuse "'$role' is no role; $USAGE"
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+ ]] || refuse "'$version' is no version such as 1.4.0"
[[ -f $values ]] || refuse "--values names the installation's values, such as a copy of ops/helm/cezbek/examples/aws.yaml"

# A migration may build an index within the time limit of the chart (migration.timeoutSeconds). If Helm gave up earlier, the next
# try would stop the migration while it still runs.
if [[ $role == migrate ]]; then
  timeout=${RELEASE_TIMEOUT:-35m}
fi

# The packaged chart of this version; if there is none, the chart in the working tree.
chart=target/package/cezbek-$version.tgz
[[ -f $chart ]] || chart=ops/helm/cezbek
extra=()
[[ -z ${IMAGE_REGISTRY:-} ]] || extra+=(--set-string "image.registry=$IMAGE_REGISTRY")

settings=(--namespace "$namespace" --values "$values" --set "only=$role" --set-string "image.tag=$version" ${extra[@]+"${extra[@]}"})

if [[ -n $dry ]]; then
  exec helm template "cezbek-$role" "$chart" --kube-version "${KUBERNETES:-1.33.0}" "${settings[@]}"
fi
exec helm upgrade "cezbek-$role" "$chart" --install --atomic --wait --timeout "$timeout" --history-max 10 "${settings[@]}"
