#!/usr/bin/env bash
# Runs the program on Apache Spark on this machine, and compares every byte with a run
# of one program. It brings PySpark, which has Spark in it, where that is missing.
#
#   CLUSTER=all    (default) a master and two workers; the sample, the real workbooks,
#                  and the filled workbooks of PARTNERS (500) made-up partners, while an
#                  executor is killed in each of the stages of KILL (read draw)
#   CLUSTER=many   of this the made-up partners alone
#   CLUSTER=local  the sample alone, on local-cluster[2,1,1024]: several JVMs without a
#                  master. Where Java or PySpark is lacking it says so and is skipped,
#                  unless REQUIRE=all.
#
# It prints seconds of CPU: of one program, and of all that the cluster was.
set -euo pipefail
bin=$(pwd)/${1:-bin/depository}
what=${CLUSTER:-all}
version=4.1.4
home="$HOME/.cache/depository/pyspark"
lacking() {
  echo "make cluster: $1"
  [ "$what" = local ] && [ "${REQUIRE:-}" != all ] && { echo "make cluster: skipped; REQUIRE=all would fail here"; exit 0; }
  exit 1
}
command -v java >/dev/null 2>&1 || lacking "Java 17 or newer is lacking (make tools brings it)"
if [ ! -x "$home/pyspark/bin/spark-sql" ] || [ ! -d "$home/pyspark-$version.dist-info" ]; then
  echo "Fetching pyspark $version"
  rm -rf "$home.part"
  timeout 900 python3 -m pip install -q --no-deps --target "$home.part" "pyspark==$version" || lacking "pyspark $version could not be fetched"
  rm -rf "$home"; mv "$home.part" "$home"
fi
# A JVM only starts what is ours: it need not compile itself at its best.
export SPARK_HOME="$home/pyspark" SPARK_LOCAL_IP=127.0.0.1 JAVA_TOOL_OPTIONS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
work=$(mktemp -d)
pids= daemons=
end() { for p in $pids; do kill "$p" 2>/dev/null || :; done; rm -rf "$work"; }
trap end EXIT
trap 'exit 1' INT TERM
listens() { # listens PORT: waits up to two minutes
  n=0
  until (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null || [ $n -gt 120 ]; do n=$((n + 1)); sleep 1; done
}
used() { # tenths of a second of CPU of what has ended, and of master and workers with their executors
  for p in $$ $daemons; do cat "/proc/$p/stat"; done 2>/dev/null |
    awk -v ticks="$(getconf CLK_TCK)" -v own=$$ '{pid = $1; sub(/^.*\) /, ""); s += $14 + $15; if (pid != own) s += $12 + $13} END {printf "%d", 10 * s / ticks}'
}
master='local-cluster[2,1,1024]'
if [ "$what" != local ]; then
  class() { "$SPARK_HOME/bin/spark-class" "$@" >>"$work/daemons.log" 2>&1 & pids="$pids $!" daemons="$daemons $!"; }
  class org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 17077 --webui-port 18080
  listens 17077
  for n in 1 2; do class org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory 1g --webui-port $((18080 + n)) --work-dir "$work/worker$n" spark://127.0.0.1:17077; done
  master=spark://127.0.0.1:17077
fi
same() { # same NAME FLAGS...: a run of one program and one on the cluster give the same bytes
  name=$1; shift
  begun=$(used)
  "$bin" run --quiet --cache=false --outputs "$work/$name.one" "$@" || [ $? -eq 3 ]
  one=$(used)
  "$bin" run --quiet --engine spark --master "$master" --tasks 4 --spark-sql "$SPARK_HOME/bin/spark-sql" --outputs "$work/$name.spark" "$@" || [ $? -eq 3 ]
  spark=$(used)
  diff -r -x depository.db "$work/$name.one" "$work/$name.spark"
  "$bin" dump --outputs "$work/$name.one" >"$work/one.txt"
  "$bin" dump --outputs "$work/$name.spark" >"$work/spark.txt"
  cmp "$work/one.txt" "$work/spark.txt"
  echo "$name: the cluster gives the same bytes; CPU of one program $(((one - begun) / 10)) s, of the cluster $(((spark - one) / 10)) s"
}
case $what in all | local) same sample ;; esac
[ "$what" = local ] && exit 0
[ "$what" = all ] && [ -d ../shared/real/2022 ] && same real --config testdata/real/config.yaml

# The filled workbooks of made-up partners. An executor is killed while a worker of a
# stage is its child; Spark has to start another.
partners=${PARTNERS:-500}
SCALE=$partners SCALE_BOOKS="$work/books" go test -run '^$' -bench MadeUpBooks -benchtime 1x ./cmd/depository >/dev/null
for stage in ${KILL-read draw}; do
  (
    while :; do
      p=$(pgrep -f "worker $stage $work/" | head -n 1) || :
      while [ -n "$p" ] && [ "$p" -gt 1 ] && [ "$(cat "/proc/$p/comm" 2>/dev/null)" != java ]; do p=$(ps -o ppid= -p "$p" 2>/dev/null | tr -d ' '); done
      [ -n "$p" ] && [ "$p" -gt 1 ] && kill -9 "$p" 2>/dev/null && break
      sleep 0.1
    done
    echo "$stage" >>"$work/killed"
  ) &
  pids="$pids $!"
done
same many --config /dev/null --inputs "$work/books/$partners" --period 2026-H1 --method egov-practices --reports uk,en
for stage in ${KILL-read draw}; do
  grep -qx "$stage" "$work/killed" || { echo "no executor was killed at worker $stage"; exit 1; }
  echo "many: an executor was killed at worker $stage"
done
