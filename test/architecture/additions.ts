import { readFileSync } from 'node:fs';

/** Toys, each added as docs/contributing.md says: its files, and a line in every list that it belongs to. */

interface Addition {
  readonly what: string;
  /** Paths from src/, and the content of these files. */
  readonly files: Readonly<Record<string, string>>;
  /** Lists that contain it: paths from src/, with the module to import and the name of its entry. */
  readonly lists: Readonly<Record<string, Entry>>;
}

interface Entry {
  readonly name: string;
  /** The module to import, relative to the list; missing if the entry is written into the list. */
  readonly from?: string;
  readonly value?: string;
  /** The list in that file; by default, the first one. */
  readonly of?: string;
}

const TOY: Entry = { from: './toy.ts', name: 'toy' };

export const ADDITIONS: readonly Addition[] = [
  {
    what: 'an exporter',
    files: {
      'exchange/exporters/toy.ts': `import type { Exporter } from './exporter.ts';

export const toy: Exporter = {
  name: 'toy-export',
  title: 'an export for the test',
  extension: 'toy',
  write: ({ demands }) => \`exported: \${demands.length}\\n\`,
};
`,
    },
    lists: { 'exchange/exporters/exporters.ts': TOY },
  },
  {
    what: 'an importer',
    files: {
      'exchange/importers/toy.ts': `import { scenarioOfNetwork } from '../foreign/network.ts';
import type { Importer } from './importer.ts';

export const toy: Importer = {
  name: 'toy-import',
  title: 'a toy of a network',
  isTable: false,
  recognises: ({ text }) => text.startsWith('toy!'),
  read: (_, options) =>
    scenarioOfNetwork({ nodes: [{ name: 'A' }, { name: 'B' }], links: [{ ends: [0, 1], capacity: 5 }] }, options, []),
};
`,
    },
    lists: { 'exchange/importers/importers.ts': TOY },
  },
  {
    what: 'a figure',
    files: {
      'report/figures/toy.ts': `import { type FigureKind, numberColumns } from './figure-kind.ts';

export const toy: FigureKind<'toy-figure'> = {
  name: 'toy-figure',
  title: 'A figure for the test',
  subject: 'delivery',
  draw({ plan, demands }, width, id) {
    const svg = \`<svg id="\${id}" width="\${width}" stroke="currentColor"/>\`;
    return plan && { caption: \`\${demands.length} demands\`, svg };
  },
  table: ({ demands }) => ({ columns: numberColumns(['demands']), rows: [[String(demands.length)]] }),
};
`,
    },
    lists: { 'report/figures/figures.ts': TOY },
  },
  {
    what: 'a calculator',
    files: {
      'calculators/toy.ts': `import * as z from 'zod';
import { checkInput } from '../scenario/check-input.ts';
import type { Calculator } from './calculator.ts';
import { valuesOf } from './words.ts';

const question = z.strictObject({ lengthKm: z.number().min(0).max(50), factor: z.number().default(2) });

export const toy: Calculator<z.input<typeof question>, { readonly product: number }> = {
  name: 'toy-product',
  title: 'a product for the test',
  question,
  options: { lengthKm: { value: 'km' }, factor: { value: 'number', about: 'of the length' } },
  example: '--length-km 3',
  answer(asked) {
    const { lengthKm, factor } = checkInput(question, asked);
    return { product: lengthKm * factor };
  },
  words: valuesOf,
};
`,
    },
    lists: { 'calculators/calculators.ts': TOY },
  },
  {
    what: 'a scheme',
    files: {
      'domain/schemes/toy.ts': `import { type Scheme, WHOLE_PROGRAM } from './scheme.ts';

export const toy: Scheme = { ...WHOLE_PROGRAM, title: 'toy', words: 'a scheme for the test', relays: ['ground', 'satellite'] };
`,
    },
    lists: { 'domain/schemes/schemes.ts': TOY },
  },
  {
    what: 'a method',
    files: {
      'domain/methods/toy.ts': `import type { MethodFacts } from './method-facts.ts';

export const toy = {
  kind: 'search',
  words: 'a method for the test',
  ends: ['optimal'],
  boundSources: ['toy relaxation #'],
} as const satisfies MethodFacts;
`,
      'methods/toy.ts': `import { toy as facts } from '../domain/methods/toy.ts';
import type { Method } from './method.ts';
import { solveRelaxation } from './relaxation.ts';

/** Its plan is the best on the routes it starts from. */
export const toy: Method<'toy'> = {
  ...facts,
  name: 'toy',
  needs: { relaxation: false, wholeProgram: true },
  firstPlan: () => 'none',
  ratedBy: 'beside',
  async *solve({ layout, solver, options: { timeLimitSeconds, seed } }) {
    const { bound } = await solveRelaxation(solver, layout, { timeLimitSeconds, seed });
    const known = { bound, boundBy: \`toy relaxation \${1}\` } as const;
    yield { iteration: 1, improvement: null, newProofs: [], ...known };
    return { status: 'optimal', iterations: 1, ...known };
  },
};
`,
    },
    lists: { 'domain/methods/methods.ts': TOY, 'methods/methods.ts': TOY },
  },
  {
    what: 'a family of constraints',
    files: {
      'model/constraints/toy.ts': `import { capacityAsRate, capacityIn } from '../../domain/network.ts';
import { packingFamily } from './packing.ts';

/** Each link carries half of what it could. */
export const toy = packingFamily({
  rowName: (link, slot) => \`toy(e\${link},t\${slot})\`,
  writtenBy: 'slot',
  isWithinSlot: true,
  order: 'slot',
  limit: ({ problem: { topology } }, link, slot) => capacityAsRate(capacityIn(topology.slots[slot]!, link), topology) / 2,
  ofChoice: ({ layout, choiceUse }, choice) => ({ entities: choiceUse[choice]!.links, each: layout.choices[choice]!.offer.cost }),
  ofFill: ({ layout, fillUse }, fill) => ({ entities: fillUse[fill]!.links, each: layout.fills[fill]!.fill.cost }),
});
`,
      'verify/constraints/toy.ts': `import { capacityAsRate, capacityIn } from '../../domain/network.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const toy: CheckedFamily<'toy'> = {
  check({ indexed: { topology }, use }, violations) {
    for (const [key, rate] of use.linkRate) {
      const link = key % topology.links.length;
      const slot = (key - link) / topology.links.length;
      const half = capacityAsRate(capacityIn(topology.slots[slot]!, link), topology) / 2;
      note(violations.toy, excess(rate, half), () => topology.links[link]!.id);
    }
  },
  price({ link, slot, price }, { problem: { topology }, linkOf, fields }) {
    const index = linkOf.get(link)!;
    fields.constant += (price * capacityAsRate(capacityIn(topology.slots[slot]!, index), topology)) / 2;
    fields.link(index)[slot]! += price;
  },
};
`,
    },
    lists: {
      'domain/families.ts': {
        name: 'toy',
        value: "{ of: 'link', prices: 'toy', words: 'half of each link' }",
      },
      'model/constraints/families.ts': { ...TOY, of: 'CONSTRAINT_FAMILIES' },
      'verify/constraints/families.ts': TOY,
    },
  },
  {
    what: 'a family of constraints that couples slots',
    files: {
      'model/constraints/tie.ts': `import { capacityAsRate, capacityIn } from '../../domain/network.ts';
import { type ConstraintFamily, UNBOUNDED } from './family.ts';

/** In three slots, two that follow each other carry on a link 0.7 of what one of them could. */
export const tie: ConstraintFamily = {
  rowName: (link, slot) => \`tie(e\${link},t\${slot})\`,
  writtenBy: 'slot',
  isWithinSlot: false,
  partByPart: 'refused',
  order: 'slot',
  write(scope, slot, rows) {
    const { layout, choiceUse } = scope;
    const { topology } = layout.problem;
    if (topology.slotCount !== 3 || slot === 0) return;
    topology.links.forEach((_, link) => {
      rows.begin(link, slot, UNBOUNDED, 0.7 * capacityAsRate(capacityIn(topology.slots[slot]!, link), topology));
      for (const choice of [...scope.choicesOf(slot - 1), ...scope.choicesOf(slot)]) {
        if (choiceUse[choice]!.links.includes(link)) rows.add(scope.rate(choice), layout.choices[choice]!.offer.cost);
      }
    });
  },
};
`,
      'verify/constraints/tie.ts': `import { capacityAsRate, capacityIn, type Topology } from '../../domain/network.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

const limit = (topology: Topology, link: number, slot: number): number =>
  0.7 * capacityAsRate(capacityIn(topology.slots[slot]!, link), topology);

export const tie: CheckedFamily<'tie'> = {
  check({ indexed: { topology }, use: { linkRate } }, violations) {
    if (topology.slotCount !== 3) return;
    const count = topology.links.length;
    topology.links.forEach(({ id }, link) => {
      for (const slot of [1, 2]) {
        const rate = (linkRate.get((slot - 1) * count + link) ?? 0) + (linkRate.get(slot * count + link) ?? 0);
        note(violations.tie, excess(rate, limit(topology, link, slot)), () => id);
      }
    });
  },
  price({ link, slot, price }, { problem: { topology }, linkOf, fields }) {
    const index = linkOf.get(link)!;
    fields.constant += price * limit(topology, index, slot);
    fields.link(index)[slot - 1]! += price;
    fields.link(index)[slot]! += price;
  },
};
`,
    },
    lists: {
      'domain/families.ts': {
        name: 'tie',
        value: "{ of: 'link', prices: 'tie', words: 'slots that follow each other' }",
      },
      'model/constraints/families.ts': { from: './tie.ts', name: 'tie', of: 'CONSTRAINT_FAMILIES' },
      'verify/constraints/families.ts': { from: './tie.ts', name: 'tie' },
    },
  },
];

/** A list with one more entry, at its end. */
export function withEntry(text: string, { from, name, value, of }: Entry): string {
  const begin = of === undefined ? 0 : text.indexOf(`export const ${of}`);
  const [before, list] = [text.slice(0, begin), text.slice(begin)];
  const end = /,?\s*([\]}])(?=;| as const| satisfies)/;
  if (begin < 0 || !end.test(list)) throw new Error('No list ends here.');
  const entry = value === undefined ? name : `${name}: ${value}`;
  const imported = from === undefined ? '' : `import { ${name} } from '${from}';\n`;
  return `${imported}${before}${list.replace(end, `, ${entry}$1`)}`;
}

/** Additions that lack a part, and what the compiler says about them. */
export const HALVES: readonly {
  readonly what: string;
  /** Files that replace those of the complete addition; null removes one. */
  readonly files: Readonly<Record<string, string | null>>;
  /** The file in which the compiler complains. */
  readonly at: string;
  readonly says: RegExp;
}[] = [
  ...ADDITIONS.flatMap(({ what, files, lists }) =>
    Object.keys(lists).flatMap((at) =>
      lists[at]!.from === undefined
        ? []
        : [
            {
              what: `${what} without its file`,
              files: Object.fromEntries(Object.keys(files).map((file) => [file, null])),
              at,
              says: /Cannot find module/,
            },
          ],
    ),
  ),
  ...['model', 'verify'].map((half) => ({
    what: `a family of constraints without its line in ${half}/`,
    files: {
      [`${half}/constraints/toy.ts`]: null,
      [`${half}/constraints/families.ts`]: asItStands(`${half}/constraints/families.ts`),
    },
    at: `${half}/constraints/families.ts`,
    says: /missing the following properties.* toy, tie/,
  })),
  {
    what: 'a family of constraints without its id',
    files: { 'domain/families.ts': asItStands('domain/families.ts') },
    at: 'model/constraints/families.ts',
    says: /'toy' does not exist/,
  },
  {
    what: 'a method without its line among those that run',
    files: { 'methods/toy.ts': null, 'methods/methods.ts': asItStands('methods/methods.ts') },
    at: 'methods/methods.ts',
    says: /'toy' is missing/,
  },
  {
    what: 'a method without words',
    files: { 'domain/methods/toy.ts': changed('a method', /^ {2}words: .*\n/m, '') },
    at: 'domain/methods/toy.ts',
    says: /'words' is missing/,
  },
  {
    what: 'a method that does not name who proves its bounds',
    files: { 'domain/methods/toy.ts': changed('a method', "'toy relaxation #'", '') },
    at: 'methods/toy.ts',
    says: /not assignable to type 'BoundSource'/,
  },
  {
    what: 'a family of constraints that does not say how planners keep it',
    files: {
      'model/constraints/tie.ts': changed(
        'a family of constraints that couples slots',
        /^ {2}partByPart: .*\n/m,
        '',
      ),
    },
    at: 'model/constraints/tie.ts',
    says: /'partByPart' is missing/,
  },
  {
    what: 'a scheme without a title',
    files: { 'domain/schemes/toy.ts': changed('a scheme', "title: 'toy', ", '') },
    at: 'domain/schemes/toy.ts',
    says: /'title' is missing/,
  },
  {
    what: 'a scheme whose rule is nowhere',
    files: { 'domain/schemes/toy.ts': changed('a scheme', '};', ", rule: 'toy-rule' };") },
    at: 'domain/schemes/toy.ts',
    says: /"toy-rule"' is not assignable/,
  },
  {
    what: 'a calculator that lets no option state a key of its question',
    files: { 'calculators/toy.ts': changed('a calculator', "lengthKm: { value: 'km' }, ", '') },
    at: 'calculators/toy.ts',
    says: /'lengthKm' is missing/,
  },
  {
    what: 'a calculator without words',
    files: { 'calculators/toy.ts': changed('a calculator', '  words: valuesOf,\n', '') },
    at: 'calculators/toy.ts',
    says: /'words' is missing/,
  },
  {
    what: 'a figure without its numbers',
    files: { 'report/figures/toy.ts': changed('a figure', /^ {2}table: .*\n/m, '') },
    at: 'report/figures/toy.ts',
    says: /'table' is missing/,
  },
];

/** The first file of an addition, changed. */
function changed(what: string, from: string | RegExp, to: string): string {
  const [text] = Object.values(ADDITIONS.find((addition) => addition.what === what)!.files);
  const other = text!.replace(from, to);
  if (other === text) throw new Error(`${what} has nothing like ${from}.`);
  return other;
}

/** The list in the repository, without the additions. */
function asItStands(file: string): string {
  return readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8');
}
