#!/usr/bin/env bash
# Runs the jcstress tests of the engine: what a thread may see of another's writes, tried out millions of times.
#
# usage: benchmarks/jcstress/run.sh quick|tough [regex]
#        benchmarks/jcstress/run.sh control
#
# quick    each test in one JVM, for less than three minutes on two processors; the build server runs it.
#          JDK 17 takes two JVMs a test, with and without biased locking, so each has a shorter run there.
# tough    each test in 14 JVMs (28 on JDK 17): interpreter, C1 and C2 for each of the two threads, C2 also with its
#          randomizers; about half a minute a test on two processors, a minute on JDK 17
# control  tests that are broken on purpose: fails unless jcstress notices, so that silence means something
# regex    picks tests by a part of their names, such as Resize or 'Level1Stress.Clear'
#
# JAVA_HOME  the JDK to test with, 17 or later; otherwise the java of PATH
#
# The report is benchmarks/jcstress/target/results/<mode>/index.html, the output log.txt beside it. jcstress ends
# with 1 if a test saw something forbidden, failed or timed out, but with 0 if no test was found or one was skipped;
# so this script also asks whether everything that was planned has passed.
#
# For whoever adds a test: two actors at most, because jcstress leaves out tests with more actors than processors;
# texts of annotations in ASCII, because anything else breaks its list of tests; an actor may wait for the other only
# for what that has begun, because each walks through all its states on its own.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."

readonly JAR=$PWD/benchmarks/jcstress/target/jcstress.jar
readonly RESULTS=$PWD/benchmarks/jcstress/target/results
readonly TESTS='^io\.github\.twscache\.engine\.'
readonly CONTROL='^io\.github\.twscache\.control\.'

# A JVM with all its compilers, reordering as C2 may, no combinations. A state is a whole store in some tests, so few
# of them at a time: jcstress tries how many fit before it begins, which else takes longer than the test.
readonly QUICK=(-m quick -f 1 -strideSize 64 -strideCount 8 -sc false -af GLOBAL -pth false
  -jvmArgs '-XX:+IgnoreUnrecognizedVMOptions -XX:+StressLCM -XX:+StressGCM')
readonly TOUGH=(-m default -f 1 -fsm 1 -time 200 -strideSize 128 -strideCount 16)

usage() {
  sed -n '2,/^set /s/^# \{0,1\}//p' "$here/run.sh" >&2
  exit 2
}

fail() {
  printf 'benchmarks/jcstress/run.sh: %s\n' "$1" >&2
  exit 1
}

build_if_needed() {
  if [ -f "$JAR" ] && [ -z "$(find pom.xml benchmarks/jcstress/pom.xml benchmarks/jcstress/src \
      tws-cache-autoconfigure/pom.xml tws-cache-autoconfigure/src/main -newer "$JAR" -type f -print -quit)" ]; then
    return
  fi
  command -v mvn >/dev/null || fail "$JAR is missing or old, and there is no mvn to build it with"
  echo "Building $JAR"
  # The format check runs on JDK 17 only, and other checks are for mvn verify.
  mvn -q -B -ntp -pl benchmarks/jcstress -am -Dmaven.test.skip -Dspring-javaformat.skip package \
    || fail 'the build failed, see above'
}

# The options of quick by JDK: most of a short run is the start of its JVM, and two JVMs a test have to fit as well.
quick_options() {
  if "$java" -XX:+UseBiasedLocking -version >/dev/null 2>&1; then
    options=("${QUICK[@]}" -iters 2 -time 100)
  else
    options=("${QUICK[@]}" -iters 3 -time 200)
  fi
}

stress() { # regex, options of jcstress
  local tests=$1
  shift
  rm -rf "$results"
  mkdir -p "$results"
  # jcstress leaves its raw results where it was started.
  (cd "$results" && "$java" -jar "$JAR" -t "$tests" -r "$results" "$@") 2>&1 | tee "$log"
}

all_passed() {
  grep -Eq '\(Results: ([1-9][0-9]*) planned; \1 passed, 0 failed, 0 soft errs, 0 hard errs\)' "$log"
}

# Both of the tests that are broken on purpose must have been caught.
expect_failure() { # options of jcstress
  local test
  if stress "$CONTROL" "$@"; then
    fail "tests that are broken on purpose have passed: the others prove nothing, see $log"
  fi
  for test in LostUpdate WrongOrder; do
    grep -Eq "ControlStress\.$test\b.*Observed forbidden state" "$log" \
      || fail "jcstress failed, but not because of what is forbidden in $test, see $log"
  done
  printf '\nThe tests that are broken on purpose failed, as they should\n'
}

expect_success() { # regex, options of jcstress
  stress "$@" || fail "a test failed, see above and $results/index.html"
  all_passed || fail "jcstress found nothing wrong, but not all tests have run, see $log"
  printf '\nAll tests passed in %d s\n' "$SECONDS"
}

[ $# -ge 1 ] && [ $# -le 2 ] || usage
mode=$1
results=$RESULTS/$mode
log=$results/log.txt
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null || fail "no java at $java; set JAVA_HOME to a JDK 17 or later"

case $mode in
  quick)
    build_if_needed
    quick_options
    expect_success "$TESTS${2:+.*($2)}" "${options[@]}"
    ;;
  tough)
    build_if_needed
    expect_success "$TESTS${2:+.*($2)}" "${TOUGH[@]}"
    ;;
  control)
    [ $# -eq 1 ] || usage
    build_if_needed
    quick_options
    expect_failure "${options[@]}"
    ;;
  *) usage ;;
esac
