/** Records of plans with memory modes and messages, as they come back from their files. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Certificate } from '../../src/domain/certificate.ts';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { formatRunRecord, parseRunRecord } from '../../src/io/run-record.ts';
import { verifyRecord } from '../../src/planning/verify.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { localEnvironment, run } from './run.ts';

type Forge<T> = T extends object ? { -readonly [K in keyof T]: Forge<T[K]> } : T;
type Draft = Forge<RunRecord>;

/** Pairs of a~b are stored in the first slot and drawn in the others, in which its link carries no messages. */
const STORING = {
  satqn: 1,
  horizon: { slots: 3, slotSeconds: 10 },
  nodes: [
    { id: 'a', kind: 'aerial', memoryModes: 5000 },
    { id: 'b', kind: 'aerial', memoryModes: 80, modesPerMemory: 100 },
    { id: 'c', kind: 'aerial' },
  ],
  links: [
    { ends: ['a', 'b'], capacity: [1000, 0, 0], fidelity: 0.99, lengthKm: 1000, efficiency: 0.01 },
    { ends: ['b', 'c'], capacity: [0, 1000, 1000], fidelity: 0.99, lengthKm: 1000, efficiency: 0.01 },
  ],
  storage: {
    nodes: [
      { node: 'a', capacity: 20000 },
      { node: 'b', capacity: 20000 },
    ],
  },
  classical: { links: [{ ends: ['a', 'b'], delayMs: 0.1, bitsPerSecond: 50000 }] },
  demands: [{ source: 'a', destination: 'c', fidelityTarget: 0.9 }],
};

describe('the verification of a record with memory modes and messages', () => {
  let honest: RunRecord;
  beforeAll(async () => {
    const text = formatRunRecord((await run(parseScenario(JSON.stringify(STORING)))).record);
    honest = parseRunRecord(text);
    expect(formatRunRecord(honest)).toBe(text);
  });

  const verify = (record: RunRecord): Promise<Certificate> => verifyRecord(record, localEnvironment());

  it('finds nothing wrong in a new one, and looks at what it says of itself', async () => {
    const certificate = await verify(honest);
    expect(certificate.status).toBe('verified');
    expect(certificate.checks.map(({ constraint }) => constraint)).toEqual(
      expect.arrayContaining(['C8', 'C9', 'record']),
    );
  });

  it('looks at what a record says of itself although latencies are rounded', async () => {
    const draft = structuredClone(honest) as Draft;
    draft.plan!.routes[0]!.latencySeconds! *= 1 + 4e-16;
    draft.totalPairs! *= 2;
    expect(await complaint(draft)).toContain('totalPairs');
  });

  it.each<[string, (draft: Draft) => unknown]>([
    ['nodes[0].memoryModes', (d) => (d.nodes[0]!.memoryModes = 6000)],
    ['nodes[1].memoryModes', (d) => delete d.nodes[1]!.memoryModes],
    ['modes[0].moving', (d) => (d.modes![0]!.moving[0]! /= 2)],
    ['modes[0].stored', (d) => (d.modes![0]!.stored[1]! += 1)],
    ['modes[0].modes', (d) => (d.modes![0]!.modes *= 2)],
    ['modes', (d) => delete d.modes],
    ['control[0].heraldBitsPerSecond', (d) => (d.control![0]!.heraldBitsPerSecond *= 2)],
    ['control', (d) => d.control!.pop()],
    ['control', (d) => delete d.control],
    ['schedule', (d) => (d.schedule = [])],
    ['prices.modes[0].price', (d) => (d.prices.modes![0]!.price = -1)],
    ['prices.modes[0]', (d) => (d.prices.modes![0]!.where = 'c')],
    ['prices.modes[0].amount', (d) => (d.prices.modes![0]!.amount *= 2)],
    ['assumptions.nodes[0].modesInFlight', (d) => (d.assumptions!.nodes[0]!.modesInFlight /= 2)],
    ['assumptions.latency.largestSeconds', (d) => (d.assumptions!.latency!.largestSeconds /= 2)],
    ['assumptions.halvesAge', (d) => (d.assumptions!.halvesAge = true)],
  ])('finds a changed %s', async (place, forge) => {
    const draft = structuredClone(honest) as Draft;
    forge(draft);
    expect(await complaint(draft)).toContain(place);
  });

  async function complaint(draft: Draft): Promise<string> {
    const { status, checks } = await verify(draft as RunRecord);
    expect(status).toBe('failed');
    return checks.find(({ constraint }) => constraint === 'record')?.worst ?? 'nothing';
  }
});
