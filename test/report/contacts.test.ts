import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { ContactWindow, PlannedWindow } from '../../src/domain/contact-window.ts';
import { clockLabels } from '../../src/report/clock-labels.ts';
import { contactLanes } from '../../src/report/contact-lanes.ts';
import { drawContacts } from '../../src/report/contacts-figure.ts';
import { contactsTable } from '../../src/report/contacts-table.ts';
import { slotAxis } from '../../src/report/slot-axis.ts';

const START = Date.parse('2026-12-10T22:10:00Z');

function windowOf(
  first: string,
  second: string,
  startSeconds: number,
  endSeconds: number,
  rest: Partial<PlannedWindow> = {},
): ContactWindow {
  const utc = (seconds: number) => new Date(START + 1000 * seconds).toISOString().replace('.000', '');
  return {
    first,
    second,
    via: null,
    class: 'S2G',
    kind: 'optical',
    link: null,
    startSeconds,
    startUtc: utc(startSeconds),
    startIs: 'rise',
    peakSeconds: startSeconds + 1,
    peakUtc: utc(startSeconds + 1),
    peakIs: 'culmination',
    endSeconds,
    endUtc: utc(endSeconds),
    endIs: 'set',
    durationSeconds: endSeconds - startSeconds,
    rangeKm: 1234.4,
    elevationDeg: 12.34,
    lossDb: 31.26,
    ratePairsPerSecond: 1234.5,
    fidelity: 0.98765,
    daylightSeconds: 0,
    ...rest,
  };
}

const nodes = ['sat', 'Vienna', 'Oslo'].map((id, index) => ({
  id,
  kind: index === 0 ? ('satellite' as const) : ('ground' as const),
}));
const plan = { pairs: 0, usedSlots: 0, linkSlots: 1, limits: [] };

describe('the table', () => {
  const head = { nodes: nodes.map(({ id }) => id), hasVia: false, hasClock: true, isPlanned: false };
  const table = (windows: ContactWindow[], rest: Partial<typeof head> = {}) =>
    [...contactsTable(windows, { ...head, ...rest })].join('');

  it('has aligned columns, with words instead of times that are not known', () => {
    expect(
      table([
        windowOf('sat', 'Vienna', 60, 200),
        windowOf('sat', 'Oslo', 0, 1440, {
          startIs: 'horizon',
          peakIs: 'end',
          endIs: 'elements',
          elevationDeg: -0.04,
          fidelity: null,
          lossDb: Number.POSITIVE_INFINITY,
        }),
      ]),
    ).toBe(
      `first   second  class  rise, UTC            culmination, UTC     set, UTC             duration s  range km  elevation °  loss dB       pairs/s  fidelity
sat     Vienna  S2G    2026-12-10 22:11:00  2026-12-10 22:11:01  2026-12-10 22:13:20         140     1,234         12.3     31.3      1,234.50    0.9877
sat     Oslo    S2G    open                 at end               no elements                1440     1,234          0.0        –      1,234.50         –
`,
    );
  });

  it('has seconds without a clock, and platforms in between', () => {
    const text = table(
      [windowOf('Vienna', 'Oslo', 60, 200.5, { via: 'sat', startUtc: null, peakUtc: null, endUtc: null })],
      { hasClock: false, hasVia: true },
    );
    expect(text).toMatch(/^first {3}second {2}via {5}class {2}rise, s {14}culmination, s {7}set, s /);
    expect(text).toMatch(/\nVienna {2}Oslo {4}sat {5}S2G {4}60\.0 {17}61\.0 {17}200\.5 /);
  });

  it.each([
    [{ use: 'used', pairs: 1234.4, usedSlots: 1 }, 'used: 1,234 pairs in 1 slot'],
    [{ use: 'unused' }, 'unused'],
    [{ use: 'unused', limits: ['cloud'] }, 'unused (in some slots: cloud)'],
    [{ use: 'no link', limits: ['terminal', 'daylight'] }, 'no link: terminal, daylight'],
    [{ use: 'no whole slot' }, 'no whole slot'],
  ] as const)('says what the plan does: %j', (fate, words) => {
    const text = table([windowOf('sat', 'Oslo', 0, 1, { ...plan, ...fate })], { isPlanned: true });
    expect(text.split('\n')[1]!.endsWith(`  ${words}`)).toBe(true);
  });

  it('is a sentence if there is nothing', () => {
    expect(table([])).toBe('No window in this horizon.\n');
  });
});

describe('lanes', () => {
  it('are those of pairs, with overlapping windows of a class joined', () => {
    const { of, lanes } = contactLanes(
      [
        windowOf('Vienna', 'Oslo', 50, 80, { via: 'm' }),
        windowOf('Vienna', 'Oslo', 0, 20),
        windowOf('Vienna', 'Oslo', 10, 50, { via: 'n' }),
        windowOf('Vienna', 'Oslo', 90, 95),
        windowOf('Vienna', 'Oslo', 0, 99, { class: 'G2G' }),
        windowOf('Vienna', 'Oslo', 0, 5, { ...plan, use: 'unused' }),
      ],
      nodes,
    );
    expect(of).toBe('pair');
    expect(lanes.map(({ name }) => name)).toEqual(['Vienna – Oslo']);
    expect(lanes[0]!.bars.map((bar) => [bar.class, bar.isUsed, bar.startSeconds, bar.endSeconds])).toEqual([
      ['S2G', true, 0, 80],
      ['S2G', true, 90, 95],
      ['G2G', true, 0, 99],
      ['S2G', false, 0, 5],
    ]);
  });

  it('are those of nodes if there are too many pairs: what does not orbit first, and the rest counted', () => {
    const satellites = Array.from({ length: 50 }, (_, index) => ({
      id: `s${index}`,
      kind: 'satellite' as const,
    }));
    const many = satellites.map(({ id }, index) => windowOf(id, 'Vienna', 10 * index, 10 * index + 5));
    const { of, lanes, leftOut } = contactLanes(many, [...satellites, ...nodes]);
    expect(of).toBe('node');
    expect(lanes.map(({ name }) => name)).toEqual(['Vienna', ...satellites.slice(0, 39).map(({ id }) => id)]);
    expect(leftOut).toBe(11);
    expect(lanes[0]!.bars).toHaveLength(50);
  });
});

describe('the figure', () => {
  const scope = { nodes, horizonSeconds: 1440, startMs: START, isPlanned: false };
  const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]);
  const barsOf = (svg: string) => [
    ...svg.matchAll(/<path d="M([\d.]+) ([\d.]+)l([\d.]+) 0l0 ([\d.]+)[^>]*fill="(#\w+)"/g),
  ];

  it('has a lane for each pair, bars in the colours of classes and an axis of UTC', () => {
    const windows = [
      windowOf('sat', 'Vienna', 0, 720),
      windowOf('Vienna', 'Oslo', 720, 1440, { class: 'G2G' }),
    ];
    const { svg, caption } = drawContacts(windows, scope);
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining([
        'sat – Vienna',
        'Vienna – Oslo',
        'S2G',
        'G2G',
        '22:10',
        '22:30',
        'UTC, 2026-12-10',
      ]),
    );
    expect(caption).toBe('One lane for each pair of nodes; colours are link classes.');
    const bars = barsOf(svg).map(([, x, , width, , fill]) => [fill, Number(x), Number(width)] as const);
    const [one, other] = [
      bars.find(([fill, , width]) => fill === '#0A4F96' && width > 100)!,
      bars.find(([fill, , width]) => fill === '#6B7178' && width > 100)!,
    ];
    expect(other[1]).toBeCloseTo(one[1] + one[2], 1);
    expect(other[2]).toBeCloseTo(one[2], 1);
  });

  it('has an axis of seconds without a clock, and says so if it is empty', () => {
    const { svg, caption } = drawContacts([], { ...scope, startMs: null });
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['0', 'time since the start (s)']));
    expect(caption).toBe('There is no window in this horizon.');
  });

  it('is the same text every time', () => {
    const draw = () =>
      drawContacts([windowOf('sat', 'Oslo', 3, 4, { ...plan, use: 'unused' })], {
        ...scope,
        isPlanned: true,
      });
    expect(draw()).toEqual(draw());
    expect(draw().svg).toMatch(/opacity="0\.3"/);
    expect(draw().caption).toMatch(/Pale windows are those that the plan does not use\.$/);
  });
});

describe('labels of a clock', () => {
  const labels = (times: readonly string[], stepMs: number) => {
    const epochs = times.map((time) => Date.parse(time));
    return clockLabels(epochs, epochs[0]!, stepMs);
  };

  it.each([
    [['2026-12-10T22:10:00Z', '2026-12-10T22:20:00Z'], 60_000, ['22:10', '22:20'], 'UTC, 2026-12-10'],
    [['2026-12-10T22:10:00Z', '2026-12-10T22:10:20Z'], 20_000, ['22:10:00', '22:10:20'], 'UTC, 2026-12-10'],
    [['2026-12-10T22:10:00Z', '2026-12-10T22:10:01Z'], 500, ['22:10:00.0', '22:10:01.0'], 'UTC, 2026-12-10'],
    [
      ['2026-12-10T22:10:00Z', '2026-12-10T22:10:01Z'],
      250.25,
      ['22:10:00.000', '22:10:01.000'],
      'UTC, 2026-12-10',
    ],
    [['2026-12-10T22:10:30Z', '2026-12-10T22:11:30Z'], 60_000, ['22:10:30', '22:11:30'], 'UTC, 2026-12-10'],
    [
      ['2026-12-10T12:00:00Z', '2026-12-11T00:00:00Z', '2026-12-11T12:00:00Z'],
      3_600_000,
      ['12:00\n12-10', '00:00\n12-11', '12:00'],
      'UTC, from 2026-12-10',
    ],
  ])('%j', (times, stepMs, expected, name) => {
    expect(labels(times, stepMs)).toEqual({ labels: expected, name });
  });

  it('stand below the numbers of slots', () => {
    const { name, positions, labelAt } = slotAxis(
      { slots: 24, slotSeconds: 60, start: '2026-12-10T22:10:00Z' },
      200,
    );
    expect(name).toBe('slot (60 s each)\nUTC, 2026-12-10');
    expect(positions.map(labelAt)).toEqual(['1\n22:10', '10\n22:19', '20\n22:29']);
    const without = slotAxis({ slots: 24, slotSeconds: 60, start: null }, 200);
    expect(without.name).toBe('slot (60 s each)');
    expect(without.positions.map(without.labelAt)).toEqual(['1', '10', '20']);
    expect(without.nameGap).toBe(26);
  });
});
