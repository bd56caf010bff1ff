#!/usr/bin/env bash
# Checks whether the engine of this container is ready. Uses only the shell, because the image has no HTTP client.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/${CEZBEK_PORT:-10001}"
printf 'GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
IFS= read -r status <&3
[[ $status == *' 200 '* || $status == *' 200'$'\r' ]]
