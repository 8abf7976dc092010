import { expect, it } from 'vitest';
import { CALCULATORS } from '../../src/calculators/calculators.ts';
import { FAMILIES, FAMILY_IDS } from '../../src/domain/families.ts';
import { METHOD_FACTS, METHOD_NAMES, RULE_NAMES } from '../../src/domain/methods/methods.ts';
import { SCHEME_NAMES, SCHEMES } from '../../src/domain/schemes/schemes.ts';
import { EXPORTERS } from '../../src/exchange/exporters/exporters.ts';
import { IMPORTERS } from '../../src/exchange/importers/importers.ts';
import { FIGURES } from '../../src/report/figures/figures.ts';

interface Named {
  readonly name: string;
  /** Another text that must differ within the list. */
  readonly title: string;
}

const LISTS: Readonly<Record<string, readonly Named[]>> = {
  schemes: SCHEME_NAMES.map((name) => ({ name, title: SCHEMES[name].title })),
  methods: [...METHOD_NAMES, ...RULE_NAMES].map((name) => ({ name, title: METHOD_FACTS[name].words })),
  families: FAMILY_IDS.map((name) => ({ name, title: FAMILIES[name].prices })),
  exporters: EXPORTERS,
  importers: IMPORTERS,
  figures: FIGURES,
  calculators: CALCULATORS,
};

const twice = (names: readonly string[]): string[] =>
  names.filter((name, index) => names.indexOf(name) < index);

it.each(Object.entries(LISTS))('%s have names and titles of their own', (_, list) => {
  expect(list.length).toBeGreaterThan(2);
  expect(twice(list.map(({ name }) => name.toLowerCase()))).toEqual([]);
  expect(twice(list.map(({ title }) => title.toLowerCase()))).toEqual([]);
});
