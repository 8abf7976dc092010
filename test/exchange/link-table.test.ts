import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { importNetwork } from '../../src/exchange/import-network.ts';
import { issuesOf, parsed } from './samples.ts';

describe('a table of links', () => {
  it('reads named columns, and lists its assumptions', () => {
    const imported = importNetwork(
      'from,to,Capacity (pairs/s),fidelity,length_km,colour\nA,B,100,0.97,,red\n"C, d",B,,,25,\nC d,A,,,,\nB,A,7,,,\nA,A,1,,,\n',
      { fileName: 'dir/net.csv' },
    );
    expect(imported.scenario).toMatchObject({
      name: 'net',
      nodes: ['A', 'B', 'C d', 'C d#2'].map((id) => ({ id, kind: 'ground' })),
      links: [
        { ends: ['A', 'B'], capacity: 100, fidelity: 0.97 },
        { ends: ['C d#2', 'A'], capacity: 1000, fidelity: 0.98 },
      ],
      fibres: [{ ends: ['C d', 'B'], lengthKm: 25 }],
      demands: [{ source: 'C d', destination: 'C d#2' }],
    });
    expect(imported.assumptions).toEqual([
      'Columns not used: colour.',
      "The numbers of the column 'Capacity (pairs/s)' are taken as they are, whatever its unit.",
      'Links from a node to itself (1): dropped.',
      "Nodes renamed (2): 'C, d' as 'C d', 'C d' as 'C d#2'.",
      'Nodes without a stated kind (4): ground was taken where it can be, for A, B, C d ….',
      'Links stated in both directions (1): each is one link, as stated first.',
      'Lengths were read as kilometres, as the file says.',
      'Links without a stated capacity (1): 1000 pairs/s was taken.',
      'Links without a stated fidelity (1): 0.98 was taken.',
      'Stated capacities were read as pairs/s.',
      'The horizon is 10 slots of 20 s, and the network is the same in all of them.',
      'One demand was chosen: C d to C d#2, 3 hops apart.',
      'No node stores pairs: add capacities under storage.',
    ]);
    expect(parsed(imported).fibres).toHaveLength(1);
  });

  it.each([
    ['tabs', 'Node1\tNode2\tcapacity\nA\tB\t5\nB\tC\t6\n'],
    ['semicolons', '# a remark\nsource;destination;capacity\nA;B;5\n\nB;C;6'],
    ['Windows line ends', '\uFEFFsource,target,capacity\r\n"A","B",5\r\nB,C,6\r\n'],
    ['no header', 'A,B,5\nB,C,6\n'],
  ])('reads tables with %s', (_, text) => {
    expect(importNetwork(text).scenario.links).toEqual([
      { ends: ['A', 'B'], capacity: 5, fidelity: 0.98 },
      { ends: ['B', 'C'], capacity: 6, fidelity: 0.98 },
    ]);
  });

  it('infers the kinds of nodes from the classes of links', () => {
    const { scenario, assumptions } = importNetwork(
      'source,destination,class,distance_m\nx,y,S2S,\ny,z,s2g,\nz,w,G2G,1500\nw,v,A2G,\n',
    );
    expect(scenario.nodes).toEqual([
      { id: 'x', kind: 'satellite' },
      { id: 'y', kind: 'satellite' },
      { id: 'z', kind: 'ground' },
      { id: 'w', kind: 'ground' },
      { id: 'v', kind: 'aerial' },
    ]);
    expect(scenario.links!.map((link) => link.class)).toEqual(['S2S', 'S2G', 'A2G']);
    expect(scenario.fibres).toEqual([{ ends: ['z', 'w'], lengthKm: 1.5 }]);
    expect(assumptions.join()).not.toContain('stated kind');
  });

  it('refuses every bad row, with its line', () => {
    expect(
      issuesOf(() =>
        importNetwork(
          'source,destination,capacity,fidelity,length,class\nA,B,x,2,-1,S2H\n"A\nA",,1,,,\nB,C,1,"0.9\n',
          {
            fileName: 'n.csv',
          },
        ),
      ),
    ).toEqual([
      'n.csv:5 a quotation mark opens here and is never closed.',
      "n.csv:2 the capacity 'x' is not a number of pairs/s, 0 or more.",
      "n.csv:2 the fidelity '2' is not above 0.5 and at most 1.",
      "n.csv:2 the length '-1' is not a number, 0 or more.",
      "n.csv:2 there is no link class 'S2H'.",
      'n.csv:3 the row does not name two nodes.',
    ]);
    expect(issuesOf(() => importNetwork('source,destination'))).toEqual([
      'undefined:undefined the file has no links.',
    ]);
  });

  it('refuses rows with too few or too many fields, including empty ones at the end', () => {
    expect(
      issuesOf(() => importNetwork('source,destination,capacity\nA,B\nB,A,3,4\nB,C,3,\nC,D,5\n')),
    ).toEqual([
      'undefined:2 the row has 2 fields, and line 1 has 3.',
      'undefined:3 the row has 4 fields, and line 1 has 3.',
      'undefined:4 the row has 4 fields, and line 1 has 3.',
    ]);
    expect(issuesOf(() => importNetwork('A,B,5\nB\nB,C,6\n', { fileName: 'n' }))).toEqual([
      'n:2 the row has 1 field, and line 1 has 3.',
    ]);
  });

  it.each([
    [
      'kilometres without a unit',
      'length',
      [12, 3000],
      [12, 3000],
      'kilometres, since the file names no unit',
    ],
    ['metres without a unit', 'distance', [20_000, 3000], [20, 3], 'metres: the file names no unit'],
    ['metres with a co-located pair', 'distance', [20_000, 0], [20, 0.001], 'metres: the file names no unit'],
    ['stated metres', 'length (m)', [500, 200], [0.5, 0.2], 'metres, as the file says'],
    ['stated miles', 'distance_miles', [10, 20], [16.09344, 32.18688], 'miles, as the file says'],
  ])('says that lengths are %s', (_, column, lengths, kilometres, unit) => {
    const text = `source,destination,${column}\nA,B,${lengths[0]}\nB,C,${lengths[1]}\n`;
    const { scenario, assumptions } = importNetwork(text);
    expect(scenario.fibres!.map(({ lengthKm }) => lengthKm)).toEqual(kilometres);
    expect(assumptions.filter((line) => line.startsWith('Lengths')).join()).toContain(unit);
  });

  it('chooses a demand that the catalogue can reach, and says that others are farther', () => {
    const chain = (links: number) => {
      const rows = Array.from({ length: links }, (_, i) => `n${i},n${i + 1}`);
      return importNetwork(`source,destination\n${rows.join('\n')}\n`);
    };
    const { maximumHops } = parsed(chain(3)).paths;
    const demand = ({ assumptions }: ReturnType<typeof chain>) =>
      assumptions.find((line) => line.startsWith('One demand'));
    expect(demand(chain(maximumHops))).toBe(
      `One demand was chosen: n${maximumHops} to n0, ${maximumHops} hops apart.`,
    );
    const far = chain(maximumHops + 3);
    expect(far.scenario.demands).toEqual([{ source: `n${maximumHops + 3}`, destination: 'n3' }]);
    expect(demand(far)).toContain(`farther apart need paths.maximumHops above ${maximumHops}`);
  });

  it('gives a scenario that parses, or an InputError, on any table (seed 12)', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 4 }),
      fc.constantFrom('A', 'B', '1', '0.9', '"', 'S2G', '\n', ',', '\t'),
    );
    const header = fc.constantFrom(
      '',
      'source,destination\n',
      'source,destination,capacity,fidelity,class\n',
    );
    fc.assert(
      fc.property(
        header,
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 5 }),
        (head, rows) => {
          try {
            parsed(importNetwork(head + rows.map((row) => row.join(',')).join('\n')));
          } catch (error) {
            if (!(error instanceof InputError)) throw error;
            expect(error.issues.every((issue) => issue.line === undefined || issue.path === '')).toBe(true);
          }
        },
      ),
      { seed: 12, numRuns: 150 },
    );
  });

  const overlay = new URL('../../../shared/data/overlay-ATT.tsv', import.meta.url);
  it.skipIf(!existsSync(overlay))(
    'reads the AT&T network of the overlay paper (skipped without ../shared/data)',
    () => {
      const imported = importNetwork(readFileSync(overlay, 'utf8'));
      // 112 rows, both directions of 56 links between 25 nodes.
      expect(imported.scenario.nodes).toHaveLength(25);
      expect(imported.scenario.links).toHaveLength(56);
      expect(imported.assumptions).toContain('Columns not used: Link_index.');
      expect(imported.assumptions.join()).toContain("'Capacity(kbps)'");
      expect(parsed(imported).links[0]).toMatchObject({ id: '1~0', capacity: 1 });
    },
  );
});
