/**
 * What planning is estimated to take beforehand, beside what it takes: each case of `memory-cases.ts` twice, each time in
 * a process of its own. Held memory is that of objects and typed arrays after a forced collection, at every per cent of
 * the work, above that of the idle process, which has built a small network before so that its code is compiled. RSS is
 * the peak of the process above its idle one without forced collections, so it includes garbage, of which Node.js
 * collects as much as the limit of its heap requires.
 *
 * `node --import tsx bench/memory.ts [cases, comma-separated]`
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildProblem } from '../src/model/build-problem.ts';
import { nodeEnvironment } from '../src/node/environment.ts';
import { buildTopology } from '../src/orbit/topology.ts';
import { DEFAULT_PLAN_OPTIONS } from '../src/planning/options.ts';
import { planPrepared } from '../src/planning/plan.ts';
import { estimateSize, sampleNetwork } from '../src/planning/size.ts';
import type { Scenario } from '../src/scenario/schema/scenario.ts';
import { scenarioOf } from './families.ts';
import { MEMORY_CASES } from './memory-cases.ts';
import { writeResult } from './results.ts';

/** Solving time of the plan, in which the first plan is made and the search is under way. */
const PLAN_SECONDS = 20;

interface Measured {
  readonly slots: number;
  readonly nodes: number;
  readonly links: number;
  readonly paths: number;
  /** Until all paths are listed, MiB. */
  readonly listing: { readonly estimated: number; readonly peak: number; readonly peakRss: number };
  /** Until the plan is recorded, MiB on the main thread; null without --expose-gc. */
  readonly plan: { readonly estimated: number; readonly peak: number } | null;
}

const collect = (globalThis as { gc?: () => void }).gc;
const [first, ...rest] = process.argv.slice(2);
if (first === '--measure') console.log(JSON.stringify(await measure(MEMORY_CASES[rest[0]!]!())));
else await measureAll(first?.split(',') ?? Object.keys(MEMORY_CASES));

async function measureAll(names: readonly string[]): Promise<void> {
  const cases: Record<string, unknown> = {};
  for (const name of names) {
    const { listing, plan, ...sizes } = await inProcess(name, ['--expose-gc']);
    const { peakRss } = (await inProcess(name, [])).listing;
    cases[name] = { ...sizes, listing: withRatio({ ...listing, peakRss }), plan: plan && withRatio(plan) };
    console.log(name, JSON.stringify(cases[name]));
    await writeResult('memory', { planSeconds: PLAN_SECONDS, cases }, 'memory', false);
  }
}

function withRatio<Of extends { readonly estimated: number; readonly peak: number }>(measured: Of) {
  return { ...measured, ratio: Number((measured.estimated / measured.peak).toFixed(2)) };
}

async function inProcess(name: string, flags: readonly string[]): Promise<Measured> {
  const script = new URL(import.meta.url).pathname;
  const args = [...flags, '--import', 'tsx', script, '--measure', name];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Measured;
}

async function measure(scenario: Scenario): Promise<Measured> {
  const small = scenarioOf('paper', 1);
  buildProblem(small, buildTopology(small));
  const idle = held();
  const idleRss = process.resourceUsage().maxRSS;
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, held() - idle);
  };

  const topology = buildTopology(scenario, { onProgress: everyPercent(look) });
  const onSlot = everyPercent(look);
  const problem = buildProblem(scenario, topology, { onProgress: ({ done, total }) => onSlot(done, total) });
  look();
  const listed = {
    peak: inMebibytes(peak),
    peakRss: inMebibytes((process.resourceUsage().maxRSS - idleRss) * 1024),
  };
  const sizes = {
    slots: topology.slotCount,
    nodes: topology.nodes.length,
    links: topology.links.length,
    paths: problem.demands.reduce((sum, { paths }) => sum + paths.length, 0),
  };

  const { listingBytes, bytes } = estimateSize(scenario, sampleNetwork(scenario), ['ps-egr']).of(
    topology.slotCount,
  );
  const listing = { estimated: inMebibytes(listingBytes), ...listed };
  if (!collect) return { ...sizes, listing, plan: null };
  const options = { ...DEFAULT_PLAN_OPTIONS, timeLimitSeconds: PLAN_SECONDS };
  const prepared = { problem, seconds: { topology: 0, catalogue: 0 } };
  await planPrepared(prepared, { scenario, options }, nodeEnvironment(), look);
  return { ...sizes, listing, plan: { estimated: inMebibytes(bytes), peak: inMebibytes(peak) } };
}

/** 0 without --expose-gc. */
function held(): number {
  if (!collect) return 0;
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function everyPercent(look: () => void): (done: number, total: number) => void {
  let seen = 0;
  return (done, total) => {
    if (Math.floor((100 * done) / total) <= seen) return;
    seen = Math.floor((100 * done) / total);
    look();
  };
}

function inMebibytes(bytes: number): number {
  return Number((bytes / 2 ** 20).toFixed(1));
}
