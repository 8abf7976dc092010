import { expect, it } from 'vitest';
import type { ContactWindow, PlannedWindow } from '../../src/domain/contact-window.ts';
import { contactsCsv, contactsJson } from '../../src/io/contacts.ts';

const window: ContactWindow = {
  first: 'sat',
  second: '=a, b',
  via: null,
  class: 'S2G',
  kind: 'optical',
  link: null,
  startSeconds: 0,
  startUtc: '2026-01-01T00:00:00Z',
  startIs: 'horizon',
  peakSeconds: 61.3,
  peakUtc: '2026-01-01T00:01:01Z',
  peakIs: 'culmination',
  endSeconds: 100.5,
  endUtc: '2026-01-01T00:01:41Z',
  endIs: 'set',
  durationSeconds: 100.5,
  rangeKm: 600.25,
  elevationDeg: 45,
  lossDb: Number.POSITIVE_INFINITY,
  ratePairsPerSecond: 0,
  fidelity: null,
  daylightSeconds: 0,
};
const planned: PlannedWindow = {
  ...window,
  use: 'no link',
  pairs: 0,
  usedSlots: 0,
  linkSlots: 0,
  limits: ['terminal', 'cloud'],
};

const HEADER =
  'first,second,via,class,kind,link,start_seconds,start_utc,start_is,peak_seconds,peak_utc,peak_is,end_seconds,end_utc,end_is,duration_seconds,range_km,elevation_deg,loss_db,rate_pairs_per_second,fidelity,daylight_seconds';
const ROW = `sat,"'=a, b",,S2G,optical,,0,2026-01-01T00:00:00Z,horizon,61.3,2026-01-01T00:01:01Z,culmination,100.5,2026-01-01T00:01:41Z,set,100.5,600.25,45,,0,,0`;

it('CSV has a header in any case, and a cell for every field', () => {
  expect([...contactsCsv({ of: 'scenario', windows: [window] })]).toEqual([`${HEADER}\n`, `${ROW}\n`]);
  expect([...contactsCsv({ of: 'plan', windows: [planned] })]).toEqual([
    `${HEADER},use,pairs,used_slots,link_slots,limits\n`,
    `${ROW},no link,0,0,0,terminal cloud\n`,
  ]);
  expect([...contactsCsv({ of: 'scenario', windows: [] })]).toEqual([`${HEADER}\n`]);
});

it('JSON has one object a line, with the same fields in the same order', () => {
  const lines = [...contactsJson({ of: 'plan', windows: [planned, planned] })];
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^\{.*\}\n$/);
  expect(JSON.parse(lines[0]!)).toEqual({ ...planned, lossDb: null });
  const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  expect(Object.keys(JSON.parse(lines[0]!)).map(snake).join(',')).toBe(
    `${HEADER},use,pairs,used_slots,link_slots,limits`,
  );
});

it('both make a line when its window is found, and not before', () => {
  for (const write of [contactsCsv, contactsJson]) {
    let found = 0;
    const windows = (function* () {
      for (; found < 1e9; found += 1) yield window;
    })();
    const lines = write({ of: 'scenario', windows });
    for (let line = 0; line < 5; line += 1) lines.next();
    expect(found).toBeLessThanOrEqual(5);
  }
});
