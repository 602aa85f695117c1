import { test as base } from "@playwright/test";

export { expect } from "@playwright/test";

/** Every test fails on whatever the browser complains about: errors and warnings in the console, uncaught exceptions. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      context.on("console", (message) => {
        if (message.type() !== "error" && message.type() !== "warning") return;
        complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
      });
      context.on("weberror", (error) => complaints.push(`uncaught: ${error.error().stack}`));
      await use(complaints);
      base.expect(complaints, "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],
});
