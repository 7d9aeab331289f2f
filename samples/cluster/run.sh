#!/usr/bin/env bash
# Two replicas of the web sample and the Redis in which they find each other, on this machine alone, until Ctrl+C. With --try it
# shows what they share, kills one, and shows that the other goes on; then it ends.
set -euo pipefail
cd "$(dirname "$0")/../.."

redis_port=${REDIS_PORT:-6479}
http_port=${HTTP_PORT:-5081}
silo_port=${SILO_PORT:-11111}

command -v redis-server >/dev/null || { echo "This wants a Redis: apt-get install redis-server" >&2; exit 1; }
dotnet build samples/Smash64.Kaillera.Web -c Release -v quiet -nologo

work=$(mktemp -d)
running=()
end() {
  # The replicas first: one that stops takes its name out of the Redis.
  kill "${running[@]:1}" 2>/dev/null || true
  wait "${running[@]:1}" || true
  kill "${running[0]}"
  wait
  rm -rf "$work"
}
trap end EXIT

redis-server --port "$redis_port" --bind 127.0.0.1 --dir "$work" --appendonly yes --loglevel warning >"$work/redis.log" &
running+=($!)

# In Development, so that this machine may be asked.
start_replica() {
  local number=$1
  ASPNETCORE_ENVIRONMENT=Development \
    ASPNETCORE_URLS="http://127.0.0.1:$((http_port + number - 1))" \
    Kaillera__Vantage__Name="replica $number" \
    Kaillera__Cluster__Mode=Redis \
    Kaillera__Cluster__Redis="127.0.0.1:$redis_port" \
    Kaillera__Cluster__SiloPort=$((silo_port + number - 1)) \
    Kaillera__Cluster__AdvertisedAddress=127.0.0.1 \
    dotnet samples/Smash64.Kaillera.Web/bin/Release/net10.0/Smash64.Kaillera.Web.dll \
    --contentRoot "$PWD/samples/Smash64.Kaillera.Web" >"$work/replica-$number.log" 2>&1 &
  running+=($!)
}

wait_for() {
  for _ in $(seq 150); do
    curl --silent --fail --output /dev/null "$1/kaillera/health/ready" && return
    sleep 0.2
  done
  echo "No answer from $1:" >&2
  cat "$work"/replica-*.log >&2
  exit 1
}

first="http://127.0.0.1:$http_port"
second="http://127.0.0.1:$((http_port + 1))"
start_replica 1
start_replica 2
wait_for "$first"
wait_for "$second"
echo "$first and $second are one service."

if [ "${1:-}" != --try ]; then
  echo "Ctrl+C ends both. kill -9 ${running[1]} ends the first only."
  wait "${running[2]}"
  exit
fi

# A request as heavy as a browser's pays for a login.
post() { curl --silent --show-error --user-agent "Browser/5.0 $(printf 'x%.0s' $(seq 500))" --json '{"host": "127.0.0.1", "port": 27886}' "$@"; }
field() { python3 -c 'import json, sys; print(json.load(sys.stdin)["'"$1"'"])'; }

echo "A check is started at the first, and the second tells of it:"
id=$(post --header 'Prefer: respond-async' "$first/kaillera/v1/checks" | field id)
curl --silent --show-error "$second/kaillera/v1/checks/$id"
echo
echo "The first is killed. The second makes the next check of the same host after $(
  kill -9 "${running[1]}"
  start=$SECONDS
  post "$second/kaillera/v1/checks" >"$work/answer"
  echo $((SECONDS - start))
) s:"
cat "$work/answer"
echo
grep -q '"state":"done"' "$work/answer"
