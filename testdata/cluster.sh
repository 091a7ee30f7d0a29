#!/usr/bin/env bash
# Runs the sample, the real workbooks and 500 forms on a cluster of Apache
# Spark on this machine, a master and two workers, ends executors while they are at
# work, and compares every byte with a run of one program. It brings PySpark, which
# has Spark in it, where that is missing. CLUSTER=local takes several JVMs without a
# master and the sample alone.
set -euo pipefail
bin=$(pwd)/${1:-bin/depository}
version=4.1.4
home="$HOME/.cache/depository/pyspark"
command -v java >/dev/null 2>&1 || { echo "Java 17 or newer is needed: make tools"; exit 1; }
if [ ! -x "$home/pyspark/bin/spark-sql" ]; then
  echo "Fetching pyspark $version"
  python3 -m pip install -q --no-deps --target "$home" "pyspark==$version" || { echo "pyspark could not be fetched"; exit 1; }
fi
export SPARK_HOME="$home/pyspark" SPARK_LOCAL_IP=127.0.0.1
work=$(mktemp -d)
pids=
end() { for p in $pids; do kill "$p" 2>/dev/null || :; done; rm -rf "$work"; }
trap end EXIT
trap 'exit 1' INT TERM
listens() { # listens PORT: waits up to two minutes
  n=0
  until (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null || [ $n -gt 120 ]; do n=$((n + 1)); sleep 1; done
}
master='local-cluster[2,1,1024]'
if [ "${CLUSTER:-}" != local ]; then
  class() { "$SPARK_HOME/bin/spark-class" "$@" >>"$work/daemons.log" 2>&1 & pids="$pids $!"; }
  class org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 17077 --webui-port 18080
  listens 17077
  for n in 1 2; do class org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory 1g --webui-port $((18080 + n)) --work-dir "$work/worker$n" spark://127.0.0.1:17077; done
  master=spark://127.0.0.1:17077
fi
same() { # same NAME FLAGS...: a run of one program and one on the cluster give the same bytes
  name=$1; shift
  "$bin" run --quiet --cache=false --outputs "$work/$name.one" "$@" || [ $? -eq 3 ]
  "$bin" run --quiet --engine spark --master "$master" --spark-sql "$SPARK_HOME/bin/spark-sql" --outputs "$work/$name.spark" "$@" || [ $? -eq 3 ]
  diff -r -x depository.db "$work/$name.one" "$work/$name.spark"
  "$bin" dump --outputs "$work/$name.one" >"$work/one.txt"
  "$bin" dump --outputs "$work/$name.spark" >"$work/spark.txt"
  cmp "$work/one.txt" "$work/spark.txt"
  echo "$name: the cluster gives the same bytes"
}
same sample
[ "${CLUSTER:-}" = local ] && exit 0
[ -d ../shared/real/2022 ] && same real --config testdata/real/config.yaml
# 500 forms beside the workbooks of the sample; an executor ends while it reads them, another while it draws.
{ echo name; n=0; while [ $n -lt 500 ]; do n=$((n + 1)); echo "Громада $n"; done; } >"$work/list.csv"
cp -r inputs/. "$work/many"
"$bin" template --inputs "$work/many" --period 2026-H1 --all "$work/list.csv" --out "$work/many/2026-H1" >/dev/null
for stage in read draw; do
  (
    until pid=$(pgrep -f CoarseGrainedExecutorBackend | head -n 1) && [ -n "$pid" ] && pgrep -f "worker $stage" >/dev/null; do sleep 0.2; done
    kill -9 "$pid" && echo "ended an executor at worker $stage"
  ) &
  pids="$pids $!"
done
same many --inputs "$work/many"
