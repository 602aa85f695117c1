// Trunk's post_build hook: what Trunk does not do itself.
//
// In every build, the inline script that starts the app becomes a file, together with the JavaScript that wasm-bindgen
// wrote. Two reasons. The page's security policy allows no inline script; and the same file is what the app starts its
// Web Worker from, so that page and worker are one wasm module, of the same build by construction:
//
//   page    <script type="module" src="./boot-….js" data-boot>
//   worker  new Worker(document.querySelector("script[data-boot]").src, { type: "module" })
//
// The page fetches and compiles the wasm file, which the script names relative to itself; the worker's first message is the
// compiled module (src/worker/client.rs). If the app cannot start, the sentence that index.html keeps hidden appears in the
// place of its shell.
//
// The style sheets of static/styles become one file.
//
// What the first results do not need is split off (scripts/split-wasm.mjs) and fetched later, by page and worker alike.
//
// In a release build, everything a first visit fetches is made small as well.
import { buildSync } from "esbuild";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { split } from "./split-wasm.mjs";

const folder = process.env.TRUNK_STAGING_DIR;
const release = process.env.TRUNK_PROFILE === "release";

/* What wasm-opt does, each flag weighed on the gzipped file:
   - nothing is inlined that is called more than once (-ocimfs 0);
   - --flatten, --rereloop: control flow is built anew, which leaves more to find; twice -Oz finds it;
   - --low-memory-unused: nothing lies at the first 1024 addresses, which are the far end of the stack;
   - --reorder-functions-by-name: what was compiled from one generic function lies side by side, where gzip sees it;
   - --minify-imports-and-exports-and-modules: `a` for `__wbg_addEventListener_847fd86b8c33ec43`. It prints the names. Only
     the main part gets them: the parts that come later import few things, by the names that the script of the split uses. */
const WASM_OPT = ["-ocimfs", "0", "--low-memory-unused", "--flatten", "--rereloop", "-Oz", "-Oz", "--reorder-functions-by-name"];
const WASM_NAMES = ["--minify-imports-and-exports-and-modules"];

const page = join(folder, "index.html");
let html = readFileSync(page, "utf8");

const inline = [...html.matchAll(/<script\b(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)];
if (inline.length !== 1) throw new Error(`index.html has ${inline.length} inline scripts, expected Trunk's one`);
const [element, code] = inline[0];
const glue = code.match(/["'](?:\.?\/)?([\w.-]+\.js)["']/)?.[1];
const wasm = code.match(/["'](?:\.?\/)?([\w.-]+\.wasm)["']/)?.[1];
if (!glue || !wasm) throw new Error(`Trunk's inline script names no .js or no .wasm file: ${code}`);
html = html.replace(element, () => `<script type="module" src="./${glue}" data-boot></script>`);
html = html.replace(/<link rel="modulepreload"[^>]*>/, "");

const { link, parts } = split(folder, { glue, wasm, profile: release ? "wasm" : "wasm-watch" });

if (release) {
  const names = JSON.parse(optimise(wasm, WASM_NAMES));
  edit(glue, (script) => renamed(script, names));
  edit(link, (script) => sharedRenamed(script, names));
  for (const part of parts) optimise(part);
}
for (const [, sheet] of html.matchAll(/<link rel="stylesheet" href="\.\/([\w.-]+)"/g)) {
  const styles = buildSync({ entryPoints: ["static/styles/app.css"], bundle: true, minify: release, write: false });
  replaceFile(sheet, styles.outputFiles[0].contents);
}
edit(link, anyServer);
for (const part of parts) {
  const name = replaceFile(part, readFileSync(join(folder, part)));
  edit(link, (script) => script.replaceAll(`./${part}`, () => `./${name}`));
}

const boot = `import start from "./${glue}";
const handedOver = () => new Promise((resolve) => addEventListener("message", ({ data }) => resolve(data), { once: true }));
const page = globalThis.document;
const module_or_path = page ? new URL("./${replaceFile(wasm, readFileSync(join(folder, wasm)))}", import.meta.url) : handedOver();
start({ module_or_path }).catch((error) => {
  page?.querySelector("#playground > .lp")?.remove();
  page?.querySelector("#playground > [hidden]")?.removeAttribute("hidden");
  reportError(error);
});
`;
const bundle = buildSync({
  stdin: { contents: boot, resolveDir: folder },
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: release,
  // wasm-bindgen names the script of the split once for every part.
  logOverride: { "duplicate-object-key": "silent" },
  write: false,
});
replaceFile(glue, bundle.outputFiles[0].contents, "boot");
rmSync(join(folder, link));
writeFileSync(page, html);

/** Makes a wasm file small; returns what wasm-opt prints. */
function optimise(name, further = []) {
  const file = join(folder, name);
  const wasmOpt = fileURLToPath(new URL("../node_modules/.bin/wasm-opt", import.meta.url));
  // What it says to stderr is shown if it fails; else it is that it does not know the names of labels.
  const options = { encoding: "utf8", maxBuffer: 1e8, stdio: "pipe" };
  return execFileSync(wasmOpt, [file, "-o", file, ...WASM_OPT, ...further], options);
}

/** wasm-bindgen's script with the short names that wasm-opt gave to what the wasm file imports and exports. */
function renamed(script, { imports, exports }) {
  const exported = new Map(exports);
  const changed = "wasm-bindgen's script has changed its form";
  const shorts = new Map(imports.map(([, old, short]) => [old, short]));
  // Loaders of later parts come from another script; of them the object below names each.
  const loaders = imports.filter(([module]) => module.endsWith(link));
  let found = loaders.length;
  script = script.replace(/^(\s+)(\w+)(?=: function)/gm, (whole, indent, old) => {
    if (!shorts.has(old)) return whole;
    found++;
    return indent + shorts.get(old);
  });
  if (found !== shorts.size) throw new Error(`${changed}: ${found} of ${shorts.size} imports found in it`);
  script = script.replace(/\bwasm\.(\w+)/g, (whole, old) => (exported.has(old) ? `wasm.${exported.get(old)}` : whole));
  // wasm-opt calls the first module `a`, and has no other.
  const modules = /"[^"]+": import0,(\s+"[^"]+": import\d+,)*/;
  if (!modules.test(script)) throw new Error(`${changed}: no modules found in it`);
  const named = loaders.map(([, old, short]) => `, ${short}: loaders.${old}`).join("");
  return script.replace(modules, () => `"a": { ...import0${named} },`).replace(/import \* as import1 from/, "import * as loaders from");
}

/** The split's script with the short names of what the later parts share with the main one. */
function sharedRenamed(script, { exports }) {
  const exported = new Map(exports);
  const shared = /const \{ ([\w, ]+) \} = initSync/;
  const names = script.match(shared)?.[1].split(/,\s*/).filter(Boolean) ?? [];
  if (!names.length || !names.every((name) => exported.has(name))) throw new Error(`what parts share has changed its form: ${names}`);
  return script.replace(shared, () => `const { ${names.map((name) => `${exported.get(name)}: ${name}`).join(", ")} } = initSync`);
}

/** The split's script for servers that do not know the type of a wasm file; wasm-bindgen's minds them by itself. */
function anyServer(script) {
  const streaming = "WebAssembly.instantiateStreaming(src, imports)";
  if (!script.includes(streaming)) throw new Error("how parts are fetched has changed its form");
  return script.replaceAll(streaming, "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)");
}

/** Changes a script of the build. */
function edit(name, change) {
  const file = join(folder, name);
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

/** Writes a file of another content in the place of one, under a name with the hash of that; returns the name. */
function replaceFile(old, content, base = old.replace(/-[0-9a-f]{10,16}(?=\.|_bg\.)/, "").replace(extname(old), "")) {
  const name = `${base}-${createHash("sha256").update(content).digest("hex").slice(0, 16)}${extname(old)}`;
  rmSync(join(folder, old));
  writeFileSync(join(folder, name), content);
  html = html.replaceAll(`./${old}`, `./${name}`);
  return name;
}
