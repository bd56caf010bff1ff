# shellcheck shell=bash
# The gates of ./cezbek check. ./cezbek includes this file, which uses its functions and folders.

# The minimum version of Maven for SpotBugs' plugin, and the version that is downloaded if the installed Maven is older.
readonly MAVEN_FOR_CHECKS=3.9
readonly MAVEN_FETCHED=3.9.11

# If the installed Maven is too old for the checks, it downloads a newer Maven from the repositories in the user's settings. The
# newer Maven uses the same settings.
require_maven_for_checks() {
  local folder fetched settings
  require_tools
  [[ $(printf '%s\n' "$MAVEN_FOR_CHECKS" "$MAVEN_VERSION" | sort -V | head -n 1) != "$MAVEN_FOR_CHECKS" ]] || return 0
  folder=${XDG_CACHE_HOME:-$HOME/.cache}/cezbek
  fetched=$folder/apache-maven-$MAVEN_FETCHED
  if [[ ! -f $fetched/.complete ]]; then
    printf 'fetching Maven %s, because this one is %s ...\n' "$MAVEN_FETCHED" "$MAVEN_VERSION"
    mkdir -p "$folder"
    maven -q dependency:unpack -N -Dartifact="org.apache.maven:apache-maven:$MAVEN_FETCHED:zip:bin" \
      -DoutputDirectory="$folder" || refuse "Maven $MAVEN_FETCHED could not be fetched; install $MAVEN_FOR_CHECKS or newer"
    : >"$fetched/.complete"
  fi
  MAVEN=(sh "$fetched/bin/mvn")
  settings=$(mvn --version 2>/dev/null | sed -n 's/^Maven home: //p')/conf/settings.xml
  [[ ! -r $settings ]] || MAVEN+=(-gs "$settings")
}

# Each gate runs Maven once, prints one line, and writes a log with the details.
check() {
  local gate status=0
  local gates=("$@")
  ((${#gates[@]} > 0)) || gates=(bugs sbom licences coverage)
  for gate in "${gates[@]}"; do
    case $gate in
      coverage | bugs | sbom | licences) ;;
      *) refuse "'$gate' is no check; there are: coverage bugs sbom licences" ;;
    esac
  done
  require_maven_for_checks
  (umask 077 && mkdir -p "$HOME_FOLDER/logs") 2>/dev/null || refuse "cannot write to $HOME_FOLDER; choose another folder with CEZBEK_HOME=<folder>"
  mkdir -p "$PROJECT/target"
  for gate in "${gates[@]}"; do
    "check_$gate" "$HOME_FOLDER/logs/check-$gate.log" || status=1
  done
  return "$status"
}

# Runs Maven for a gate. After a failure, prints the matching lines of the log and the path of the whole log.
passes() {
  local gate=$1 log=$2 telling=$3
  shift 3
  maven "$@" >"$log" 2>&1 &
  watch_build $! "$log" "checking $gate" && return 0
  printf 'not ok  %-9s the whole log is %s\n' "$gate" "$log"
  grep -E "$telling" "$log" | sort -u | head -n "$FAILURE_LINES" | sed 's/^/        /'
  return 1
}

# All tests run, even after a failed test, so that the coverage includes all tests.
check_coverage() {
  local log=$1 file=$PROJECT/target/coverage/coverage.csv failed
  rm -f "$PROJECT"/*/target/jacoco*.exec "$file"
  rm -rf "$PROJECT"/*/target/surefire-reports
  passes coverage "$log" 'ratio is|\[ERROR\] +[A-Z][A-Za-z]*Test|BUILD FAILURE' \
    verify -Pcoverage -Dmaven.test.failure.ignore=true -Dspotless.check.skip=true || {
    [[ ! -f $file ]] || printf '        %s\n' "$(coverage_of "$file")"
    return 1
  }
  find_reports
  failed=$(($(sum_reports failures) + $(sum_reports errors)))
  if ((failed > 0)); then
    printf 'not ok  coverage  %s; but %d tests failed; the whole log is %s\n' "$(coverage_of "$file")" "$failed" "$log"
    return 1
  fi
  printf 'ok      coverage  %s\n' "$(coverage_of "$file")"
}

coverage_of() {
  awk -F, 'NR > 1 { bm += $6; bc += $7; lm += $8; lc += $9 }
    END { printf "%.1f %% of %d lines, %.1f %% of %d branches; each line: target/coverage/index.html", \
      100 * lc / (lc + lm), lc + lm, 100 * bc / (bc + bm), bc + bm }' "$1"
}

# Maven first analyses all modules, because after a finding in one module it would not analyse later modules. The findings come
# from the reports, because the log has another format for findings without a line, for example about a field.
check_bugs() {
  local log=$1 module report found=''
  rm -f "$PROJECT"/*/target/spotbugsXml.xml
  passes bugs "$log" '\[ERROR\]' compile spotbugs:check -Dspotbugs.failOnError=false -Dspotless.check.skip=true || return 1
  for module in $(module_names); do
    report=$PROJECT/$module/target/spotbugsXml.xml
    if [[ ! -s $report ]]; then
      printf 'not ok  bugs      %s was not looked at; the whole log is %s\n' "$module" "$log"
      return 1
    fi
    found+=$(bugs_in "$report")$'\n'
  done
  found=$(sed '/^$/d' <<<"$found")
  if [[ -n $found ]]; then
    printf 'not ok  bugs      %d found; the whole log is %s\n' "$(grep -c . <<<"$found")" "$log"
    head -n "$FAILURE_LINES" <<<"$found" | sed 's/^/        /'
    return 1
  fi
  printf 'ok      bugs      SpotBugs and FindSecBugs find none in %s\n' "$(modules)"
}

# Prints one line for each finding: type, class, and the line of the source if there is one. In the report, lines of classes and
# methods are inside their elements; the line of the finding is directly in BugInstance.
bugs_in() {
  tr '<' '\n' <"$1" | awk '
    function attribute(name) { return match($0, " " name "=[\"\047][^\"\047]*") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : "" }
    /^BugInstance / { inside = 1; depth = 0; type = attribute("type"); class = ""; line = "" }
    inside && /^Class / && class == "" { class = attribute("classname") }
    inside && /^SourceLine / && depth == 0 && line == "" && attribute("start") != "" { line = ":" attribute("start") }
    inside && /^(Class|Method|Field|LocalVariable|Type)[ >]/ && !/\/>/ { depth++ }
    inside && /^\/(Class|Method|Field|LocalVariable|Type)>/ { depth-- }
    /^\/BugInstance>/ { inside = 0; print type " " class line }'
}

check_sbom() {
  local module
  passes sbom "$1" '\[ERROR\]' compile cyclonedx:makeBom -Dspotless.check.skip=true || return 1
  mkdir -p "$PROJECT/target/sbom"
  for module in engine lambda sandbox trials; do
    cp "$PROJECT/$module/target/sbom.json" "$PROJECT/target/sbom/cezbek-$module.json" || return 1
  done
  printf 'ok      sbom      of %s, in target/sbom\n' "$(modules)"
}

# The repository contains the list of shipped libraries, so that a review shows each new library.
check_licences() {
  local list=$PROJECT/target/licences/THIRD-PARTY.txt kept=$PROJECT/THIRD-PARTY.txt
  passes licences "$1" '\[WARNING\].*icense|^ *-.*:|Failed to execute' compile license:aggregate-add-third-party -Dspotless.check.skip=true || return 1
  if ! cmp -s "$list" "$kept"; then
    if [[ -n ${CI:-} ]]; then
      printf 'not ok  licences  THIRD-PARTY.txt is not what is shipped; run ./cezbek check licences and commit it\n'
      return 1
    fi
    cp "$list" "$kept"
    printf '        licences  THIRD-PARTY.txt was behind and is written anew; commit it\n'
  fi
  printf 'ok      licences  of %s libraries are allowed\n' "$(grep -c '^[^ ]*:[^ ]*:[^ ]* (' "$kept")"
}

module_names() {
  sed -n 's/.*<module>\(.*\)<\/module>.*/\1/p' "$PROJECT/pom.xml"
}

modules() {
  module_names | paste -sd, - | sed 's/,/, /g'
}
