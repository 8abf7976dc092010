import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { canImport, importNetwork } from '../../src/exchange/import-network.ts';
import { IMPORTERS } from '../../src/exchange/importers/importers.ts';
import { errorOf, issuesOf, parsed } from './samples.ts';

describe('a file that is not a network', () => {
  it.each([
    [
      'a scenario',
      'satqn: 1\nname: x\nhorizon: {slots: 2, slotSeconds: 10}\n',
      'this is a scenario of satqn.',
    ],
    ['a scenario in JSON', '{"satqn": 1, "nodes": [], "links": []}', 'this is a scenario of satqn.'],
    ['a run record', '{"satqn": {"record": 1}}', 'this is a run record of satqn.'],
    [
      'two-line elements',
      'X\n1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753\n2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667\n',
      'this is a set of orbital elements.',
    ],
    ['KML', '<?xml version="1.0"?><kml xmlns="x"><Placemark/></kml>', 'this is KML.'],
    ['GEXF', '<gexf version="1.3"><graph/></gexf>', 'this is GEXF.'],
    ['DOT', 'graph {\n a -- b;\n}\n', 'this is a graph of Graphviz (DOT).'],
    ['Pajek', '*Vertices 2\n1 "a"\n2 "b"\n', 'this is Pajek.'],
    ['a spreadsheet', 'PK\u0003\u0004abc', 'this is a spreadsheet or another compressed file.'],
    ['a page', '<html><body/></html>', 'this is XML of another kind.'],
    ['broken JSON', '{"a": 1, "b": 2', 'this is JSON that is broken.'],
    ['another JSON', '{"elements": {"nodes": []}}', 'this is JSON of another kind.'],
    ['bytes of no text', 'source,target\nA,B\u0000\nB,C\n', 'the file is in no supported format.'],
    ['prose', 'roses are red\nviolets are blue\n', 'the file is in no supported format.'],
    ['nothing', '', 'the file is in no supported format.'],
  ])('is named if possible: %s', (_, text, message) => {
    expect(issuesOf(() => importNetwork(text))).toEqual([`undefined:undefined ${message}`]);
    expect(canImport(text)).toBe(false);
  });

  it.each([
    ['a series of measurements', 'time,value\n0,1\n10,3\n20,2\n'],
    ['a series without header', '0,12.5\n20,13.1\n40,12.9\n'],
    ['a series of whole numbers', '0,5\n1,7\n2,6\n'],
    ['a series by days', '2024-01-01,5\n2024-01-02,7\n'],
    ['a series of intervals', '2024-01-01T00:00,2024-01-01T00:10\n2024-01-02T00:00,2024-01-02T00:10\n'],
    ['places without names', '47.07,15.49\n28.3,-16.5\n'],
    ['prices', 'item,price\nscrew,3\nnut,4\n'],
    ['a matrix', ',A,B\nA,0,1\nB,1,0\n'],
    ['prose with commas', 'well, yes, but\nno, not, so\n'],
    ['a wide table', 'A,B,5,6,7\nB,C,1,2,3\n'],
  ])('is never taken for links: %s', (_, text) => {
    expect(issuesOf(() => importNetwork(text)).join()).toContain(
      'none of links or stations that could be told',
    );
  });

  it('is a time series even if it names both ends of its links', () => {
    const text = 'Time (s),source,destination,capacity\n0,A,B,5\n10,A,B,6\n';
    expect(issuesOf(() => importNetwork(text))).toEqual([
      "undefined:1 the column 'Time (s)' makes a series of this table, with the same links at several times.",
    ]);
  });

  it('in an unknown format is refused with a list of those that are read', () => {
    const titles = IMPORTERS.map(({ title }) => title);
    expect(titles.length).toBeGreaterThan(5);
    const hint = errorOf(() => importNetwork('roses are red\n')).issues[0]!.hint;
    for (const title of titles) expect(hint).toContain(title);
  });

  it('is not read with lost characters', () => {
    expect(issuesOf(() => importNetwork('source,destination\nZ\uFFFDrich,Wien\n'))).toEqual([
      'undefined:2 a character was lost before: the replacement character U+FFFD stands here.',
    ]);
  });
});

describe('a requested format', () => {
  const both = JSON.stringify({
    nodes: [{ name: 'A' }, { name: 'B' }],
    qconnections: [{ node1: 'A', node2: 'B', distance: 5000 }],
    links: [{ source: 'A', target: 'B', capacity: 7 }],
  });

  it('is used even if another would come first', () => {
    expect(importNetwork(both).format).toBe('a SeQUeNCe topology');
    const asked = importNetwork(both, { format: 'node-link' });
    expect(asked.format).toBe('node-link JSON');
    expect(asked.scenario.links).toMatchObject([{ capacity: 7 }]);
  });

  it('is not forced onto a file in another format', () => {
    const issueOf = (text: string) => errorOf(() => importNetwork(text, { format: 'gml' })).issues[0];
    expect(issueOf(both)).toMatchObject({
      message: 'the file is not GML.',
      hint: 'It looks like a SeQUeNCe topology.',
    });
    expect(issueOf('graph {\n a -- b;\n}\n')).toMatchObject({
      hint: 'It looks like a graph of Graphviz (DOT).',
    });
    expect(issueOf('roses are red\n')).toMatchObject({
      hint: expect.stringMatching(/^Supported formats: GraphML,/),
    });
  });
});

const GML = `# by hand
Creator "me"
graph [
  directed 0
  node [ id 0 label "Graz &#38; hills" Longitude 15.44 Latitude 47.07 graphics [ x 1.0 ] ]
  node [ id 1 label "Vienna" ]
  edge [
    source 0
    target 1
    distance 190.5
    LinkLabel "glass"
  ]
]
`;

describe('GML', () => {
  it('is read with labels, places and values', () => {
    const imported = importNetwork(GML, { fileName: 'a.gml' });
    expect(imported.format).toBe('GML');
    expect(imported.scenario).toMatchObject({
      stations: [{ id: 'Graz & hills', latitudeDeg: 47.07, longitudeDeg: 15.44 }],
      nodes: [{ id: 'Vienna', kind: 'ground' }],
      fibres: [{ ends: ['Graz & hills', 'Vienna'], lengthKm: 190.5 }],
    });
    expect(imported.assumptions).toContain('Attributes of links not used: LinkLabel.');
    expect(parsed(imported).fibres).toHaveLength(1);
  });

  it.each([
    ['an unknown end', GML.replace('target 1', 'target 9'), "a:7 the target '9' is not a node."],
    ['a bad value', GML.replace('190.5', '"far"'), "a:7 the length 'far' is not a number"],
    ['an open list', GML.replace(/\]\s*$/, ''), 'a:3 this list is never closed.'],
    ['a bracket too many', `${GML}]`, 'a:14 this bracket closes no list.'],
    ['a key without value', GML.replace('directed 0', 'directed'), "a:5 there is no key before '['."],
    ['a key at the end', `${GML}Version`, "a:14 the key 'Version' has no value."],
  ])('is refused with %s', (_, text, message) => {
    expect(issuesOf(() => importNetwork(text, { fileName: 'a' })).join()).toContain(message);
  });
});

describe('graphs in JSON', () => {
  const nodeLink = (nodes: unknown, edges: unknown, key = 'edges') => JSON.stringify({ nodes, [key]: edges });

  it.each([
    ['by id', nodeLink([{ id: 'A' }, { id: 'B' }], [{ source: 'A', target: 'B', distance: 12 }])],
    [
      'by number',
      nodeLink(
        [
          { id: 7, name: 'A' },
          { id: 8, name: 'B' },
        ],
        [{ source: 7, target: 8, distance: 12 }],
        'links',
      ),
    ],
    [
      'by position',
      nodeLink([{ name: 'A' }, { name: 'B' }], [{ source: 0, target: 1, distance: 12 }], 'links'),
    ],
    ['by name', nodeLink([{ name: 'A' }, { name: 'B' }], [{ source: 'A', target: 'B', distance: 12 }])],
  ])('node-link: ends %s', (_, text) => {
    const imported = importNetwork(text);
    expect(imported.format).toBe('node-link JSON');
    expect(parsed(imported).fibres).toMatchObject([{ ends: ['A', 'B'], lengthKm: 12 }]);
  });

  it('node-link: mistakes are reported with their path', () => {
    const text = nodeLink([{ id: 'A' }, { id: 'A' }, null], [{ source: 'A', target: 'C', capacity: -1 }]);
    expect(() => importNetwork(text)).toThrow(
      /nodes\[1\]: the id 'A' is taken[\s\S]*nodes\[2\]: the node has no id[\s\S]*edges\[0\]: the target 'C'[\s\S]*edges\[0\]: the capacity '-1'/,
    );
  });

  it('a topology of SeQUeNCe, whose distances are metres', () => {
    const imported = importNetwork(
      JSON.stringify({
        nodes: [{ name: 'NU', type: 'QuantumRouter' }, { name: 'StarLight' }],
        qconnections: [{ node1: 'NU', node2: 'StarLight', attenuation: 1e-5, distance: 20_000 }],
        cconnections: [],
      }),
    );
    expect(parsed(imported).fibres).toMatchObject([{ ends: ['NU', 'StarLight'], lengthKm: 20 }]);
    expect(imported.assumptions).toContain('Lengths were read as metres, as the file says.');
  });
});

it('any text gives a scenario that parses, or an InputError (seed 14)', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'graph [',
      'node [',
      'edge [',
      ']',
      'id 1',
      'source 1',
      'target 2',
      'label "x"',
      '"',
      '\n',
      '# ',
    ),
    fc.constantFrom('{"nodes":[', '{"id":1}', '],"edges":[', '{"source":1,"target":2}', ']}', 'null', ','),
    fc.constantFrom('0,a,1,2,3\n', 'name,lat,lon\n', 'a,1,2\n', 'source,destination\n', 'a,b\n', 'a;b;1\n'),
    fc.string({ maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      try {
        parsed(importNetwork(pieces.join(' ')));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        expect(error.issues.length).toBeGreaterThan(0);
      }
    }),
    { seed: 14, numRuns: 400 },
  );
});
