// Measures the built app in Chromium, as users have it:
//
//   1. how fast the engine is in its worker, on the example of SimFaaS's README, opened as a file: the best of several runs;
//      with SIMFAAS_SECONDS and SIMFAAS_REQUESTS (scripts/bench.sh measures them in the same run) also how many times
//      faster than SimFaaS that is;
//   2. how long after an edit everything on screen is new, with 100,000 invocations: counted from the end of the pause
//      that the app waits for more typing, to the last change of page or canvas and the two frames that show it;
//   3. how long a look closer takes, with 100,000 and 1,000,000 invocations.
import { readFileSync } from "node:fs";
import { open, start, steady, withBrowser } from "./bench-page.mjs";

const RUNS = 5;
const EDITS = 12;
const LOOKS = 6;
const GOAL_MS = 200;
const pause = Number(readFileSync("src/app/exchange.rs", "utf8").match(/const PAUSE_MS: u32 = (\d+);/)?.[1]);
if (!pause) throw new Error("src/app/exchange.rs names no PAUSE_MS");

await withBrowser(async (browser, address) => {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const app = await start(page, address);
  await engine(page, app);
  await open(page, app, steady(100_000));
  await app.getByRole("tab", { name: "Cost", exact: true }).click();
  await app.locator(".table-frame").first().waitFor();
  await edits(page, app);
  await looks(page, app);
  await open(page, app, steady(1_000_000));
  await looks(page, app);
});

async function engine(page, app) {
  const measured = [];
  for (let run = 0; run < RUNS; run++) {
    await open(page, app, "crates/lambda-sim/benches/simfaas-readme.json");
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
}

async function edits(page, app) {
  const measured = [];
  for (let edit = 0; edit < EDITS; edit++) {
    const before = await seen(page);
    const memory = app.getByRole("spinbutton", { name: "Memory", exact: true });
    const took = await memory.evaluate(settled, { type: String(768 + 64 * edit) });
    const after = await seen(page);
    const kept = Object.keys(before).filter((part) => before[part] === after[part]);
    if (kept.length) throw new Error(`an edit left as they were: ${kept.join(", ")}`);
    // The first one is slower: code is compiled, caches are cold. A reader's first edit is, too, but only once.
    if (edit > 0) measured.push(took - pause);
  }
  const requests = await app.getAttribute("data-requests");
  const engine = await app.getAttribute("data-engine-ms");
  console.log(`An edit with ${requests} invocations, until all is new: ${spread(measured)} after the pause of ${pause} ms (goal: ${GOAL_MS}; the engine's part: ${engine})`);
}

async function looks(page, app) {
  const measured = [];
  for (let look = 0; look < LOOKS; look++) {
    measured.push(await app.getByRole("button", { name: "Zoom in" }).evaluate(settled, {}));
  }
  console.log(`A look closer with ${await app.getAttribute("data-requests")} invocations: ${spread(measured)}`);
}

/**
 * In the page: types into an input, or clicks a button; then waits until nothing has changed for a while, and gives the
 * time, in ms, from the beginning to the second frame after the last change.
 */
function settled(element, { type }) {
  const QUIET_MS = 500;
  return new Promise((resolve) => {
    const begin = performance.now();
    let last = begin;
    let quiet;
    const wait = () => {
      clearTimeout(quiet);
      quiet = setTimeout(() => {
        changes.disconnect();
        resolve(last - begin);
      }, QUIET_MS);
    };
    const changes = new MutationObserver(() => {
      requestAnimationFrame(() => requestAnimationFrame(() => (last = performance.now())));
      wait();
    });
    // Canvases say in an attribute what is drawn on them.
    changes.observe(element.closest(".lp"), { subtree: true, childList: true, characterData: true, attributes: true });
    wait();
    if (type === undefined) element.click();
    else {
      element.value = type;
      element.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  });
}

/** What each part of the page shows. */
function seen(page) {
  return page.evaluate(() => {
    const text = (selector) => document.querySelector(`.lp ${selector}`).textContent;
    const drawn = (selector) => document.querySelector(`.lp ${selector} canvas.picture`).dataset.drawn;
    return { figures: text(".kpis"), bill: text(".table-frame"), timeline: drawn(".timeline"), chart: drawn(".concurrency") };
  });
}

/** Median and worst of some times in ms. */
function spread(measured) {
  const sorted = measured.toSorted((a, b) => a - b);
  return `${sorted[sorted.length >> 1].toFixed(0)} ms median, ${sorted.at(-1).toFixed(0)} ms at most`;
}
