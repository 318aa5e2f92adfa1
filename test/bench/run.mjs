// npm run bench -- [NAME…] [--threads N] [--json] [--list] [--no-peers]
//
// Measures the built engine (dist/engine). NAME picks rows whose name contains it. Within a row the
// engine, the peers and a loop of nothing but fused multiply-adds take turns, so that a machine that
// slows down slows all of them; medians are printed. --threads N adds the engine on N threads and its
// ratio to one. Peers (test/bench/package.json) are installed at first use; --no-peers leaves them out.
import { parseArgs } from "node:util";
import { ensureBuilt } from "./built.mjs";
import { measure } from "./measure.mjs";
import { loadPeak } from "./peak.mjs";
import { loadPeers } from "./peers.mjs";
import { header, line, reportOf } from "./report.mjs";
import { rows } from "./rows/index.mjs";

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    "no-peers": { type: "boolean", default: false },
  },
});

const chosen = rows.filter(
  ({ name }) => names.length === 0 || names.some((part) => name.includes(part)),
);

/** Everything but --json's document goes to stderr then, so that stdout stays parseable. */
const say = options.json ? console.error : console.log;

async function main() {
  if (options.list) {
    for (const { name, about } of rows) say(`${name.padEnd(16)} ${about}`);
    return;
  }
  const threads = Number(options.threads);
  if (!Number.isInteger(threads) || threads < 1) throw new Error("--threads needs a whole number");
  if (chosen.length === 0) throw new Error(`no row is named like ${names.join(", ")}; see --list`);
  const engine = await ensureBuilt();
  const { simd } = engine.info();
  const peak = await loadPeak(simd);
  const peers = options["no-peers"] ? {} : await loadPeers(say);
  say(
    `node ${process.version}, ${simd} SIMD, ${peak.about}; peers: ${Object.keys(peers).join(", ") || "none"}`,
  );
  say(header(threads));
  const reports = [];
  for (const row of chosen) {
    const report = reportOf(row, await measure(row, { engine, peers, peak, threads }), peak);
    reports.push(report);
    say(line(report));
  }
  if (options.json) {
    console.log(JSON.stringify({ node: process.version, simd, threads, rows: reports }, null, 2));
  }
}

await main().catch((error) => {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
