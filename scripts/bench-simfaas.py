"""SimFaaS's README example, timed: prints one JSON object on one line.

Usage: python bench-simfaas.py [--max-time SECONDS] [--seed N]
"""

import argparse
import json
import time

import numpy
from simfaas.ServerlessSimulator import ServerlessSimulator

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--max-time", type=float, default=1e6, help="simulated seconds (default: 1e6)")
parser.add_argument("--seed", type=int, help="seed of the random numbers (default: none)")
options = parser.parse_args()
numpy.random.seed(options.seed)

simulator = ServerlessSimulator(
    arrival_rate=0.9,
    warm_service_rate=1 / 1.991,
    cold_service_rate=1 / 2.244,
    expiration_threshold=600,
    max_time=options.max_time,
)
begin = time.perf_counter()
simulator.generate_trace(debug_print=False, progress=False)
seconds = time.perf_counter() - begin

print(
    json.dumps(
        {
            "simulated_seconds": options.max_time,
            "requests": simulator.total_req_count,
            "seconds": seconds,
            "requests_per_second": simulator.total_req_count / seconds,
            "prob_cold": simulator.get_cold_start_prob(),
            "prob_reject": simulator.total_reject_count / simulator.total_req_count,
            "environments_mean": float(simulator.get_average_server_count()),
            "running_mean": float(simulator.get_average_server_running_count()),
            "idle_mean": float(simulator.get_average_server_idle_count()),
            "lifespan_mean_s": float(simulator.get_average_lifespan()),
        }
    )
)
