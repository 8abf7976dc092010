import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { checkInstances } from '../../src/study/check-instances.ts';
import { parseStudy } from '../../src/study/parse.ts';
import type { StudyBase } from '../../src/study/study.ts';

const HEAD = 'satqnStudy: 1\nname: s\nbase: {generator: {}}\n';
/** The messages of all mistakes, as they are printed. */
function mistakes(text: string): string[] {
  try {
    const source = parseStudy(text, { fileName: 's.yaml' });
    if (source.study.base.kind === 'generator') checkInstances(source, source.study.base);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n');
    throw error;
  }
}
const axis = (rest: string) => `${HEAD}axes:\n  - {name: a, ${rest}}\n`;

describe('a study file', () => {
  it('gets its defaults', () => {
    const { study } = parseStudy(HEAD);
    expect(study).toMatchObject({
      axes: [],
      seeds: [1],
      schemes: ['ps-egr', 'sos', 'rrs', 'nss', 'overlay-lp', 'greedy'],
      options: {
        methods: [{ method: 'benders', timeLimitSeconds: 600 }],
        gap: 1e-4,
        draws: 20,
        keepMinimum: true,
      },
      figures: [],
    });
  });

  it('has a seed for every replication, the same at every point', () => {
    expect(parseStudy(`${HEAD}replications: 3\nfirstSeed: 7\n`).study.seeds).toEqual([7, 8, 9]);
  });

  it('accepts schemes and seeds as axes, which are then not part of the grid', () => {
    const { study } = parseStudy(
      `${HEAD}axes:
  - {name: who, fields: [scheme], values: [nss, greedy]}
  - {name: when, fields: [seed], values: [4, 2]}
  - {name: pairs, fields: [generator.pairs], values: [1, 2], unit: pairs}`,
    );
    expect(study.schemes).toEqual(['nss', 'greedy']);
    expect(study.seeds).toEqual([4, 2]);
    expect(study.axes).toEqual([
      {
        name: 'pairs',
        label: 'pairs',
        unit: 'pairs',
        values: [1, 2],
        averaged: false,
        fields: [{ of: 'generator', key: 'pairs' }],
      },
    ]);
  });
});

describe('mistakes in a study file', () => {
  it.each([
    ['', 's.yaml:1:1: the document is empty. A study begins with satqnStudy: 1; see docs/guides/study.md.'],
    [
      '- 1',
      's.yaml:1:1: the document is not a mapping of keys to values. A study begins with satqnStudy: 1; see docs/guides/study.md.',
    ],
    [`${HEAD}axis: []`, "s.yaml:4:1 axis: unknown key 'axis'. Did you mean 'axes'?"],
    [
      'satqnStudy: 1\nname: s\nbase: {generator: {storagecapacity: 5}}',
      "s.yaml:3:20 base.generator.storagecapacity: unknown key 'storagecapacity'. Did you mean 'storageCapacity'?",
    ],
    [
      'satqnStudy: 1\nname: s\nbase: {}',
      's.yaml:3:7 base: must have exactly one of the keys generator, scenario; found none of them. The source of every instance: `generator` or `scenario`.',
    ],
    [
      'satqnStudy: 1\nname: a/b\nbase: {generator: {}}',
      "s.yaml:2:7 name: must begin with a letter and hold letters, digits, - and _ only; found the text 'a/b'. Short name, also used for the output directory.",
    ],
    [
      axis('fields: [generator.pairs], values: []'),
      's.yaml:5:50 axes[0].values: must have at least 1 entry; found 0. The values, each listed once; without values, the grid would be empty.',
    ],
    [
      axis('fields: [generator.pairs], values: [1, [2]]'),
      's.yaml:5:54 axes[0].values[1]: must be a number, a text, true or false; found a list of 1.',
    ],
    [
      axis('fields: [generator.pairs], values: [1, 2, 1]'),
      's.yaml:5:57 axes[0].values[2]: the value 1 appears twice. Remove one of the two.',
    ],
    [
      axis('fields: ["storage..capacity"], values: [1]'),
      "s.yaml:5:24 axes[0].fields[0]: 'storage..capacity' is not the path of a field. Write keys and indices like storage.nodes[*].capacity or generator.pairs.",
    ],
    [
      axis('fields: [scheme], values: [ps-egr, nsss]'),
      "s.yaml:5:50 axes[0].values[1]: is not a scheme: the text 'nsss'. Did you mean 'nss'?",
    ],
    [
      `${axis('fields: [seed], values: [1]')}replications: 2`,
      "s.yaml:6:1 replications: the axis of seeds and 'replications' both list them. Keep one of the two.",
    ],
    [
      axis('fields: [seed, generator.pairs], values: [1]'),
      "s.yaml:5:23 axes[0].fields: 'seed' cannot share an axis with other fields. Give it its own axis.",
    ],
    [
      `${HEAD}axes:\n  - {name: bound, fields: [generator.pairs], values: [1]}`,
      "s.yaml:5:12 axes[0].name: 'bound' is already a column of the results. Give the axis another name.",
    ],
    [
      `${axis('fields: [generator.pairs], values: [1]')}  - {name: a, fields: [generator.pairs], values: [1]}`,
      [
        "s.yaml:6:12 axes[1].name: two axes are named 'a'. Give each its own name.",
        "s.yaml:6:24 axes[1].fields[0]: the field 'generator.pairs' is already set by the axis 'a'. Remove it from one of the two.",
      ],
    ],
    [
      `${HEAD}methods: [{method: milp}, {method: milp, timeLimitSeconds: 2}]`,
      "s.yaml:4:27 methods[1]: the method 'milp' appears twice. Remove one of the two.",
    ],
    [
      `${axis('fields: [generator.pairs], values: [1]')}figures: [{name: f, x: b, series: a}]`,
      "s.yaml:6:24 figures[0].x: there is no axis 'b'. Did you mean 'a'?",
    ],
    [
      // A mistake of shape hides no other.
      `${HEAD}gap: x\naxes:\n  - {name: status, fields: [generator.pairs], values: [1]}\nfigures: [{name: f, x: b}]`,
      [
        "s.yaml:4:6 gap: must be a number; found the text 'x'. Relative gap at which a method stops.",
        "s.yaml:6:12 axes[0].name: 'status' is already a column of the results. Give the axis another name.",
        "s.yaml:7:24 figures[0].x: there is no axis 'b'. There are: status.",
      ],
    ],
    [
      // Of figures nothing is said while the axes are not known.
      `${HEAD}axis: []\nfigures: [{name: f, x: b}]`,
      "s.yaml:4:1 axis: unknown key 'axis'. Did you mean 'axes'?",
    ],
  ])('%j', (text, expected) => {
    expect(mistakes(text)).toEqual([expected].flat());
  });
});

describe('a study against its base', () => {
  it.each([
    [
      axis('fields: [generator.storageCapacty], values: [1]'),
      "s.yaml:5:24 axes[0].fields[0]: the generator has no setting 'storageCapacty'. Did you mean 'generator.storageCapacity'?",
    ],
    [
      axis('fields: [storageCapacity], values: [1]'),
      "s.yaml:5:24 axes[0].fields[0]: a scenario has no field 'storageCapacity'. Did you mean 'generator.storageCapacity'?",
    ],
    [
      axis('fields: [storage.kinds.aerial, storage.kind.satellite], values: [1]'),
      "s.yaml:5:46 axes[0].fields[1]: 'storage' has no field 'kind'. Did you mean 'storage.kinds'?",
    ],
    [
      axis('fields: ["nodes[99].kind"], values: [1]'),
      "s.yaml:5:24 axes[0].fields[0]: 'nodes' of the base has 16 entries. They are [0] to [15].",
    ],
    [
      axis('fields: ["nodes.kind"], values: [1]'),
      "s.yaml:5:24 axes[0].fields[0]: 'nodes' has no field 'kind'. It is a list: write 'nodes[*].kind' for all of its entries.",
    ],
    [
      axis('fields: ["storage[0].capacity"], values: [1]'),
      "s.yaml:5:24 axes[0].fields[0]: 'storage' of the base is not a list; it is a block of keys. Leave out the brackets, or write the list in the base.",
    ],
    [
      axis('fields: [generator.storageCapacity], values: [1, -5, x]'),
      [
        's.yaml:5:64 axes[0].values[1]: not a valid scenario at a = -5, seed 1: storageCapacity: must be >= 0; found -5. B_m of every satellite and platform, in pairs.',
        "s.yaml:5:68 axes[0].values[2]: not a valid scenario at a = x, seed 1: storageCapacity: must be a number; found the text 'x'. B_m of every satellite and platform, in pairs.",
      ],
    ],
    [
      `satqnStudy: 1\nname: s\nbase: {generator: {pairs: 4, stations: 2}}`,
      's.yaml:3:7 base: not a valid scenario at seed 1: pairs: there are not that many pairs of stations in the two cities; found 4. K: user pairs; at most one for any two stations in different cities.',
    ],
  ])('%j', (text, expected) => {
    expect(mistakes(text)).toEqual([expected].flat());
  });

  it('based on a scenario file has no settings of the generator', () => {
    const source = parseStudy(
      'satqnStudy: 1\nname: s\nbase: {scenario: x.yaml}\naxes: [{name: a, fields: [generator.pairs], values: [1]}]',
    );
    const base: StudyBase = { kind: 'scenario', document: {} };
    expect(() => checkInstances(source, base)).toThrow(
      '4:27 axes[0].fields[0]: the base is a scenario file, which has no generator. Name a field of the scenario, e.g. storage.nodes[*].capacity.',
    );
  });
});
