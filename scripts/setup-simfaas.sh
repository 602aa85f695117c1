#!/bin/sh
# SimFaaS, the simulator that `make bench` compares with, in a Python environment of its own.
. "$(dirname -- "$0")/lib.sh"

python=$(simfaas_python)
"$python" -c 'import simfaas' 2>/dev/null && exit 0

have python3 || fail "Python 3 is not installed; only the comparison with SimFaaS needs it"
if ! python3 -c 'import ensurepip' 2>/dev/null; then
    have_apt || fail "Python's venv module is not installed; only the comparison with SimFaaS needs it"
    apt_install python3-venv
fi

say "Installing SimFaaS from PyPI, once (about 1 minute)"
# A Python environment cannot be moved: it is made where it stays, and made anew if an earlier attempt was cut short.
environment=$(dirname -- "$(dirname -- "$python")")
python3 -m venv --clear "$environment"
"$python" -m pip install --quiet --disable-pip-version-check -r "$PROJECT/scripts/simfaas-requirements.txt"
"$python" -c 'from simfaas.ServerlessSimulator import ServerlessSimulator'
