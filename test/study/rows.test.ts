import { describe, expect, it } from 'vitest';
import { parseStudy } from '../../src/study/parse.ts';
import { drawColumns, rowColumns, summaryColumns } from '../../src/study/rows.ts';
import { resultOf, rowOf } from './rows.ts';

const HEAD = 'satqnStudy: 1\nname: s\nbase: {generator: {}}\n';

/** Of a study without axes. */
const { study } = parseStudy(HEAD);

const node = {
  node: 'm',
  modesInFlight: 30,
  slot: 0,
  modesAtFullRate: 40,
  unknownLinks: 0,
  storedPairs: 0,
};
const assumptions = {
  nodes: [node, { ...node, node: 'n', modesInFlight: 2 }],
  unknownLinks: 0,
  longestStorageSeconds: 60,
  fidelity: { smallestMargin: 0.02, narrowShare: 0 },
  swapSuccess: 1,
  latency: null,
  unknownLatencyShare: 1,
  control: null,
  clockSeconds: null,
  joinedBands: [],
};
const cellsOf = (more: object) => {
  const columns = rowColumns(study, [rowOf({}, 1, resultOf('ps-egr', 5, more))]);
  return Object.fromEntries(columns.map(({ name, cells }) => [name, cells[0]]));
};

describe('rowColumns', () => {
  it('tell what plans ask of hardware', () => {
    expect(cellsOf({ assumptions })).toMatchObject({
      mostModesInFlight: 30,
      linksOfUnknownModes: 0,
      longestStorageSeconds: 60,
      smallestFidelityMargin: 0.02,
      largestLatencySeconds: null,
    });
  });

  it('are empty where nothing is known', () => {
    const unknown = {
      ...assumptions,
      nodes: [{ ...node, modesInFlight: 0, unknownLinks: 2 }],
      unknownLinks: 2,
    };
    expect(cellsOf({ assumptions: unknown })).toMatchObject({
      mostModesInFlight: null,
      linksOfUnknownModes: 2,
    });
    expect(cellsOf({}).mostModesInFlight).toBeNull();
  });
});

it('no axis can have the name of a column', () => {
  const columns = [rowColumns(study, []), drawColumns(study, []), summaryColumns(study, [])].flat();
  for (const { name } of columns) {
    const axis = `axes:\n  - {name: ${name}, fields: [generator.pairs], values: [1]}`;
    expect(() => parseStudy(HEAD + axis), name).toThrow(`'${name}' is already a column of the results`);
  }
});
