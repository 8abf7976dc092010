import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { NO_MARGINS } from '../../src/domain/margins.ts';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { formatRunRecord, parseRunRecord } from '../../src/io/run-record.ts';
import { TEXTBOOK } from '../../src/methods/benders/options.ts';
import { DEFAULT_HYBRID } from '../../src/planning/options.ts';
import { NOT_RECOMPUTED, notRecomputedOf } from '../../src/planning/record-check/not-recomputed.ts';
import { verifyRecord } from '../../src/planning/verify.ts';
import { smallInstance } from '../methods/instances.ts';
import { HARD, localEnvironment, run } from './run.ts';

type Place = readonly (string | number)[];
type Tree = Record<string | number, unknown>;

/** As a record comes back from its file. */
const read = (record: RunRecord): RunRecord => parseRunRecord(formatRunRecord(record));

/** Every value of a record, and every list that is empty. */
function leavesOf(value: unknown, place: Place = []): Place[] {
  const isLeaf = typeof value !== 'object' || value === null || Object.keys(value).length === 0;
  if (isLeaf) return [place];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, [...place, Array.isArray(value) ? Number(key) : key]),
  );
}

/** `trajectory[].seconds` */
const partOf = (place: Place): string =>
  place
    .map((key) => (typeof key === 'number' ? '[]' : `.${key}`))
    .join('')
    .slice(1);

const valueAt = (record: RunRecord, place: Place): unknown =>
  place.reduce<unknown>((tree, key) => (tree as Tree)[key], record);

/** Another value of the same kind. */
function liesAbout(value: unknown): unknown[] {
  if (typeof value === 'number') return [2 * value + 1, value / 2 - 1];
  if (typeof value === 'string') return [`${value}x`];
  if (typeof value === 'boolean') return [!value];
  return Array.isArray(value) ? [['a lie']] : [1, 'a lie'];
}

function withLie(record: RunRecord, place: Place, lie: unknown): RunRecord {
  const draft = structuredClone(record);
  (valueAt(draft, place.slice(0, -1)) as Tree)[place.at(-1)!] = lie;
  return draft;
}

/** Whether a changed record is noticed: its verification fails, or it is refused before. */
async function isFound(record: RunRecord): Promise<boolean> {
  try {
    const again = parseRunRecord(JSON.stringify(record));
    return (await verifyRecord(again, localEnvironment())).status === 'failed';
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return true;
  }
}

const isWithin = (part: string, whole: string): boolean =>
  part === whole || part.startsWith(`${whole}.`) || part.startsWith(`${whole}[]`);

/** A record as a calibration ends at once, since all is in spec without margins. */
async function calibrated(): Promise<RunRecord> {
  const asked = { share: 0.9, coherenceSeconds: 10, swapSuccess: null, relayBuffer: null };
  const { record } = await run(HARD, { options: { inSpec: { ...asked, margins: NO_MARGINS } } });
  const pairs = record.totalPairs!;
  const kept = { plannedPairs: pairs, deliveredPairs: pairs, inSpecPairs: 0.95 * pairs };
  const simulated = { ...kept, halfWidth: 0, replications: 5, seed: 1001 };
  return {
    ...record,
    calibration: { asked, ended: 'reached', rounds: 0, before: simulated, after: simulated },
  };
}

describe('the parts of a record', async () => {
  const memories = {
    storage: true,
    initialStock: true,
    outage: 0.5,
    memory: { model: 'dephasing', coherenceSeconds: 1e4, maximumStorageSlots: 2 },
  } as const;
  const records: Readonly<Record<string, RunRecord>> = {
    'a search': (await run(HARD)).record,
    'memories with an age': (await run(smallInstance(4, memories).scenario)).record,
    'a sampled master': (
      await run(HARD, {
        options: {
          method: 'benders',
          benders: TEXTBOOK,
          hybrid: { ...DEFAULT_HYBRID, encoding: 'slack', samplerSeconds: 0.01, certify: 3 },
        },
      })
    ).record,
    'a plan in spec': await calibrated(),
    'random routing': (await run(HARD, { options: { scheme: 'rrs', draws: 3 } })).record,
    'minimum rates that are missed': (
      await run(smallInstance(1, { storage: true, minimumRate: 4 }).scenario, {
        options: { scheme: 'greedy' },
      })
    ).record,
  };

  it('all exist in the records used here', () => {
    const parts = Object.values(records).flatMap((record) => leavesOf(read(record)).map(partOf));
    for (const { part } of NOT_RECOMPUTED) {
      if (part === 'catalogueLimits') continue;
      expect(
        parts.some((known) => isWithin(known, part)),
        part,
      ).toBe(true);
    }
    for (const part of [
      'draws[].objective',
      'shortages[].slot',
      'prices.links[].price',
      'plan.fills[].rate',
    ]) {
      expect(parts).toContain(part);
    }
  });

  it.each(Object.keys(records))('that are not listed are checked: %s', async (name) => {
    const honest = read(records[name]!);
    expect((await verifyRecord(honest, localEnvironment())).status).toBe('verified');
    const seen = new Set<string>();
    const unfound: string[] = [];
    for (const place of leavesOf(honest)) {
      const part = partOf(place);
      // The hash protects the scenario.
      if (seen.has(part) || part.startsWith('scenario.document.')) continue;
      seen.add(part);
      if (NOT_RECOMPUTED.some((one) => isWithin(part, one.part))) continue;
      for (const lie of liesAbout(valueAt(honest, place))) {
        if (!(await isFound(withLie(honest, place, lie)))) unfound.push(`${part}: ${JSON.stringify(lie)}`);
      }
    }
    expect(seen.size).toBeGreaterThan(90);
    expect(unfound).toEqual([]);
  });

  it('that are listed as not checked are not', async () => {
    const honest = read(records['a search']!);
    const lies: [Place, unknown][] = [
      [['solver', 'name'], 'another'],
      [['solver', 'version'], '9'],
      [['seconds', 'topology'], 1e6],
      [['seconds', 'catalogue'], 1e6],
      [['seconds', 'solve'], 1e6],
    ];
    for (const [place, lie] of lies) expect(await isFound(withLie(honest, place, lie))).toBe(false);
  });

  type Change = (record: RunRecord) => [place: Place, lie: unknown][];
  const last = ({ trajectory }: RunRecord): number => trajectory.length - 1;
  const inPart: [part: string, record: string, found: Change, unfound: Change][] = [
    [
      'status',
      'a search',
      () => [
        [['status'], 'time-limit'],
        [['status'], 'gap-reached'],
        [['status'], 'completed'],
        [['status'], 'numerical'],
      ],
      () => [[['status'], 'interrupted']],
    ],
    [
      'calibration',
      'a plan in spec',
      ({ calibration }) => [
        [['calibration', 'asked', 'share'], 0.5],
        [['calibration', 'asked', 'coherenceSeconds'], null],
        [['calibration', 'after', 'plannedPairs'], calibration!.after.plannedPairs / 2],
        [['calibration', 'after', 'inSpecPairs'], calibration!.after.inSpecPairs * 0.8],
        [['calibration', 'before', 'inSpecPairs'], calibration!.before.inSpecPairs * 2],
      ],
      () => [[['calibration', 'after', 'seed'], 7]],
    ],
    [
      'bounds.boundBy',
      'a search',
      () => [
        [['bounds', 'boundBy'], 'a friend'],
        [['bounds', 'boundBy'], 'none'],
        [['bounds', 'boundBy'], 'rate caps'],
        [['bounds', 'boundBy'], 'overlay LP'],
      ],
      () => [[['bounds', 'boundBy'], 'Benders master']],
    ],
    [
      'bounds.boundBy',
      'random routing',
      () => [
        [['bounds', 'boundBy'], 'Benders master'],
        [['bounds', 'boundBy'], 'none'],
      ],
      () => [],
    ],
    [
      'relaxation',
      'a search',
      ({ relaxation }) => [
        [['relaxation', 'bound'], relaxation.bound! / 2],
        [['relaxation', 'bound'], null],
        [['relaxation', 'prices'], null],
        [['relaxation', 'prices', 'c4', 0, 'link'], 'nowhere'],
        [['relaxation', 'prices', 'c4', 0, 'slot'], 99],
        [['relaxation', 'prices', 'c4', 0, 'price'], -1],
        [['relaxation', 'prices', 'c4', 0, 'price'], 1e3],
        [['relaxation', 'prices', 'c5', 0, 'price'], -1],
      ],
      ({ relaxation }) => [[['relaxation', 'bound'], relaxation.bound! * 2]],
    ],
    [
      'trajectory',
      'a search',
      (record) => [
        [['trajectory', last(record), 'bound'], record.bounds.bound! * 1.01],
        [['trajectory', last(record), 'bound'], null],
        [['trajectory', last(record), 'incumbent'], record.bounds.bound! * 1.01],
        [['trajectory', last(record), 'incumbent'], 0],
        [['trajectory', last(record), 'iteration'], record.iterations + 1],
        [['trajectory', last(record), 'seconds'], 0],
        [['trajectory', 0, 'bound'], record.bounds.bound! * 0.99],
        [['trajectory', 0, 'seconds'], -1],
        [['trajectory', last(record) - 1, 'iteration'], record.iterations + 1],
      ],
      (record) => [
        [['trajectory', last(record), 'seconds'], 1e6],
        [['trajectory', 0, 'bound'], record.bounds.bound! * 9],
      ],
    ],
    [
      'prices',
      'a search',
      ({ prices: { links } }) => [
        [['prices', 'links', 0, 'where'], 'nowhere'],
        [['prices', 'links', 0, 'where'], links[1]!.where],
        [['prices', 'links', 0, 'amount'], links[0]!.amount * 2],
        [['prices', 'links', 0, 'price'], -1],
        [['prices', 'links', 0, 'recheckedPrice'], -1],
        [['prices', 'links', 0, 'recheckedPrice'], links[0]!.price * 2],
        [['prices', 'links', 0, 'recheckedPrice'], links[1]!.recheckedPrice / 2],
        [['prices', 'memories'], [{ ...links[0]!, where: 'nowhere' }]],
        [['prices', 'links'], Array(6).fill(links[0])],
      ],
      ({ prices: { links } }) => [
        [['prices', 'links', 0, 'price'], links[0]!.price * 2],
        [['prices', 'links'], []],
      ],
    ],
    [
      'hybridMaster',
      'a sampled master',
      (record) => {
        const { steps, sampled, exact, raised } = stepsOf(record);
        const at = (index: number, ...place: Place): Place => ['hybridMaster', index, ...place];
        return [
          [at(1, 'iteration'), 0],
          [at(steps.length - 1, 'iteration'), record.iterations + 2],
          [at(sampled, 'cuts', 'from'), steps[sampled]!.cuts.held + 1],
          [at(sampled, 'sample'), null],
          [at(sampled, 'sample', 'feasibleShare'), 2],
          [at(sampled, 'value'), record.bounds.bound! * 1.01],
          [at(raised, 'value'), null],
          [at(raised, 'raisedBy'), steps[raised]!.exact ? 'sampler' : 'exact master'],
          [at(sampled, 'loweredBy'), 'exact master'],
          [at(exact, 'exact', 'bound'), record.objective! * 0.99],
          [at(exact, 'exact', 'bound'), null],
          [at(exact, 'exact', 'reason'), 'no reason'],
        ];
      },
      (record) => [[['hybridMaster', stepsOf(record).sampled, 'sample', 'bestTheta'], 1]],
    ],
    [
      'draws',
      'random routing',
      ({ objective, draws }) => [
        [['draws'], null],
        [['draws'], draws!.slice(1)],
        [['draws', 0, 'totalPairs'], null],
        [['draws', 0, 'objective'], objective! * 1.01],
        [['draws', bestOf(draws!), 'objective'], objective! / 2],
        [['draws', bestOf(draws!), 'totalPairs'], 0],
        [['draws', 0, 'maxViolation'], -1],
      ],
      ({ draws }) => [[['draws', (bestOf(draws!) + 1) % draws!.length, 'totalPairs'], 0]],
    ],
    [
      'shortages',
      'minimum rates that are missed',
      ({ shortages }) => [
        [['shortages'], []],
        [['shortages', 0, 'demand'], 'nobody'],
        [['shortages', 0, 'slot'], shortages[0]!.slot + 1],
        [['shortages', 0, 'missingRate'], shortages[0]!.missingRate / 2],
        [['shortages', 0, 'busyTelescopes'], ['s']],
      ],
      () => [],
    ],
    ['draws', 'a search', () => [[['draws'], []]], () => []],
    [
      'iterations',
      'random routing',
      () => [[['iterations'], 0]],
      ({ iterations }) => [[['iterations'], iterations + 1]],
    ],
    [
      'options',
      'a search',
      () => [
        [['options', 'scheme'], 'nss'],
        [['options', 'scheme'], 'none'],
        [['options', 'catalogue'], 'none'],
        [['options', 'method'], 'benders'],
        [['options', 'gap'], -1],
        [['options', 'seed'], 'x'],
      ],
      () => [
        [['options', 'seed'], 7],
        [['options', 'timeLimitSeconds'], 7],
      ],
    ],
    ['notes', 'a search', () => [], ({ notes }) => [[['notes'], [...notes, 'another']]]],
  ];
  it.each(inPart)('that are listed as checked in part are: %s, of %s', async (part, name, found, unfound) => {
    const honest = read(records[name]!);
    expect(NOT_RECOMPUTED.find((one) => one.part === part)).toMatchObject({ checked: 'in part' });
    for (const [place, lie] of found(honest)) {
      expect(await isFound(withLie(honest, place, lie)), `${partOf(place)}: ${JSON.stringify(lie)}`).toBe(
        true,
      );
    }
    for (const [place, lie] of unfound(honest)) {
      expect(await isFound(withLie(honest, place, lie)), `${partOf(place)}: ${JSON.stringify(lie)}`).toBe(
        false,
      );
    }
  });

  it('of each kind are named if the record has them', async () => {
    const partsOf = async (name: string) => {
      const record = read(records[name]!);
      return notRecomputedOf(record, await verifyRecord(record, localEnvironment())).map(({ part }) => part);
    };
    expect(await partsOf('a search')).toEqual(
      expect.arrayContaining(['prices', 'bounds.bound', 'relaxation']),
    );
    expect(await partsOf('a search')).not.toContain('draws');
    const random = await partsOf('random routing');
    expect(random).toContain('draws');
    expect(random).not.toContain('prices');
    expect(random).not.toContain('bounds.bound');
  });
});

const bestOf = (draws: NonNullable<RunRecord['draws']>): number =>
  draws.reduce((best, { objective }, index) => (objective! > draws[best]!.objective! ? index : best), 0);

/** The steps of a sampled master, and which of them were sampled, solved exactly with a better bound, and a better plan. */
function stepsOf({ hybridMaster = [] }: RunRecord) {
  return {
    steps: hybridMaster,
    sampled: hybridMaster.findIndex(({ exact }) => exact === null),
    exact: hybridMaster.findIndex(({ loweredBy }) => loweredBy !== null),
    raised: hybridMaster.findIndex(({ raisedBy }) => raisedBy !== null),
  };
}
