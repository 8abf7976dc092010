/** What reports say of memory modes and messages. */
import { describe, expect, it } from 'vitest';
import type { ModesInUse, RunRecord } from '../../src/domain/run-record.ts';
import { figuresOf } from '../../src/report/figures/figures.ts';
import { memoryModes } from '../../src/report/figures/memory-modes.ts';
import { messageSentences, modeSentences } from '../../src/report/hardware-words.ts';
import { reportHtml } from '../../src/report/html.ts';
import { summaryText } from '../../src/report/summary.ts';
import { fixture } from './fixture.ts';

const { slots } = fixture.horizon;
/** In flight in the second slot, and in store when it ends. */
const use = (node: string, modes: number, moving: number, stored: number): ModesInUse => ({
  node,
  modes,
  moving: Array.from({ length: slots }, (_, slot) => (slot === 1 ? moving : 0)),
  stored: Array.from({ length: slots + 1 }, (_, t) => (t === 2 ? stored : 0)),
});
const limited = (...modes: ModesInUse[]): RunRecord => ({ ...fixture, modes });
const full = (node: string) => use(node, 50, 40, 10);

describe('memory modes', () => {
  it('are said to be all in use where they are, at either end of a slot', () => {
    expect(modeSentences(limited(full('a'), use('b', 50, 40, 9)))).toEqual([
      'Of the 2 nodes with limited memory modes, a takes all its modes in some slot.',
    ]);
    expect(modeSentences(limited(...['a', 'b', 'c', 'd', 'e'].map(full)))).toEqual([
      'Of the 5 nodes with limited memory modes, a, b, c and 2 more take all their modes in some slot.',
    ]);
  });

  it('name all nodes that are full if they are few', () => {
    expect(modeSentences(limited(use('b', 50, 40, 10 - 1e-9), full('a')))).toEqual([
      'Of the 2 nodes with limited memory modes, b and a take all their modes in some slot.',
    ]);
    expect(modeSentences(limited(use('a', 50, 10, 0)))).toEqual(['a uses 20 % of its modes.']);
  });

  it('are said to be left over where they are, and nothing is said without a limit', () => {
    expect(modeSentences(limited(use('a', 100, 1, 0), use('b', 100, 10, 13)))).toEqual([
      'Of the 2 nodes with limited memory modes, b uses most: 23 % of its modes.',
    ]);
    expect(modeSentences(limited(use('a', 100, 0, 0)))).toEqual([
      'The plan takes no memory modes of nodes that limit them.',
    ]);
    expect(modeSentences(fixture)).toEqual([]);
  });

  it('are drawn over time, as shares of each node, and told in a table', () => {
    const record = limited(use('a', 50, 40, 10), use('idle', 50, 0, 0), use('c', 1000, 0, 200));
    const { svg, caption } = figuresOf(record).find(({ name }) => name === 'memory-modes')!;
    expect(svg).toContain('a (50 modes)');
    expect(svg).toContain('c (1,000 modes)');
    expect(svg).not.toContain('idle');
    expect(caption).not.toContain('more nodes');
    const { columns, rows } = memoryModes.table(record);
    expect(columns.map(({ name }) => name)).toEqual(['slot', 'a (50)', 'c (1,000)']);
    // In store from the end of the second slot to the beginning of the third.
    expect(rows.slice(0, 4)).toEqual([
      ['1', '0', '0'],
      ['2', '50', '200'],
      ['3', '10', '200'],
      ['4', '0', '0'],
    ]);
    const many = limited(...Array.from({ length: 15 }, (_, index) => full(`node-${index}`)));
    expect(memoryModes.draw(many, 760, 'x')!.caption).toContain('3 more nodes');
  });
});

describe('messages', () => {
  const traffic = { heraldBitsPerSecond: 9600, swapBitsPerSecond: 0, purificationBitsPerSecond: 0 };
  const record = {
    ...fixture,
    control: [
      { slot: 0, link: 'a~b', from: 'a', to: 'b', ...traffic },
      { slot: 3, link: 'a~b', from: 'a', to: 'b', ...traffic, swapBitsPerSecond: 13_000 },
      { slot: 3, link: 'a~b', from: 'b', to: 'a', ...traffic },
      { slot: 4, link: null, from: 'b', to: 'c', ...traffic, purificationBitsPerSecond: 650 },
    ],
  };

  it('name the direction with most, and its slot', () => {
    expect(messageSentences(record)).toEqual([
      'Most messages pass along the link from a to b: 22.6 kbit/s in slot 4.',
    ]);
    expect(messageSentences({ ...record, control: record.control!.slice(3) })).toEqual([
      'Most messages pass along the classical link from b to c: 10.3 kbit/s in slot 5.',
    ]);
    expect(messageSentences(fixture)).toEqual([]);
  });

  it('have a table in the report, the busiest direction first, each in its slot with most', () => {
    const html = reportHtml(record);
    const section = html.slice(html.indexOf('<h2>Messages</h2>'));
    const rows = [...section.slice(0, section.indexOf('</table>')).matchAll(/<tr>(.*?)<\/tr>/gs)].map(
      ([, row]) => [...row!.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/g)].map(([, cell]) => cell),
    );
    expect(rows.slice(1)).toEqual([
      ['a', 'b', 'the quantum link', '22.6 kbit/s', '9.6 kbit/s', '13 kbit/s', '–', '4'],
      ['b', 'c', 'a classical link', '10.3 kbit/s', '9.6 kbit/s', '–', '650 bit/s', '5'],
      ['b', 'a', 'the quantum link', '9.6 kbit/s', '9.6 kbit/s', '–', '–', '4'],
    ]);
    expect(reportHtml(fixture)).not.toContain('<h2>Messages</h2>');
  });

  it('and modes are in the summary of a terminal', () => {
    const assumptions = {
      nodes: [],
      unknownLinks: 0,
      longestStorageSeconds: null,
      fidelity: null,
      swapSuccess: null,
      latency: null,
      unknownLatencyShare: 0,
      control: null,
      clockSeconds: null,
      joinedBands: [],
    };
    const text = summaryText({ ...record, modes: [full('a')], assumptions }, { color: false });
    expect(text).toContain('a takes all its modes in some slot.');
    expect(text).toContain('Most messages pass along the link from a to b: 22.6 kbit/s in slot 4.');
  });
});
