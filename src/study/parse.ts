import { InputError, type InputIssue } from '../base/errors.ts';
import { SCHEMES_OF_UNNAMED_CATALOGUES, type SchemeName } from '../domain/schemes/schemes.ts';
import type { AxisValue } from '../domain/study.ts';
import { readDocument, type SourceDocument } from '../scenario/document.ts';
import { type DocumentPath, type Finding, isWithin } from '../scenario/issue.ts';
import { prune } from '../scenario/prune.ts';
import { explainShape } from '../scenario/shape.ts';
import { checkStudy } from './check.ts';
import { parseField } from './fields.ts';
import { type StudyDocument, studySchema } from './schema.ts';
import type { GridAxis, Study } from './study.ts';

/** A study, with what is needed to locate mistakes in its file. */
export interface StudySource {
  readonly study: Study;
  /** Where each axis of the study is in the file. */
  readonly axisPlaces: readonly DocumentPath[];
  readonly locate: (finding: Finding) => InputIssue;
}

/**
 * Reads a study from YAML or JSON, without its base; see checkInstances.
 * @throws InputError with every mistake that the file alone reveals, with line and column
 */
export function parseStudy(text: string, options: { readonly fileName?: string } = {}): StudySource {
  const inFile = (issue: InputIssue): InputIssue =>
    options.fileName === undefined ? issue : { ...issue, file: options.fileName };
  try {
    const document = readDocument(text);
    const stated = studyDocumentOf(document);
    return {
      study: resolved(stated),
      axisPlaces: stated.axes.flatMap(({ fields }, i) => (fields.some(isOwn) ? [] : [['axes', i]])),
      locate: (finding) => inFile(document.locate(finding)),
    };
  } catch (error) {
    throw error instanceof InputError ? new InputError(error.issues.map(inFile)) : error;
  }
}

function studyDocumentOf(document: SourceDocument): StudyDocument {
  const { value } = document;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message =
      value === null ? 'the document is empty.' : 'the document is not a mapping of keys to values.';
    const hint = 'A study begins with satqnStudy: 1; see docs/guides/study.md.';
    throw new InputError([{ path: '', line: 1, column: 1, message, hint }]);
  }
  const result = studySchema.safeParse(value);
  const findings = result.success
    ? checkStudy(result.data)
    : [...explainShape(studySchema, value, result.error.issues), ...checkRest(value)];
  const issues = [...document.issues, ...findings.map(document.locate)];
  if (issues.length > 0 || !result.success) {
    throw new InputError(
      issues.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)),
    );
  }
  return result.data;
}

/** Replace required keys that are missing or wrong, whose mistakes are already reported. */
const STAND_INS = { satqnStudy: 1, name: 'study', base: { generator: {} } };

/** Checks the well-formed parts of a document that is otherwise malformed. */
function checkRest(value: object): Finding[] {
  const rest = prune(studySchema, value, STAND_INS);
  if (rest === null) return [];
  const { removed, original } = rest;
  // Figures name axes, which may be in the removed parts or under a misspelt key.
  const isWhole = removed.every(
    ([section]) => section !== 'axes' && Object.hasOwn(studySchema.shape, section!),
  );
  return checkStudy(rest.value)
    .map((finding) => ({ ...finding, path: original(finding.path) }))
    .filter(({ path }) => isWhole || path[0] !== 'figures')
    .filter(({ path }) => !removed.some((cut) => isWithin(cut, path) || isWithin(path, cut)));
}

function resolved(document: StudyDocument): Study {
  const { name, title, description, base, axes, firstSeed, replications, methods, gap, draws } = document;
  const valuesOf = (field: string): readonly AxisValue[] | undefined =>
    axes.find(({ fields }) => fields.includes(field))?.values;
  return {
    name,
    title,
    description,
    base:
      'generator' in base
        ? { kind: 'generator', settings: base.generator }
        : { kind: 'scenario', file: base.scenario },
    axes: axes.flatMap(({ fields, label, ...axis }): GridAxis[] => {
      const paths = fields.flatMap((field) => parseField(field) ?? []);
      return fields.some(isOwn) ? [] : [{ ...axis, label: label ?? axis.name, fields: paths }];
    }),
    seeds:
      (valuesOf('seed') as number[] | undefined) ??
      Array.from({ length: replications }, (_, index) => firstSeed + index),
    schemes:
      (valuesOf('scheme') as SchemeName[] | undefined) ?? document.schemes ?? SCHEMES_OF_UNNAMED_CATALOGUES,
    options: { methods, gap, draws, keepMinimum: document.keepMinimum },
    ...(document.masters && { masters: document.masters }),
    ...(document.simulation && { simulation: document.simulation }),
    figures: document.figures,
  };
}

/** Whether an axis is not a field: the schemes that run on every instance, or the seeds of the replications. */
const isOwn = (field: string): boolean => field === 'scheme' || field === 'seed';
