import { execFileSync } from "node:child_process";
import { defineConfig } from "@playwright/test";

const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  snapshotPathTemplate: "{testDir}/snapshots/{arg}{ext}",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  reporter: [["list"], ["./tests/e2e/reporter.ts"]],
  // The built app, at the server's root and below a path as a documentation site would host it, on any free port.
  webServer: {
    command: "node scripts/serve.mjs --port 0 --mount /=dist --mount /docs/playground/=dist",
    wait: { stdout: /http:\/\/localhost:(?<SERVER_PORT>\d+)/ },
  },
  use: {
    baseURL: `http://localhost:${process.env.SERVER_PORT}`,
    browserName: "chromium",
    viewport: { width: 1400, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: execFileSync("scripts/find-chromium", { encoding: "utf8" }).trim(),
      args: [
        ...(asRoot ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
