#!/bin/sh
# Measures the engine natively and in Chromium beside SimFaaS, all in one run, and prints how many times faster it is;
# how soon a first visit sees its first timeline; how soon the page shows an edit, and how smoothly it moves.
. "$(dirname -- "$0")/lib.sh"

say "SimFaaS: the example of its README (about 15 seconds)"
baseline=$(sh "$PROJECT/scripts/bench-simfaas.sh" | tail -n 1)
echo "$baseline"
number() { printf '%s' "$baseline" | sed -n "s/.*\"$1\": \([0-9.e+]*\).*/\1/p"; }
SIMFAAS_SECONDS=$(number seconds) SIMFAAS_REQUESTS=$(number requests)
export SIMFAAS_SECONDS SIMFAAS_REQUESTS

say "The first visit: how soon the shell and the first timeline are there (2 minutes), and what is fetched"
node "$PROJECT/scripts/bench-load.mjs"
"$PROJECT/scripts/check-size"
say "The engine, natively (a few minutes)"
cargo bench --quiet --package lambda-sim
say "The engine and the page in Chromium (half a minute)"
node "$PROJECT/scripts/bench-browser.mjs"
say "Frames while a million invocations are panned, zoomed and played (a minute)"
node "$PROJECT/scripts/bench-frames.mjs"
