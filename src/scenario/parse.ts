import { InputError, type InputIssue } from '../base/errors.ts';
import { checkScenario } from './check.ts';
import { checkStatedMemory } from './check-hardware.ts';
import { readDocument, type SourceDocument } from './document.ts';
import { withIds } from './identifiers.ts';
import { type DocumentPath, type Finding, issueOf, isWithin, valueAt } from './issue.ts';
import { nearestName } from './nearest.ts';
import { withPreset } from './presets.ts';
import { prune } from './prune.ts';
import { type Scenario, scenarioSchema } from './schema/scenario.ts';
import { explainShape } from './shape.ts';

/**
 * Reads a scenario from YAML or JSON, merges its preset, fills in defaults and ids, and checks it. Does not read the
 * files that it names; see resolveFiles.
 * @throws InputError with every mistake that can be found, each with its line and column
 */
export function parseScenario(text: string, options: { readonly fileName?: string } = {}): Scenario {
  const inFile = (issues: readonly InputIssue[]) =>
    options.fileName === undefined ? issues : issues.map((issue) => ({ ...issue, file: options.fileName! }));
  try {
    return scenarioOf(readDocument(text));
  } catch (error) {
    throw error instanceof InputError ? new InputError(inFile(error.issues)) : error;
  }
}

/**
 * The same from plain data, such as a document changed by a program.
 * @throws InputError with every mistake that can be found, by path only
 */
export const scenarioFrom = (value: unknown): Scenario => scenarioOf({ value, issues: [], locate: issueOf });

function scenarioOf(document: SourceDocument): Scenario {
  if (typeof document.value !== 'object' || document.value === null || Array.isArray(document.value)) {
    const message =
      document.value === null ? 'the document is empty.' : 'the document is not a mapping of keys to values.';
    const hint = 'A scenario begins with satqn: 1, followed by its sections; see docs/scenario.md.';
    throw new InputError([{ path: '', line: 1, column: 1, message, hint }]);
  }
  const stated = withPreset(document.value) as object;
  const result = scenarioSchema.safeParse(stated);
  const findings = result.success
    ? [...checkScenario(result.data), ...checkStatedMemory(stated, result.data)]
    : [...explainShape(scenarioSchema, stated, result.error.issues), ...checkRest(stated)];
  const issues = [...document.issues, ...findings.map(document.locate)];
  if (issues.length > 0 || !result.success) throw new InputError(inOrder(issues));
  return withIds(result.data);
}

const inOrder = (issues: readonly InputIssue[]): InputIssue[] =>
  issues.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));

/** Placeholders for sections without which there is no scenario; nothing is reported about these. */
const STAND_INS = {
  satqn: 1,
  horizon: { slots: 1, slotSeconds: 1 },
  demands: [{ source: 'source', destination: 'destination' }],
};

/** Checks the valid parts of a document whose shape is not valid. */
function checkRest(stated: object): Finding[] {
  const rest = prune(scenarioSchema, stated, STAND_INS);
  if (rest === null) return [];
  const removed = [...rest.removed, ...misspeltSections(stated)];
  const findings = checkScenario(rest.value, removed, namesIn(stated)).map((finding) => ({
    ...finding,
    path: rest.original(finding.path),
  }));
  // What is said of a thing is withheld where part of the thing had to be cut out.
  return findings.filter(({ path }) => !removed.some((cut) => isWithin(cut, path) || isWithin(path, cut)));
}

/** Sections whose content is unknown because their key is misspelt. */
function misspeltSections(stated: object): DocumentPath[] {
  const known = Object.keys(scenarioSchema.shape);
  return Object.keys(stated).flatMap((key) => {
    const meant = known.includes(key) ? null : nearestName(key, known);
    return meant === null ? [] : [[meant]];
  });
}

/** Names of nodes, including those whose entries are otherwise wrong. */
const namesIn = (stated: object): string[] =>
  ['nodes', 'stations', 'platforms'].flatMap((section) => {
    const entries = valueAt(stated, [section]);
    return (Array.isArray(entries) ? entries : [])
      .map((entry) => valueAt(entry, ['id']))
      .filter((id) => typeof id === 'string');
  });
