#!/usr/bin/env bash
# Builds all parts of a release: the images of all roles, the chart, the function for Cognito, and the bills of materials (SBOM).
# With --push, it also uploads images and chart to the registry in IMAGE_REGISTRY, which ends with a slash. Log in to the registry
# before.
#
# usage: ops/package.sh <version> [--push] [images] [chart] [function] [sbom]        (no word: all four)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly ROLES=(migrate job analytics api)
readonly OUT=target/package

refuse() {
  printf 'package: %s\n' "$1" >&2
  exit 1
}

version=${1:-}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] ||
  refuse "name a version such as 1.4.0: ops/package.sh <version> [--push] [images] [chart] [function] [sbom]"
shift
push=''
parts=()
for word in "$@"; do
  case $word in
    --push) push=yes ;;
    images | chart | function | sbom) parts+=("$word") ;;
    *) refuse "'$word' is neither --push, images, chart, function nor sbom" ;;
  esac
done
((${#parts[@]} > 0)) || parts=(images chart function sbom)
registry=${IMAGE_REGISTRY:-}
[[ -z $registry || $registry == */ ]] || refuse "IMAGE_REGISTRY ends with a slash, as in registry.example/cezbek/"
[[ -z $push || -n $registry ]] || refuse "--push needs a registry: set IMAGE_REGISTRY"
mkdir -p "$OUT"

images() {
  local role name revision
  revision=$(git rev-parse HEAD)
  for role in "${ROLES[@]}"; do
    name=${registry}cezbek-$role:$version
    docker build --file ops/containers/Dockerfile --target "$role" --tag "$name" \
      --build-arg "VERSION=$version" --build-arg "REVISION=$revision" .
    if [[ -n $push ]]; then
      docker push "$name"
      # With the digest, a release can name exactly this image.
      docker image inspect --format '{{index .RepoDigests 0}}' "$name" >>"$OUT/digests"
    fi
    printf 'image    %s\n' "$name"
  done
}

chart() {
  helm package ops/helm/cezbek --version "$version" --app-version "$version" --destination "$OUT" >/dev/null
  [[ -z $push ]] || helm push "$OUT/cezbek-$version.tgz" "oci://${registry%/}"
  printf 'chart    %s\n' "$OUT/cezbek-$version.tgz"
}

# A registry of images cannot store this jar. For Terraform (triggers_jar), use the jar in this folder and compare its digest.
lambda_jar() {
  local name=cezbek-lambda-$version.jar
  ./cezbek lambda >/dev/null
  cp lambda/target/cezbek-lambda.jar "$OUT/$name"
  (cd "$OUT" && { sha256sum "$name" 2>/dev/null || shasum -a 256 "$name"; } >"$name.sha256")
  printf 'function %s\n' "$OUT/$name"
}

sbom() {
  local shipped
  ./cezbek check sbom
  # One SBOM for the engine's images, and one for the function for Cognito.
  for shipped in engine lambda; do
    cp "target/sbom/cezbek-$shipped.json" "$OUT/cezbek-$shipped-$version.sbom.json"
    printf 'sbom     %s\n' "$OUT/cezbek-$shipped-$version.sbom.json"
  done
}

for part in "${parts[@]}"; do
  case $part in
    function) lambda_jar ;;
    *) "$part" ;;
  esac
done
