import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { formatRunRecord, parseRunRecord } from '../../src/io/run-record.ts';
import { fixture, infeasible } from '../report/fixture.ts';

/** The error about a text, as people read it; fails if there is none. */
function complaint(text: string): string {
  try {
    parseRunRecord(text, 'run.json');
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  throw new Error('no complaint');
}

interface Tree {
  [step: string | number]: unknown;
}
type Path = readonly (string | number)[];

/** The fixture with another value at a path; undefined removes the key. */
function edited(path: Path, value: unknown): string {
  const record = structuredClone(fixture) as unknown as Tree;
  const parent = path.slice(0, -1).reduce((node, step) => node[step] as Tree, record);
  parent[path.at(-1)!] = value;
  return formatRunRecord(record as unknown as RunRecord);
}

describe('formatRunRecord and parseRunRecord', () => {
  it('give back the same record', () => {
    expect(parseRunRecord(formatRunRecord(fixture))).toEqual(fixture);
    expect(parseRunRecord(formatRunRecord(infeasible))).toEqual(infeasible);
    const limited: RunRecord = {
      ...fixture,
      catalogueLimits: [
        { limit: 'maximumHops', value: 10, doubled: 20, bound: 5700, more: 80 },
        { limit: 'realPaths', value: 5, skipped: 'time-limit' },
      ],
    };
    expect(parseRunRecord(formatRunRecord(limited))).toEqual(limited);
    const pointing = [{ link: 'x', from: 0, to: 10 }];
    const pointed: RunRecord = { ...fixture, plan: { ...fixture.plan!, pointing } };
    expect(parseRunRecord(formatRunRecord(pointed))).toEqual(pointed);
    const assuming: RunRecord = {
      ...fixture,
      assumptions: {
        nodes: [
          {
            node: 'hub',
            modesInFlight: 800.5,
            slot: 2,
            modesAtFullRate: 900,
            unknownLinks: 1,
            storedPairs: 3,
          },
        ],
        unknownLinks: 1,
        longestStorageSeconds: 120,
        fidelity: { smallestMargin: -1e-17, narrowShare: 0.5 },
        swapSuccess: 1,
        latency: { medianSeconds: 0.01, largestSeconds: 0.02 },
        unknownLatencyShare: 0.25,
        control: {
          slot: 1,
          heraldBitsPerSecond: 96,
          swapBitsPerSecond: 260,
          purificationBitsPerSecond: 130,
        },
        clockSeconds: 9.7e-11,
        joinedBands: [{ node: 'hub', bandsNm: [810, 1550] }],
      },
    };
    expect(parseRunRecord(formatRunRecord(assuming))).toEqual(assuming);
  });

  it('put a list of numbers on one line and break the document', () => {
    const lines = formatRunRecord(fixture).split('\n');
    expect(lines[0]).toBe('{');
    expect(lines[1]).toBe(`  "satqn": {"record": 1, "version": "${fixture.satqn.version}"},`);
    expect(lines.filter((line) => line.includes('"pairs": [0, 0, 0, 900, 1500,'))).toHaveLength(3);
    expect(lines.at(-1)).toBe('');
  });

  it('write null for numbers that are not finite, and read an infinite violation back', () => {
    const bounds = { ...fixture.bounds, bound: Number.POSITIVE_INFINITY };
    const certificate = { ...fixture.certificate!, maxViolation: Number.POSITIVE_INFINITY };
    const text = formatRunRecord({ ...fixture, bounds, certificate });
    expect(text).not.toMatch(/Infinity|NaN/);
    const read = parseRunRecord(text);
    expect(read.bounds.bound).toBeNull();
    expect(read.certificate!.maxViolation).toBe(Number.POSITIVE_INFINITY);
  });

  it('tolerate unknown keys', () => {
    expect(parseRunRecord(edited(['colour'], 'red'))).toEqual(fixture);
    expect(parseRunRecord(edited(['plan', 'routes', 0, 'mood'], 1))).toEqual(fixture);
  });
});

describe('parseRunRecord names', () => {
  it.each<[string, string, Path, unknown]>([
    ['a missing list', 'plan.routes[3].hops: is missing', ['plan', 'routes', 3, 'hops'], undefined],
    ['a wrong type', 'plan.routes[0].rate: must be a number', ['plan', 'routes', 0, 'rate'], 'many'],
    ['a hop of neither kind', 'plan.routes[2].hops[0]', ['plan', 'routes', 2, 'hops', 0], { via: 'x' }],
    ['a hop that is nothing', 'plan.routes[2].hops[0]', ['plan', 'routes', 2, 'hops', 0], null],
    ['a lost section', 'demands: is missing', ['demands'], undefined],
    ['a lost scenario', 'scenario.document: is missing', ['scenario', 'document'], undefined],
    ['a slot too late', 'plan.routes[1].slot: must be a slot from 0 to 9', ['plan', 'routes', 1, 'slot'], 10],
    [
      'a pointing that ends before it begins',
      'plan.pointing[0]: must be within',
      ['plan', 'pointing'],
      [{ link: 'x', from: 3, to: 3 }],
    ],
    [
      'a pointing too late',
      'plan.pointing[0]: must be within',
      ['plan', 'pointing'],
      [{ link: 'x', from: 3, to: 11 }],
    ],
    ['a stock too short', 'plan.stocks[0].pairs: must have 11 values', ['plan', 'stocks', 0, 'pairs'], [0]],
    [
      'a strange constraint',
      'certificate.checks[0].constraint',
      ['certificate', 'checks', 0, 'constraint'],
      'C',
    ],
    [
      'a number turned null',
      'plan.fills[0].rate: must be a number',
      ['plan', 'fills', 0, 'rate'],
      Number.NaN,
    ],
    ['too long a horizon', 'horizon.slots: must be <= 1000000', ['horizon', 'slots'], 1e9],
    ['another version', 'satqn.record: is 2; this version of satqn reads', ['satqn', 'record'], 2],
  ])('%s', (_, expected, path, value) => {
    expect(complaint(edited(path, value))).toContain(`run.json ${expected}`);
  });

  it.each(['[]', 'null', '3', '"satqn"', '{}', '{"satqn": 1}', '{"satqn": null}'])(
    'an alien document %s',
    (text) => {
      expect(complaint(text)).toContain('run.json satqn.record: is missing, so this is not a run record');
    },
  );

  it('no more than twenty mistakes', () => {
    const lines = complaint(edited(['notes'], Array(33).fill(1))).split('\n');
    expect(lines[19]).toContain('run.json notes[19]: must be text');
    expect(lines.slice(20)).toEqual(['run.json: 13 more such mistakes.']);
  });

  it('a scenario instead of a record', () => {
    expect(complaint('# Vienna\nsatqn: 1\n')).toMatch(
      /is no run record: it is not JSON\. Give the run\.json/,
    );
    expect(complaint('')).toContain('is not complete JSON');
  });

  it('a text cut short at any place (seed 11)', () => {
    const text = formatRunRecord(fixture).trimEnd();
    fc.assert(
      fc.property(fc.nat(text.length - 1), (length) => {
        expect(complaint(text.slice(0, length))).toContain('is not complete JSON');
      }),
      { seed: 11, numRuns: 50 },
    );
  });

  it('the section of any leaf replaced by a list of lists (seed 12)', () => {
    const leaves = leavesOf(fixture).filter(([head, key]) => head !== 'options' && key !== 'document');
    fc.assert(
      fc.property(fc.constantFrom(...leaves), (path) => {
        expect(complaint(edited(path, [[]]))).toContain(`run.json ${path[0]}`);
      }),
      { seed: 12, numRuns: 100 },
    );
  });
});

function leavesOf(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return Object.entries(value).flatMap(([key, item]) =>
    leavesOf(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
