// Trunk's post_build hook: replaces the inline script that starts the app by a file, boot-<hash>.js.
//
// Two reasons. The page's security policy allows no inline script; and the same file is what the app starts its
// Web Worker from, so that page and worker are one wasm module, of the same build by construction:
//
//   page    <script type="module" src="./boot-….js" data-boot>
//   worker  new Worker(document.querySelector("script[data-boot]").src, { type: "module" })
//
// It names the wasm file relative to itself, which holds in both places and under any path. If the app cannot start,
// the sentence that index.html keeps hidden in the app's place appears.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.env.TRUNK_STAGING_DIR;
const page = join(folder, "index.html");
const html = readFileSync(page, "utf8");

const inline = [...html.matchAll(/<script\b(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)];
if (inline.length !== 1) throw new Error(`index.html has ${inline.length} inline scripts, expected Trunk's one`);
const [element, code] = inline[0];
const glue = code.match(/["'](?:\.?\/)?([\w.-]+\.js)["']/)?.[1];
const wasm = code.match(/["'](?:\.?\/)?([\w.-]+\.wasm)["']/)?.[1];
if (!glue || !wasm) throw new Error(`Trunk's inline script names no .js or no .wasm file: ${code}`);

const boot = `import start from "./${glue}";
try {
  await start({ module_or_path: new URL("./${wasm}", import.meta.url) });
} catch (error) {
  globalThis.document?.querySelector("#playground > [hidden]")?.removeAttribute("hidden");
  throw error;
}
`;
const name = `boot-${createHash("sha256").update(boot).digest("hex").slice(0, 16)}.js`;
writeFileSync(join(folder, name), boot);
writeFileSync(page, html.replace(element, () => `<script type="module" src="./${name}" data-boot></script>`));
