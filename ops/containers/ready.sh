#!/usr/bin/env bash
# Asks the engine of this container whether it takes calls, with the shell's own means: the image has no other.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/${CEZBEK_PORT:-10001}"
printf 'GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
IFS= read -r status <&3
[[ $status == *' 200 '* || $status == *' 200'$'\r' ]]
