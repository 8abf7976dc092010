/**
 * What memory modes (C8) and limits of messages (C9) cost: `node --import tsx bench/hardware.ts [SEEDS]`. On networks of the
 * paper with lengths, time to the proved optimum without and with both, in processor seconds; on metro, what `auto` proves in
 * 60 s. Modes and limits are such that both matter.
 */
import { nodeEnvironment } from '../src/node/environment.ts';
import { DEFAULT_PLAN_OPTIONS } from '../src/planning/options.ts';
import { planScenario } from '../src/planning/plan.ts';
import { formatScenario } from '../src/scenario/format.ts';
import { generatePaper, type PaperOptions } from '../src/scenario/generate-paper.ts';
import { parseScenario } from '../src/scenario/parse.ts';
import type { ScenarioInput } from '../src/scenario/schema/scenario.ts';
import { median, writeResult } from './results.ts';

const seeds = Array.from({ length: Number(process.argv[2] ?? 10) }, (_, index) => index + 1);

const METRO: PaperOptions = {
  satellites: 4,
  haps: 4,
  stations: 20,
  pairs: 10,
  slots: 20,
  paths: 5,
  virtualPaths: 5,
};

const withLimits = (input: ScenarioInput): ScenarioInput => ({
  ...input,
  hardware: { memoryModes: { satellite: 1200, aerial: 1200, ground: 20 } },
  classical: { links: [{ ends: ['sat1', 'sat2'], delayMs: 0.01, bitsPerSecond: 5000 }] },
});

async function planned(input: ScenarioInput, timeLimitSeconds: number, gap: number) {
  const scenario = parseScenario(formatScenario(input));
  const began = process.cpuUsage();
  const record = await planScenario(
    { scenario, options: { ...DEFAULT_PLAN_OPTIONS, timeLimitSeconds, gap, shadowPrices: false } },
    nodeEnvironment(),
    () => {},
  );
  const { user, system } = process.cpuUsage(began);
  const { status, objective, bounds, certificate } = record;
  return {
    seconds: Number(((user + system) / 1e6).toFixed(2)),
    status,
    objective,
    relativeGap: bounds.relativeGap,
    certificate: certificate?.status ?? null,
  };
}

const rows = [];
for (const seed of seeds) {
  const input = generatePaper({ seed, lengths: true });
  const off = await planned(input, 300, 1e-6);
  const on = await planned(withLimits(input), 300, 1e-6);
  rows.push({ seed, off, on, ratio: Number((on.seconds / off.seconds).toFixed(2)) });
  console.log(JSON.stringify(rows.at(-1)));
}
const metro = [];
for (const seed of seeds.slice(0, 3)) {
  const input = generatePaper({ ...METRO, seed, lengths: true });
  metro.push({ seed, off: await planned(input, 60, 1e-6), on: await planned(withLimits(input), 60, 1e-6) });
  console.log(JSON.stringify(metro.at(-1)));
}
const summary = {
  medianRatio: median(rows.map(({ ratio }) => ratio)),
  metroGapsOff: metro.map(({ off }) => off.relativeGap),
  metroGapsOn: metro.map(({ on }) => on.relativeGap),
};
await writeResult('hardware', { clock: 'processor', rows, metro, summary });
process.exit(0);
