# Sourced by the scripts of bench/chat, bench/exchange and bench/ticks, which run in the project's folder: a demo server of its
# own on a free port, without limits, with its data in a folder that is deleted in the end.

need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || { echo "this benchmark needs $tool" >&2; exit 2; }
  done
}

# compile SOURCE BINARY [FLAGS...]
compile() {
  mkdir -p "$(dirname "$2")"
  [ "$2" -nt "$1" ] || gcc -O3 -march=native -Wall -Wextra -o "$2" "$1" "${@:3}"
}

# start_server [COMMAND...]: on processor 0, or as the command that is given runs it. Sets data, server (its process) and port.
start_server() {
  [ $# -gt 0 ] || set -- taskset -c 0
  data=$(mktemp -d)
  : >"$data/log"
  # No cache of classes: it would be made beside the measurement.
  CARILLON_AOT=off CARILLON_ACCESS_TOKEN_TTL=12h "$@" \
    ./carillon demo --port 0 --data "$data" --limits off >"$data/log" 2>&1 &
  server=$!
  trap stop_server EXIT
  until grep -q ' is ready: ' "$data/log"; do
    kill -0 "$server" 2>/dev/null || { cat "$data/log" >&2; exit 1; }
    sleep 0.5
  done
  port=$(sed -n 's/.* is ready: .*:\([0-9]*\)$/\1/p' "$data/log")
}

stop_server() {
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  rm -rf "$data"
}

# login NAME: sets token and user.
login() {
  local answer
  answer=$(curl -sf "http://127.0.0.1:$port/api/auth/login" -H 'Content-Type: application/json' \
    -d "{\"email\":\"$1@example.com\",\"password\":\"password123\"}")
  token=$(sed 's/.*"accessToken":"\([^"]*\)".*/\1/' <<<"$answer")
  user=$(sed 's/.*"user":{"id":"\([^"]*\)".*/\1/' <<<"$answer")
}

# as_admin PATH BODY: asks with the token in admin.
as_admin() {
  curl -sfS "http://127.0.0.1:$port/api/exchange/$1" -H "Authorization: Bearer $admin" \
    -H 'Content-Type: application/json' -d "$2" >/dev/null
}

# deposit USER CURRENCY AMOUNT
deposit() {
  as_admin deposits "{\"owner\":\"$1\",\"currency\":\"$2\",\"amount\":\"$3\"}"
}
