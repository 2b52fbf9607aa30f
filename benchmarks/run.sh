#!/usr/bin/env bash
# Measures tws-cache and its rivals side by side, and renders the page with the figures.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# set | main class | names of its figures | options of the JVM
readonly SETS='
throughput  throughput.ThroughputRun  throughput,level1,latency  -Xmx1g
spring      spring.SpringRun          spring                     -Xmx1g
baseline    baseline.BaselineRun      baseline                   -Xmx2g
hit-ratio   replay.HitRatioRun        hit-ratio                  -Xmx4g
memory      memory.MemoryRun          memory                     -Xmx8g -XX:+UseSerialGC
growth      growth.GrowthRun          growth                     -Xmx6g
cleanup     growth.CleanupRun         cleanup                    -Xmx6g
resize      growth.ResizeRun          resize                     -Xmx4g
ring        ring.RingRun              ring                       -Xmx1g
'
readonly PACKAGE=io.github.twscache.benchmarks
readonly JAR=benchmarks/target/benchmarks.jar

names() {
  awk 'NF { print $1 }' <<<"$SETS"
}

usage() {
  cat >&2 <<TEXT
usage: benchmarks/run.sh <profile> [set ...]

profile  long   for publishing, at most 60 minutes: figures to benchmarks/results, page src-docs/benchmarks.md
         short  for a look, with noise: figures to benchmarks/target/results, page benchmarks/target/report/benchmarks.md
         smoke  shows that everything works, where short does; its figures mean nothing
set      of $(names | paste -sd ' ' -); all of them if none is given

JAVA_HOME  the JDK to measure, 17 or later; otherwise the java of PATH
TRACES     a folder of traces for hit-ratio; otherwise synthetic workloads only
TEXT
  exit 2
}

fail() {
  printf 'benchmarks/run.sh: %s\n' "$1" >&2
  exit 1
}

field() { # set, number of the column, which takes the rest of the line if it is the fourth
  awk -v name="$1" -v column="$2" '$1 == name {
    if (column < 4) { print $column } else { for (i = 4; i <= NF; i++) printf "%s ", $i }
  }' <<<"$SETS"
}

build_if_needed() {
  if [ -f "$JAR" ] && [ -z "$(find pom.xml benchmarks/pom.xml benchmarks/src/main tws-cache-autoconfigure/pom.xml \
      tws-cache-autoconfigure/src/main tws-cache-autoconfigure/src/test -newer "$JAR" -type f -print -quit)" ]; then
    return
  fi
  command -v mvn >/dev/null || fail "$JAR is missing or old, and there is no mvn to build it with"
  echo "Building $JAR"
  # The format check runs on JDK 17 only, and other checks are for mvn verify.
  mvn -q -B -ntp -pl benchmarks -am -DskipTests -Dspring-javaformat.skip package \
    || fail 'the build failed, see above'
}

commit() {
  local commit
  commit=$(git rev-parse --short HEAD 2>/dev/null) || { echo unknown; return; }
  if [ -n "$(git status --porcelain --untracked-files=no -- . ':!benchmarks/results' ':!src-docs')" ]; then
    commit="$commit and changes"
  fi
  echo "$commit"
}

measure() { # set
  local set=$1 start=$SECONDS options args=()
  read -ra options <<<"$(field "$set" 4)"
  if [ "$set" = hit-ratio ] && [ -n "${TRACES:-}" ]; then
    args=("$traces")
  fi
  printf '\n== %s ==\n' "$set"
  "$java" "${options[@]}" -cp "$JAR" "$PACKAGE.$(field "$set" 2)" "$profile" "$results" ${args[@]+"${args[@]}"} \
    || fail "set $set failed, see above; '$command_line' measures from the start, and sets can be named one by one"
  "$java" -cp "$JAR" "$PACKAGE.report.Environment" "$results" "$profile" "$(field "$set" 3)" "$commit" \
    "$command_line" "$((SECONDS - start))"
  printf '== %s took %d s ==\n' "$set" "$((SECONDS - start))"
}

[ $# -ge 1 ] || usage
profile=$1
shift
case $profile in
  long) root=benchmarks/results page=src-docs/benchmarks.md ;;
  short | smoke) root=benchmarks/target/results page=benchmarks/target/report/benchmarks.md ;;
  *) usage ;;
esac
command_line="benchmarks/run.sh $profile${*:+ $*}"
[ $# -gt 0 ] || set -- $(names)
for set in "$@"; do
  [ -n "$(field "$set" 2)" ] || fail "no set '$set', but $(names | paste -sd ' ' -)"
done
if [ -n "${TRACES:-}" ]; then
  traces=$(cd "${OLDPWD:-.}" && cd "$TRACES" && pwd) || fail "TRACES names no folder: $TRACES"
  command_line="TRACES=<folder> $command_line"
fi

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null || fail "no java at $java; set JAVA_HOME to a JDK 17 or later"
feature=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')
[[ $feature =~ ^[0-9]+$ ]] && [ "$feature" -ge 17 ] || fail "JDK 17 or later is needed, and $java is $feature"
commit=$(commit)
results=$root/jdk-$feature

build_if_needed
mkdir -p "$results"
for set in "$@"; do
  measure "$set"
done
printf '\n== report, after %d s in all ==\n' "$SECONDS"
"$java" -cp "$JAR" "$PACKAGE.report.Report" "$root" "$page"
