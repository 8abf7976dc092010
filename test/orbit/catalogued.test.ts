import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { readSatellites } from '../../src/orbit/catalogued.ts';
import { noRemarks } from '../../src/orbit/elements/element-set.ts';
import { tleChecksum } from '../../src/orbit/elements/tle-line.ts';
import { greatestElementAgeMs } from '../../src/orbit/orbit.ts';
import { resolveSatellites } from '../../src/orbit/satellites.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { MICIUS, scenarioOf } from './setting.ts';

const DAY_MS = 86_400_000;
const [, ONE, TWO] = MICIUS.split('\n') as [string, string, string];

function edited(line: string, ...edits: [column: number, text: string][]): string {
  let changed = line;
  for (const [column, text] of edits)
    changed = changed.slice(0, column - 1) + text + changed.slice(column - 1 + text.length);
  return changed.slice(0, 68) + tleChecksum(changed);
}

interface Variant {
  readonly name?: string;
  readonly number?: string;
  readonly day?: number;
  readonly anomalyDeg?: string;
}

/** Micius by another name, number, epoch (day of 2016) or place on its orbit. */
function set({ name, number = '41731', day = 353, anomalyDeg = '246.0824' }: Variant): string {
  const one = edited(ONE, [3, number], [21, `${day}.00000000`]);
  const two = edited(TWO, [3, number], [44, anomalyDeg]);
  return [...(name === undefined ? [] : [name]), one, two].join('\n');
}
const text = (...variants: Variant[]) => variants.map(set).join('\n');
const broken = (variant: Variant) => set(variant).replace(/.$/, (digit) => `${(Number(digit) + 1) % 10}`);

function issuesOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError)
      return error.issues.map(({ path, line, message }) => `${path}:${line} ${message}`);
    throw error;
  }
  return [];
}

const dayMs = (day: number): number => Date.UTC(2016, 0, 1) + (day - 1) * DAY_MS;
const placeAt = (orbit: ReturnType<typeof readSatellites>[number]['orbit'], ms: number) => {
  const at = new Float64Array(3);
  orbit.teme(ms, at, 0);
  return [...at];
};

describe('element sets of several epochs', () => {
  const history = text(
    { name: 'M', day: 355, anomalyDeg: '200.0000' },
    { name: 'M', day: 351, anomalyDeg: '100.0000' },
    { name: 'M', day: 353, anomalyDeg: '150.0000' },
  );

  it('are one satellite, which the nearest set describes at any time', () => {
    const remarks = noRemarks();
    const satellites = readSatellites(history, { file: 'h.tle' }, remarks);
    expect(satellites.map(({ id }) => id)).toEqual(['M']);
    expect(remarks.notes).toEqual([
      'h.tle has several element sets (M: 3); at every time the set of the nearest epoch is used',
    ]);
    const { orbit } = satellites[0]!;
    const alone = (day: number, anomalyDeg: string) => readSatellites(text({ day, anomalyDeg }))[0]!.orbit;
    const [a, b, c] = [alone(351, '100.0000'), alone(353, '150.0000'), alone(355, '200.0000')];
    for (const [day, nearest] of [
      [340, a],
      [351.9, a],
      [352.1, b],
      [353.9, b],
      [354.1, c],
      [370, c],
    ] as const)
      expect(placeAt(orbit, dayMs(day)), `day ${day}`).toEqual(placeAt(nearest, dayMs(day)));
    expect(placeAt(a, dayMs(353))).not.toEqual(placeAt(b, dayMs(353)));
  });

  it('are old only if the nearest one is', () => {
    const age = (orbitText: string, from: number, to: number) =>
      greatestElementAgeMs(readSatellites(orbitText)[0]!.orbit, dayMs(from), dayMs(to)) / DAY_MS;
    expect(age(history, 351, 355)).toBeCloseTo(1, 9);
    expect(age(history, 351, 351.5)).toBeCloseTo(0.5, 9);
    expect(age(history, 340, 352)).toBeCloseTo(11, 9);
    expect(age(history, 350.5, 352.5)).toBeCloseTo(1, 9);
    expect(age(text({ day: 353 }), 340, 360)).toBeCloseTo(13, 9);
  });

  it('count only if they are near the requested time', () => {
    const horizon = { slots: 1, slotSeconds: 20, start: new Date(dayMs(353.2)).toISOString() };
    const scenario = scenarioOf({ horizon, satellites: [{ tle: { text: history } }] });
    expect(resolveSatellites(scenario)[0]!.orbit.elementEpochsMs).toEqual([expect.closeTo(dayMs(353), -1)]);
    expect(buildTopology(scenario).notes).toContainEqual(
      'TLE text has several element sets (M: 3); at every time the set of the nearest epoch is used',
    );
  });

  it('belong to one satellite even if it was renamed in between, and have its latest name', () => {
    const ids = (...variants: Variant[]) => readSatellites(text(...variants)).map(({ id }) => id);
    expect(ids({ name: 'OBJECT A', day: 351 }, { name: 'QSS', day: 353 })).toEqual(['QSS']);
    expect(ids({ name: 'QSS', day: 351 }, { day: 353 })).toEqual(['QSS']);
    // Numbers that were made up: what has another name at the same epoch is another satellite.
    const made = [
      { name: 'A', anomalyDeg: '100.0000' },
      { name: 'B', anomalyDeg: '200.0000' },
    ];
    expect(ids(made[0]!, { name: 'C', number: '00007' }, made[1]!)).toEqual(['A', 'C', 'B']);
  });

  it('with the same epoch: the later one counts, and two that contradict each other are refused', () => {
    const near = readSatellites(text({ anomalyDeg: '100.0000' }, { anomalyDeg: '100.0100' }));
    expect(near).toHaveLength(1);
    const later = readSatellites(text({ anomalyDeg: '100.0100' }));
    expect(placeAt(near[0]!.orbit, dayMs(353))).toEqual(placeAt(later[0]!.orbit, dayMs(353)));
    expect(
      issuesOf(() => readSatellites(text({ anomalyDeg: '100.0000' }, { anomalyDeg: '200.0000' }))),
    ).toEqual([':undefined Element sets of 41731 have one epoch and different places.']);
  });
});

describe('filters', () => {
  const fleet = text(
    { name: 'STARLINK-1', number: '00001' },
    { name: 'STARLINK-20 [DTC]', number: '00020' },
    { name: 'XSTARLINK-3', number: '00003' },
    { number: 'T0001' },
  );
  const ids = (filters: { names?: string[]; catalogueNumbers?: number[] }) =>
    readSatellites(fleet, { filters }).map(({ id }) => id);

  it('take patterns, numbers of satellites without a name, and names as the studio shows them', () => {
    expect(ids({ names: ['starlink-*'] })).toEqual(['STARLINK-1', 'STARLINK-20 (DTC)']);
    expect(ids({ names: ['*LINK-*'] })).toHaveLength(3);
    expect(ids({ names: ['STARLINK-20 (DTC)', '270001'] })).toEqual(['STARLINK-20 (DTC)', '270001']);
    expect(ids({ catalogueNumbers: [270_001] })).toEqual(['270001']);
    expect(ids({ names: ['STARLINK-*'], catalogueNumbers: [1, 3] })).toEqual(['STARLINK-1']);
  });

  it('must match something', () => {
    expect(issuesOf(() => ids({ names: ['ONEWEB-*', 'STARLINK-1'] }))).toEqual([
      "names[0]:undefined No satellite of elements is named 'ONEWEB-*'.",
    ]);
    // The point of a pattern is a point.
    expect(issuesOf(() => ids({ names: ['STARLINK.1'] }))).toHaveLength(1);
    expect(issuesOf(() => ids({ names: ['STARLINK-1'], catalogueNumbers: [3] }))).toEqual([
      ':undefined The filters leave no satellite of elements.',
    ]);
  });
});

describe('a line that cannot be read', () => {
  const good = set({ name: 'GOOD', number: '00001' });
  const bad = broken({ name: 'BAD', number: '00002' });
  const both = `${good}\n${bad}`;
  const read = (source: string, filters?: { names?: string[]; catalogueNumbers?: number[] }) => {
    const remarks = noRemarks();
    const satellites = readSatellites(source, { file: 'f.tle', filters }, remarks);
    return { ids: satellites.map(({ id }) => id), warnings: remarks.warnings };
  };

  it.each([{ names: ['good'] }, { names: ['G*'] }, { catalogueNumbers: [1] }])(
    'does not affect the requested satellites, and is reported: %j',
    (filters) => {
      const { ids, warnings } = read(both, filters);
      expect(ids).toEqual(['GOOD']);
      expect(warnings).toMatchObject([{ kind: 'elements-left-out', where: 'f.tle' }]);
      expect(warnings[0]!.message).toMatch(
        /^1 element set cannot be read and is left out, as not asked for \(line 6: The checksum/,
      );
    },
  );

  it.each([undefined, { names: ['BAD'] }, { names: ['*D'] }, { catalogueNumbers: [1, 2] }])(
    'makes the file refused if its satellite is requested: %j',
    (filters) => {
      expect(issuesOf(() => read(both, filters))).toEqual([expect.stringMatching(/^:6 The checksum is/)]);
    },
  );

  it('makes the file refused if it may be the missing satellite', () => {
    const nameless = `${good}\n${broken({ number: '00002' }).replaceAll('00002', '0x002')}`;
    expect(read(nameless, { names: ['GOOD'] }).ids).toEqual(['GOOD']);
    const issues = issuesOf(() => read(nameless, { names: ['OTHER'] }));
    expect(issues.some((issue) => issue.includes('catalogue number is "0x002"'))).toBe(true);
    expect(issues.at(-1)).toBe("names[0]:undefined No satellite of f.tle is named 'OTHER'.");
  });

  it('is reported at most twenty times', () => {
    const garbage = Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n');
    const issues = issuesOf(() => read(garbage));
    expect(issues).toHaveLength(21);
    expect(issues.at(-1)).toContain('There are 80 more mistakes.');
  });
});

it('tle and omm read either format', () => {
  const omm =
    'OBJECT_NAME,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY,NORAD_CAT_ID\nSAT A,2016-12-19T00:00:00,15.2,.0005,97.5,10,60,300,270001';
  const horizon = { slots: 1, slotSeconds: 20, start: '2016-12-19T16:52:00Z' };
  const satellites = [{ tle: { text: omm } }, { omm: { text: MICIUS } }];
  expect(resolveSatellites(scenarioOf({ horizon, satellites })).map(({ id }) => id)).toEqual([
    'SAT A',
    'QSS (MOZI)',
  ]);
});
