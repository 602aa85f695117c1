// Measures the engine as users have it: the built app in Chromium, its worker, the scenario opened as a file.
//
// Prints the best of several runs; with SIMFAAS_SECONDS and SIMFAAS_REQUESTS (scripts/bench.sh measures them in the same
// run) also how many times faster that is.
import { chromium } from "@playwright/test";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";

const RUNS = 5;
const scenario = "crates/lambda-sim/benches/simfaas-readme.json";
const executablePath = process.env.CHROMIUM || execFileSync("scripts/find-chromium", { encoding: "utf8" }).trim();
const port = 8500 + Math.floor(Math.random() * 400);
const server = spawn("node", ["scripts/serve.mjs"], { env: { ...process.env, PORT: String(port) }, stdio: ["ignore", "pipe", "inherit"] });
await once(server.stdout, "data");

const root = process.getuid?.() === 0;
const browser = await chromium.launch({ executablePath, args: [...(root ? ["--no-sandbox"] : []), "--disable-gpu", "--disable-quic"] });
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  const app = page.locator(".lp[data-ready=true]");
  await app.waitFor({ timeout: 60_000 });
  const measured = [];
  for (let run = 0; run < RUNS; run++) {
    const generation = Number(await app.getAttribute("data-generation"));
    await page.locator("header input[type=file]").setInputFiles(scenario);
    await page.waitForFunction(
      (before) => Number(document.querySelector(".lp").dataset.generation) > before,
      generation,
      { timeout: 120_000 },
    );
    measured.push({ ms: Number(await app.getAttribute("data-engine-ms")), requests: Number(await app.getAttribute("data-requests")) });
  }
  measured.sort((a, b) => a.ms - b.ms);
  const { ms, requests } = measured[0];
  const ns = (ms * 1e6) / requests;
  console.log(`SimFaaS README in Chromium's worker: ${ms.toFixed(0)} ms (${measured[RUNS >> 1].ms.toFixed(0)} median), ${ns.toFixed(0)} ns each of ${requests}`);
  const { SIMFAAS_SECONDS, SIMFAAS_REQUESTS } = process.env;
  if (SIMFAAS_SECONDS && SIMFAAS_REQUESTS) {
    const theirs = (Number(SIMFAAS_SECONDS) * 1e9) / Number(SIMFAAS_REQUESTS);
    console.log(`  ${(theirs / ns).toFixed(0)} times SimFaaS (${theirs.toFixed(0)} ns a request), measured in the same run`);
  }
} finally {
  await browser.close();
  server.kill();
}
