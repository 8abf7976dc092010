import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { InputError } from '../../src/base/errors.ts';
import { METHOD_NAMES } from '../../src/domain/methods/methods.ts';
import { RUN_STATUSES } from '../../src/domain/run-status.ts';
import { generatePaper } from '../../src/scenario/generate-paper.ts';
import { valueAt } from '../../src/scenario/issue.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { nonFinite, run } from '../planning/run.ts';
import { EXPLICIT, PHYSICAL } from '../scenario/samples.ts';

const example = (name: string) =>
  readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), 'utf8');

/** Networks that are quick to plan; together, they contain every part of a scenario. */
const PAPER = JSON.stringify(
  generatePaper({
    seed: 2,
    satellites: 1,
    haps: 1,
    stations: 4,
    pairs: 2,
    slots: 3,
    contactProbability: 0.8,
  }),
);
const FEATURES = JSON.stringify({
  ...parse(EXPLICIT),
  storage: {
    kinds: { satellite: 10, ground: 20 },
    memory: { model: 'depolarising', coherenceSeconds: 1000, maximumStorageSlots: 1 },
    initialStock: [{ nodes: ['a', 'b'], pairs: 4, fidelity: 0.95 }],
  },
  demands: [
    { id: 'k', source: 'a', destination: 'c', weight: [1, 2], fidelityTarget: 0.9, minimumRate: 0.01 },
  ],
  paths: {
    realPaths: 2,
    virtualPaths: 2,
    subPaths: 1,
    virtualSubPaths: 1,
    maximumHops: 4,
    maximumVirtualLinks: 2,
  },
  purification: { protocol: 'bbpssw' },
  gates: { singleQubit: 1, twoQubit: 0.999, readout: 0.999, swapSuccess: 0.9 },
});
const SAMPLES = [EXPLICIT, PHYSICAL, PAPER, FEATURES].map((text) => parse(text) as object);

/** Every place in a document. */
function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
}

const LISTS = new Set(['nodes', 'links', 'stations', 'satellites', 'platforms', 'fibres', 'demands']);

/** A change that often leaves the document valid: another number or name, or an entry removed or repeated. */
function mutate(document: object, at: number, kind: number, number: number): object {
  const copy = structuredClone(document) as Record<string, unknown>;
  const all = places(copy).filter((path) => path.length > 0);
  const path = all[at % all.length]!;
  const parent = valueAt(copy, path.slice(0, -1)) as Record<string, unknown>;
  const key = path.at(-1)!;
  const value = parent[key];
  if (typeof value === 'number') {
    parent[key] = [value * number, number, -value, Math.round(value * number), 0, 1e-12, 1e12][kind % 7];
  } else if (typeof value === 'boolean') {
    parent[key] = !value;
  } else if (typeof value === 'string') {
    const names = all.map((other) => valueAt(copy, other)).filter((other) => typeof other === 'string');
    parent[key] = names[(at + kind) % names.length];
  } else if (Array.isArray(value)) {
    if (kind % 3 === 0 && LISTS.has(key)) value.push(structuredClone(value[kind % value.length]));
    else if (kind % 3 === 1) value.splice(kind % Math.max(1, value.length), 1);
    else value.reverse();
  } else {
    delete parent[key];
  }
  return copy;
}

/** Accepts a valid plan, the statement that there is none, or a clear refusal; nothing else. */
async function outcomeOf(
  text: string,
  method: (typeof METHOD_NAMES)[number],
): Promise<'refused' | 'planned'> {
  try {
    const scenario = parseScenario(text);
    // A mutated horizon may hold a million slots; the machine of this test is a small one.
    const { record, events } = await run(scenario, {
      options: { method, timeLimitSeconds: 0.3, gap: 1e-4 },
      environment: { memoryLimitBytes: 2 ** 26 },
    });
    expect(RUN_STATUSES).toContain(record.status);
    expect(nonFinite(record)).toEqual([]);
    expect(record.plan === null).toBe(['infeasible', 'no-incumbent', 'numerical'].includes(record.status));
    for (const each of [
      record,
      ...events.flatMap((event) => (event.kind === 'record' ? [event.record] : [])),
    ]) {
      expect(each.certificate?.status ?? 'verified').toBe('verified');
      if (each.plan)
        expect(each.bounds.bound ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(each.objective!);
    }
    return 'planned';
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.issues.length).toBeGreaterThan(0);
    for (const { message } of error.issues) expect(message).not.toMatch(/undefined|NaN|\[object/);
    return 'refused';
  }
}

const mutation = fc.record({
  at: fc.nat(5000),
  kind: fc.nat(20),
  number: fc.double({ min: 0.01, max: 20, noNaN: true }),
});
const method = fc.constantFrom(...METHOD_NAMES);

it.each([
  ['a small network of explicit links', 0, 21],
  ['a small network of physical links', 1, 22],
  ["a small network of the paper's kind", 2, 23],
  ['a network with every feature of routing', 3, 24],
] as const)('%s, mutated, is planned or refused (sample %i, seed %i)', async (_, sample, seed) => {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), method, async (mutations, by) => {
      const document = mutations.reduce(
        (value, { at, kind, number }) => mutate(value, at, kind, number),
        SAMPLES[sample]!,
      );
      outcomes.add(await outcomeOf(JSON.stringify(document), by));
    }),
    { seed, numRuns: 60 },
  );
  expect([...outcomes].sort()).toEqual(['planned', 'refused']);
});

it('the bundled examples, with characters changed, are read or refused (seed 25)', () => {
  const files = ['drones', 'eurasia', 'micius-2016', 'paper'].map(example);
  const cut = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(6),
    insert: fc.string({ maxLength: 4 }),
  });
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.array(cut, { minLength: 1, maxLength: 3 }), (text, cuts) => {
      const mutated = cuts.reduce((t, { at, length, insert }) => {
        const place = Math.floor(at * t.length);
        return t.slice(0, place) + insert + t.slice(place + length);
      }, text);
      try {
        parseScenario(mutated);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        expect(error.message).not.toBe('');
      }
    }),
    { seed: 25, numRuns: 60 },
  );
});
