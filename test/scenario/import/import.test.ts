import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/base/errors.ts';
import { formatScenario } from '../../../src/scenario/format.ts';
import { importGraphml } from '../../../src/scenario/import/graphml.ts';
import { importLinkCsv } from '../../../src/scenario/import/link-csv.ts';
import type { Imported } from '../../../src/scenario/import/network.ts';
import { parseScenario } from '../../../src/scenario/parse.ts';

const parsed = ({ scenario }: Imported) => parseScenario(formatScenario(scenario));

function issues(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).issues.map(({ file, line, message }) => `${file}:${line} ${message}`);
  }
  throw new Error('the text was accepted');
}

describe('importLinkCsv', () => {
  it('reads named columns, and says what it assumed', () => {
    const imported = importLinkCsv(
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
    expect(importLinkCsv(text).scenario.links).toEqual([
      { ends: ['A', 'B'], capacity: 5, fidelity: 0.98 },
      { ends: ['B', 'C'], capacity: 6, fidelity: 0.98 },
    ]);
  });

  it('tells the kinds of nodes from the classes of links', () => {
    const { scenario, assumptions } = importLinkCsv(
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

  it('refuses every bad row by its line', () => {
    expect(
      issues(() =>
        importLinkCsv(
          'source,destination,capacity,fidelity,length,class\nA,B,x,2,-1,S2H\n"A\nA",,1\nB,C,1,"0.9\n',
          {
            fileName: 'n.csv',
          },
        ),
      ),
    ).toEqual([
      'n.csv:5 a quotation mark opens here and is never closed.',
      "n.csv:2 the capacity 'x' is not a number of pairs/s, 0 or more.",
      "n.csv:2 the fidelity '2' is not above 0.5 and at most 1.",
      "n.csv:2 the lengthKm '-1' is not a number of kilometres above 0.",
      "n.csv:2 there is no link class 'S2H'.",
      'n.csv:3 the row does not name two nodes.',
    ]);
    expect(issues(() => importLinkCsv(''))).toEqual(['undefined:undefined the file has no links.']);
  });

  it.each([
    ['YAML', 'satqn: 1\nname: x\nhorizon: {slots: 2, slotSeconds: 10}\nnodes:\n  - {id: a, kind: ground}\n'],
    ['bytes of no text', 'source,target\nA,B\u0000\nB,C\n'],
    ['prose', 'roses are red\nviolets are blue\n'],
  ])('says once that %s is no table', (_, text) => {
    expect(issues(() => importLinkCsv(text, { fileName: 'n' }))).toEqual([
      'n:undefined the file is neither GraphML nor a table of links.',
    ]);
  });

  it('tells the one bad row of a table without header', () => {
    expect(issues(() => importLinkCsv('A,B,5\nB\nB,C,6\n', { fileName: 'n' }))).toEqual([
      'n:2 the row does not name two nodes.',
    ]);
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
            parsed(importLinkCsv(head + rows.map((row) => row.join(',')).join('\n')));
          } catch (error) {
            if (!(error instanceof InputError)) throw error;
            expect(error.issues.every((issue) => issue.line === undefined || issue.path === '')).toBe(true);
          }
        },
      ),
      { seed: 12, numRuns: 150 },
    );
  });

  const overlay = new URL('../../../../shared/data/overlay-ATT.tsv', import.meta.url);
  it.skipIf(!existsSync(overlay))(
    'reads the AT&T network of the overlay paper (skipped without ../shared/data)',
    () => {
      const imported = importLinkCsv(readFileSync(overlay, 'utf8'));
      // 112 rows, both directions of 56 links between 25 nodes.
      expect(imported.scenario.nodes).toHaveLength(25);
      expect(imported.scenario.links).toHaveLength(56);
      expect(imported.assumptions).toContain('Columns not used: Link_index.');
      expect(imported.assumptions.join()).toContain("'Capacity(kbps)'");
      expect(parsed(imported).links[0]).toMatchObject({ id: '1~0', capacity: 1 });
    },
  );
});

const GRAPHML = `<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key attr.name="label" attr.type="string" for="node" id="d1"/>
  <key attr.name="Latitude" attr.type="double" for="node" id="d2"/>
  <key attr.name="Longitude" attr.type="double" for="node" id="d3"/>
  <key attr.name="LinkSpeed" attr.type="string" for="edge" id="d4"/>
  <key attr.name="capacity" attr.type="double" for="edge" id="d5"/>
  <key attr.name="fidelity" attr.type="double" for="edge" id="d6"><default>0.95</default></key>
  <graph edgedefault="undirected">
    <node id="0"><data key="d1">Graz &amp; hills</data><data key="d2">47.0671</data><data key="d3">15.4933</data></node>
    <node id="1"><data key="d1"><![CDATA[Matera]]></data><data key="d2">40.6486</data><data key="d3">16.7046</data></node>
    <node id="2"><data key="d1">Matera</data></node>
    <edge source="0" target="1"><data key="d4">100</data></edge>
    <edge source="1" target="0"/>
    <edge source="1" target="2"><data key="d5">12.5</data></edge>
    <edge source="1" target="2"/>
    <edge source="2" target="2"/>
  </graph>
</graphml>`;

describe('importGraphml', () => {
  it('reads labels, places and values, and says what it assumed', () => {
    const imported = importGraphml(GRAPHML);
    expect(imported.scenario).toMatchObject({
      stations: [
        { id: 'Graz & hills', latitudeDeg: 47.0671, longitudeDeg: 15.4933 },
        { id: 'Matera', latitudeDeg: 40.6486, longitudeDeg: 16.7046 },
      ],
      nodes: [{ id: 'Matera#2', kind: 'ground' }],
      links: [{ ends: ['Matera', 'Matera#2'], capacity: 12.5, fidelity: 0.95 }],
      fibres: [{ ends: ['Graz & hills', 'Matera'] }],
      demands: [{ source: 'Matera#2', destination: 'Graz & hills' }],
    });
    // Graz to Matera along a great circle.
    expect(imported.scenario.fibres![0]!.lengthKm).toBeCloseTo(720.4, 0);
    expect(imported.assumptions).toEqual([
      'Attributes of links not used: LinkSpeed.',
      'Links from a node to itself (1): dropped.',
      'Nodes without a place (1): they have no optical links.',
      "Nodes renamed (1): 'Matera' as 'Matera#2'.",
      'Nodes without a stated kind (3): ground was taken where it can be, for Graz & hills, Matera, Matera#2.',
      'Links stated in both directions (1): each is one link, as stated first.',
      'Links that repeat one between the same nodes (1): dropped.',
      'Fibres without a stated length (1): the great-circle distance of their ends was taken.',
      'Fibres longer than 200 km (1): next to no pair survives them.',
      'Stated capacities were read as pairs/s.',
      'The horizon is 10 slots of 20 s, and the network is the same in all of them.',
      'One demand was chosen: Matera#2 to Graz & hills, 2 hops apart.',
      'No node stores pairs: add capacities under storage.',
    ]);
    expect(parsed(imported).stations).toHaveLength(2);
  });

  it.each([
    ['an unclosed element', GRAPHML.replace('</graph>', ''), 'x:19 this is not valid XML'],
    ['no XML', 'hello', 'x:1 this is not valid XML'],
    ['another root', '<html><body/></html>', 'there is no graph in a graphml element'],
    ['an unknown end', GRAPHML.replace('target="1"', 'target="9"'), "x:13 the target '9' is not a node."],
    ['a missing end', GRAPHML.replace(' target="1"', ''), 'x:13 the edge has no target.'],
    ['a repeated id', GRAPHML.replace('id="1"', 'id="0"'), "x:11 the id '0' is taken by an earlier node."],
    ['a bad value', GRAPHML.replace('12.5', 'much'), "x:15 the capacity 'much' is not a number"],
    ['no links', GRAPHML.replace(/<edge[\s\S]*(?=<\/graph>)/, ''), 'the file has no links'],
    ['a hostile name', GRAPHML.replace('<graph ', '<__proto__/><graph '), 'this XML cannot be read'],
    ['huge nesting', `${'<a>'.repeat(3000)}${'</a>'.repeat(3000)}`, 'this XML cannot be read'],
  ])('refuses %s', (_, text, message) => {
    expect(issues(() => importGraphml(text, { fileName: 'x' })).join('\n')).toContain(message);
  });

  it('never fails otherwise than with an InputError on mutated files (seed 13)', () => {
    const cut = fc.tuple(
      fc.nat({ max: GRAPHML.length }),
      fc.nat({ max: 9 }),
      fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('<', '>', '"', '&', '/>')),
    );
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 2 }), (cuts) => {
        const text = cuts.reduce<string>(
          (t, [at, length, insert]) => t.slice(0, at) + insert + t.slice(at + length),
          GRAPHML,
        );
        try {
          parsed(importGraphml(text));
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          expect(error.issues.length).toBeGreaterThan(0);
        }
      }),
      { seed: 13, numRuns: 200 },
    );
  });

  const att = new URL('../../../../shared/data/AttMpls.graphml', import.meta.url);
  it.skipIf(!existsSync(att))('reads AttMpls of the Topology Zoo (skipped without ../shared/data)', () => {
    const imported = importGraphml(readFileSync(att, 'utf8'));
    expect(imported.scenario.nodes).toHaveLength(25);
    expect(imported.scenario.nodes!.map((node) => node.id)).toContain('San Francisco');
    // 57 edges, one of them stated twice.
    expect(imported.scenario.links).toHaveLength(56);
    expect(imported.assumptions.join()).toContain('Links without a stated capacity (56)');
    expect(parsed(imported).demands).toHaveLength(1);
  });
});
