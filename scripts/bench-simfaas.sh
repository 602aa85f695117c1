#!/bin/sh
# Times SimFaaS's README example; the options are those of bench-simfaas.py.
. "$(dirname -- "$0")/lib.sh"

sh "$PROJECT/scripts/setup-simfaas.sh"
exec "$(simfaas_python)" "$PROJECT/scripts/bench-simfaas.py" "$@"
