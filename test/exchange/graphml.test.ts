import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { importNetwork } from '../../src/exchange/import-network.ts';
import { issuesOf, parsed } from './samples.ts';

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

describe('GraphML', () => {
  it('reads labels, places and values, and lists its assumptions', () => {
    const imported = importNetwork(GRAPHML);
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
    ['no graph', '<graphml><node/></graphml>', 'there is no graph in a graphml element'],
    ['an unknown end', GRAPHML.replace('target="1"', 'target="9"'), "x:13 the target '9' is not a node."],
    ['a missing end', GRAPHML.replace(' target="1"', ''), 'x:13 the edge has no target.'],
    ['a repeated id', GRAPHML.replace('id="1"', 'id="0"'), "x:11 the id '0' is taken by an earlier node."],
    ['a bad value', GRAPHML.replace('12.5', 'much'), "x:15 the capacity 'much' is not a number"],
    ['no links', GRAPHML.replace(/<edge[\s\S]*(?=<\/graph>)/, ''), 'the file has no links'],
    ['a hostile name', GRAPHML.replace('<graph ', '<__proto__/><graph '), 'this XML cannot be read'],
    [
      'huge nesting',
      `<graphml>${'<a>'.repeat(3000)}${'</a>'.repeat(3000)}</graphml>`,
      'this XML cannot be read',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(issuesOf(() => importNetwork(text, { fileName: 'x' })).join('\n')).toContain(message);
  });

  const edge = '<graph><node id="A"/><node id="B"/><edge source="A" target="B"/></graph>';
  it.each([
    ['a document type', `<!DOCTYPE graphml>\n<graphml>${edge}</graphml>`],
    [
      'a document type with declarations',
      `<?xml version="1.0"?><!DOCTYPE g [<!ENTITY x "y">]><graphml>${edge}</graphml>`,
    ],
    ['a comment first', `<!-- by hand -->\n<graphml>${edge}</graphml>`],
    ['a byte order mark', `\uFEFF<graphml>${edge}</graphml>`],
    [
      'a prefix',
      `<g:graphml xmlns:g="x">${edge.replaceAll('<', '<g:').replaceAll('<g:/', '</g:')}</g:graphml>`,
    ],
  ])('knows GraphML with %s', (_, text) => {
    expect(parsed(importNetwork(text)).links).toMatchObject([{ ends: ['A', 'B'] }]);
  });

  it('prefers the labels drawn to the names found by a search for places', () => {
    const node = (id: string, label: string) =>
      `<node id="${id}"><data key="c">Springfield</data><data key="n"><y:ShapeNode><y:NodeLabel>${label}</y:NodeLabel></y:ShapeNode></data></node>`;
    const text = `<graphml xmlns:y="y"><key id="c" for="node" attr.name="geocode_name"/><key id="n" for="node" yfiles.type="nodegraphics"/><graph>${node('n0', 'LAB-1')}${node('n1', '')}<edge source="n0" target="n1"/></graph></graphml>`;
    expect(importNetwork(text).scenario.nodes!.map(({ id }) => id)).toEqual(['LAB-1', 'Springfield']);
  });

  it('reports places that it cannot read, and fibres between nodes in the same place', () => {
    const places = ['47,07', '47.07', '47.07', '95'];
    const nodes = places.map(
      (latitude, i) => `<node id="n${i}"><data key="a">${latitude}</data><data key="o">15.44</data></node>`,
    );
    const edges = [1, 2, 3].map((i) => `<edge source="n${i - 1}" target="n${i}"/>`);
    const text = `<graphml><key id="a" for="node" attr.name="Latitude"/><key id="o" for="node" attr.name="Longitude"/><graph>${nodes.join('')}${edges.join('')}</graph></graphml>`;
    const { scenario, assumptions } = importNetwork(text);
    expect(scenario.fibres).toEqual([{ ends: ['n1', 'n2'], lengthKm: 0.001 }]);
    const wanted = [
      'Nodes whose place cannot be read (2): they have no optical links until you write degrees with a decimal point, for n0 (47,07; 15.44), n3 (95; 15.44).',
      'Fibres between nodes in one place (1): 1 m was taken, for n1 and n2.',
    ];
    for (const line of wanted) expect(assumptions).toContain(line);
  });

  it('fails only with an InputError on mutated files (seed 13)', () => {
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
          parsed(importNetwork(text));
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          expect(error.issues.length).toBeGreaterThan(0);
        }
      }),
      { seed: 13, numRuns: 200 },
    );
  });

  const att = new URL('../../../shared/data/AttMpls.graphml', import.meta.url);
  it.skipIf(!existsSync(att))('reads AttMpls of the Topology Zoo (skipped without ../shared/data)', () => {
    const imported = importNetwork(readFileSync(att, 'utf8'));
    expect(imported.scenario.nodes).toHaveLength(25);
    expect(imported.scenario.nodes!.map((node) => node.id)).toContain('SNFN');
    // 57 edges, one of them stated twice.
    expect(imported.scenario.links).toHaveLength(56);
    expect(imported.assumptions.join()).toContain('Links without a stated capacity (56)');
    expect(parsed(imported).demands).toHaveLength(1);
  });
});
