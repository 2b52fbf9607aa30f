#!/usr/bin/env bash
# Keeps caches under mixed load for a while, and fails if anything grew, drifted or was wrong.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly JAR=benchmarks/target/benchmarks.jar
readonly LONG=20

usage() {
  cat >&2 <<TEXT
usage: benchmarks/soak.sh [minutes [seed]]

minutes  $LONG if none are given; from then on figures go to benchmarks/results/soak, else to benchmarks/target/soak
seed     the same callers as in another run, which printed it; not the same order of their threads

JAVA_HOME  the JDK to run on, 17 or later; otherwise the java of PATH
TEXT
  exit 2
}

fail() {
  printf 'benchmarks/soak.sh: %s\n' "$1" >&2
  exit 1
}

build_if_needed() {
  if [ -f "$JAR" ] && [ -z "$(find pom.xml benchmarks/pom.xml benchmarks/src/main tws-cache-autoconfigure/pom.xml \
      tws-cache-autoconfigure/src/main tws-cache-autoconfigure/src/test -newer "$JAR" -type f -print -quit)" ]; then
    return
  fi
  command -v mvn >/dev/null || fail "$JAR is missing or old, and there is no mvn to build it with"
  echo "Building $JAR"
  mvn -q -B -ntp -pl benchmarks -am -DskipTests -Dspring-javaformat.skip package || fail 'the build failed, see above'
}

minutes=${1:-$LONG}
[[ $# -le 2 && $minutes =~ ^[1-9][0-9]{0,3}$ ]] || usage
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null || fail "no java at $java; set JAVA_HOME to a JDK 17 or later"
feature=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')
[[ $feature =~ ^[0-9]+$ ]] && [ "$feature" -ge 17 ] || fail "JDK 17 or later is needed, and $java is $feature"
results=benchmarks/target/soak/jdk-$feature
if [ "$minutes" -ge "$LONG" ]; then
  results=benchmarks/results/soak/jdk-$feature
fi

build_if_needed
mkdir -p "$results"
# A fixed heap and a collector that tells what is in use to the byte.
"$java" -XX:+UseSerialGC -Xms256m -Xmx256m -cp "$JAR" io.github.twscache.benchmarks.soak.SoakRun "$minutes" "$results" \
  ${2+"$2"} || fail "the run of $minutes minutes failed, see above"
echo "Figures: $results/soak.json, table: $results/soak.md"
