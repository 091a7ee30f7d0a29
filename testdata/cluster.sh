#!/usr/bin/env bash
# Runs the program on Apache Spark on this machine, and compares every byte with a run
# of one program. It brings PySpark, which has Spark in it, where that is missing, and
# keeps it in ~/.cache/depository/pyspark.
#
#   CLUSTER=all     (default) on a master and two workers of one core each: the parts
#                   below but local
#   CLUSTER=sample  the sample, with factsheets
#   CLUSTER=real    the real workbooks, where ../shared is here
#   CLUSTER=many    the filled workbooks of PARTNERS (500; "60 250": one number after the
#                   other) made-up partners and a file that is no workbook, while an
#                   executor is killed in each of the stages of KILL (read draw print; "":
#                   in none), once some of its rows are done
#   CLUSTER=stop    Ctrl-C while the cluster reads: its job ends, and nothing is left
#   CLUSTER=local   the sample alone, on local-cluster[2,1,1024]: several JVMs without a
#                   master. Where Java or PySpark is lacking it says so and is skipped,
#                   unless REQUIRE=all.
#
# Several may be named: CLUSTER="sample stop". A run may take LIMIT (1500) seconds. It
# prints the seconds by the clock and those of CPU: of one program, and of all that the
# cluster was.
set -euo pipefail
bin=$(pwd)/${1:-bin/depository}
what=${CLUSTER:-all} limit=${LIMIT:-1500}
[ "$what" = all ] && what='sample real many stop'
version=4.1.4
home="$HOME/.cache/depository/pyspark"
say() { echo "make cluster: $*"; }
fail() { say "$*" >&2; exit 1; }
lacking() {
  say "$1"
  [ "$what" = local ] && [ "${REQUIRE:-}" != all ] && { say "skipped; REQUIRE=all would fail here"; exit 0; }
  exit 1
}
for part in $what; do
  case $part in sample | real | many | stop | local) ;; *) fail "CLUSTER=$part: there are all, sample, real, many, stop and local" ;; esac
done
command -v java >/dev/null 2>&1 || lacking "Java 17 or newer is lacking (make tools brings it)"
mkdir -p "$(dirname "$home")"
exec 9>"$home.lock"
flock 9 # another of these may be fetching it
if [ ! -x "$home/pyspark/bin/spark-sql" ] || [ ! -d "$home/pyspark-$version.dist-info" ]; then
  say "fetching pyspark $version, 450 MB"
  rm -rf "$home.part"
  timeout 1800 python3 -m pip install -q --no-deps --target "$home.part" "pyspark==$version" || lacking "pyspark $version could not be fetched"
  rm -rf "$home"; mv "$home.part" "$home"
fi
exec 9>&-
# A JVM only starts what is ours: it need not compile itself at its best.
export SPARK_HOME="$home/pyspark" SPARK_LOCAL_IP=127.0.0.1 JAVA_TOOL_OPTIONS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
sql="$SPARK_HOME/bin/spark-sql"
work=$(mktemp -d)
log="$work/daemons.log"

# What is started gets a group of processes of its own, which ends with this script.
started= daemons=
start() { set -m; "$@" & set +m; started="$started $!"; }
living() { for p in $started; do kill -0 -- "-$p" 2>/dev/null && return 0; done; return 1; }
end() {
  trap '' INT TERM
  for p in $started; do kill -TERM -- "-$p" 2>/dev/null || :; done
  for _ in $(seq 40); do living || break; sleep 0.25; done
  for p in $started; do kill -KILL -- "-$p" 2>/dev/null || :; done
  wait
  rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
until_so() { # until_so SECONDS WHAT COMMAND...: waits until the command succeeds
  local most=$1 for=$2 begun=$SECONDS; shift 2
  until "$@" >/dev/null 2>&1; do [ $((SECONDS - begun)) -lt "$most" ] || fail "$for: waited for $most s"; sleep 0.1; done
}
used() { # tenths of a second of CPU of what has ended, and of master and workers with their executors
  for p in $$ $daemons; do cat "/proc/$p/stat"; done 2>/dev/null |
    awk -v ticks="$(getconf CLK_TCK)" -v own=$$ '{pid = $1; sub(/^.*\) /, ""); s += $14 + $15; if (pid != own) s += $12 + $13} END {printf "%d", 10 * s / ticks}'
}

master='local-cluster[2,1,1024]'
many_of() { [ "$(grep -c "$1" "$log")" -ge "$2" ]; }
if [ "$what" != local ]; then
  class() { start "$SPARK_HOME/bin/spark-class" "$@" >>"$log" 2>&1; daemons="$daemons ${started##* }"; }
  class org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
  until_so 300 'the master' many_of 'Starting Spark master at spark://' 1
  master=$(sed -n 's|.*Starting Spark master at \(spark://127.0.0.1:[0-9]*\).*|\1|p' "$log")
  for n in 1 2; do class org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory 1g --webui-port 0 --work-dir "$work/worker$n" "$master"; done
  until_so 300 'the workers' many_of 'Registering worker' 2
  say "a master at $master and two workers"
fi

publishes() { # publishes FLAGS...: a run that succeeds, with or without problems of partners
  local got=0
  start timeout -k 30 "$limit" "$bin" run "$@"
  wait "${started##* }" || got=$?
  case $got in 0 | 3) ;; 124 | 137) fail "a run took more than $limit s" ;; *) fail "a run ended with status $got" ;; esac
}
on_cluster() { publishes --engine spark --master "$master" --tasks 4 --spark-sql "$sql" "$@" >/dev/null; }
same() { # same NAME FLAGS...: a run of one program and one on the cluster give the same bytes
  local name=$1 begun one spark at0=$SECONDS at1 at2; shift
  begun=$(used)
  publishes --quiet --cache=false --outputs "$work/$name.one" "$@"
  one=$(used) at1=$SECONDS
  on_cluster --outputs "$work/$name.spark" "$@"
  spark=$(used) at2=$SECONDS
  diff -r -x depository.db "$work/$name.one" "$work/$name.spark" || fail "$name: the cluster gives other bytes"
  "$bin" dump --outputs "$work/$name.one" >"$work/one.txt"
  "$bin" dump --outputs "$work/$name.spark" >"$work/spark.txt"
  cmp "$work/one.txt" "$work/spark.txt" || fail "$name: the cluster remembers something else"
  say "$name: the same bytes in $(find "$work/$name.one" -type f | wc -l) files and the dump; one program $((at1 - at0)) s by the clock, $(((one - begun) / 10)) s of CPU; the cluster $((at2 - at1)) s, $(((spark - one) / 10)) s of CPU"
  rm -rf "$work/$name.one" "$work/$name.spark"
}

# The filled workbooks of made-up partners. Nothing is killed by the clock: an executor is
# killed while a worker of the stage is its child and rows of the stage are done.
books() { # books N: makes them where they are not there yet
  SCALE=$1 SCALE_BOOKS="$work/books" go test -run '^$' -bench MadeUpBooks -benchtime 1x ./cmd/depository >/dev/null
}
noted() { cat "$work/$1"/.spark-*/"$2"/done/* 2>/dev/null | grep -q .; } # noted OUTPUTS STAGE: rows of the stage are done
kill_executor() { # kill_executor OUTPUTS STAGE
  local p
  while :; do
    if noted "$1" "$2"; then
      p=$(pgrep -f "worker $2 $work/$1/" | head -n 1) || p=
      while [ -n "$p" ] && [ "$p" -gt 1 ] && [ "$(cat "/proc/$p/comm" 2>/dev/null)" != java ]; do p=$(ps -o ppid= -p "$p" 2>/dev/null | tr -d ' '); done
      if [ -n "$p" ] && [ "$p" -gt 1 ]; then
        said=$(tr '\0' ' ' <"/proc/$p/cmdline" 2>/dev/null) || said=
        app=$(sed -n 's/.*--app-id \([^ ]*\).*/\1/p' <<<"$said") id=$(sed -n 's/.*--executor-id \([^ ]*\).*/\1/p' <<<"$said")
        [ -n "$app" ] && kill -9 "$p" 2>/dev/null && { echo "$app $id" >"$work/killed.$2"; return; }
      fi
    fi
    sleep 0.1
  done
}
recovered() { # recovered STAGE: tells which executor was killed, and what Spark did anew
  local app id anew
  [ -f "$work/killed.$1" ] || fail "no executor was killed at worker $1"
  read -r app id <"$work/killed.$1"
  anew=$(cat "$work"/worker?/"$app"/*/stderr | grep -oE 'Running task [0-9]+\.[0-9]+ in stage [0-9]+\.[0-9]+' | grep -E 'task [0-9]+\.[1-9]|stage [0-9]+\.[1-9]' | sort -u | wc -l)
  [ "$anew" -gt 0 ] || fail "after executor $id of $app was killed at worker $1 nothing was done anew"
  say "many: executor $id of $app was killed at worker $1; $(grep -c "Launching executor $app/" "$log") executors were started in all; tasks done anew: $anew"
}
many() { # many N
  local killers= stage p in="$work/in.$1"
  books "$1"
  mkdir "$in" && cp -rl "$work/books/$1/." "$in"
  echo 'This is no workbook.' >"$in/2026-H1/no-workbook.xlsx"
  for stage in ${KILL-read draw print}; do start kill_executor "many.spark" "$stage"; killers="$killers ${started##* }"; done
  say "many: $1 partners"
  same many --config /dev/null --inputs "$in" --period 2026-H1 --method egov-practices --reports uk,en --factsheets
  for p in $killers; do kill -TERM -- "-$p" 2>/dev/null || :; done
  for stage in ${KILL-read draw print}; do recovered "$stage"; rm "$work/killed.$stage"; done
}

# Ctrl-C: what a terminal tells the program and all that it has started.
quiet() { ! pgrep -f "$work/stop.spark" >/dev/null; }
stopped() {
  local p got=0 apps
  apps=$(grep -c 'Removing app ' "$log") || :
  books 13
  set -m
  "$bin" run --engine spark --master "$master" --spark-sql "$sql" --outputs "$work/stop.spark" --config /dev/null --inputs "$work/books/13" --period 2026-H1 --method egov-practices >/dev/null 2>"$work/stop.txt" &
  p=$! started="$started $!"
  set +m
  until_so "$limit" 'the cluster reads' noted stop.spark read
  kill -INT -- "-$p"
  wait "$p" || got=$?
  cat "$work/stop.txt"
  [ $got -ne 0 ] || fail "stop: the run went on"
  until_so 120 'the job of the cluster ends' many_of 'Removing app ' $((apps + 1))
  until_so 120 'the workers end' quiet
  [ -z "$(find "$work/stop.spark" -mindepth 1 2>/dev/null | head -n 1)" ] || { find "$work/stop.spark"; fail "stop: something was left"; }
  say "stop: Ctrl-C ended the run (status $got) and the job of the cluster; nothing was published or left"
}

for part in $what; do
  case $part in
  sample | local) same sample --factsheets ;;
  real) if [ -d ../shared/real/2022 ]; then same real --config testdata/real/config.yaml; else say "real: ../shared is not here, skipped"; fi ;;
  many) for n in ${PARTNERS:-500}; do many "$n"; done ;;
  stop) stopped ;;
  esac
done
say "done: $what, in $SECONDS s"
