import { SCHEME_NAMES } from '../domain/schemes/schemes.ts';
import { SIMULATED_MEASURES } from '../domain/study.ts';
import type { Finding } from '../scenario/issue.ts';
import { describeValue } from '../scenario/messages.ts';
import { didYouMean } from '../scenario/nearest.ts';
import { parseField } from './fields.ts';
import type { StudyDocument } from './schema.ts';

/** Columns of the tables that are not axes; columns of methods end in one of the last three words. */
const RESERVED =
  /^(seed|scheme|status|method|totalPairs|plannedPairs|realisedPairs|realisedHalfWidth|inSpecPairs|inSpecHalfWidth|objective|bound|relativeGap|relaxationBound|fidelity|seconds|maxViolation|draw|measure|n|missing|mean|halfWidth|pairedN|pairedMean|pairedHalfWidth|shareAbove|mostModesInFlight|linksOfUnknownModes|smallestFidelityMargin)$|(Seconds|Gap|Status)$/;

/** Finds mistakes in a study of the right shape that its file alone reveals. */
export function checkStudy(study: StudyDocument): Finding[] {
  return [...checkAxes(study), ...checkOwnAxes(study), ...checkFigures(study), ...checkMethods(study)];
}

function checkAxes({ axes }: StudyDocument): Finding[] {
  const findings: Finding[] = [];
  const names = new Set<string>();
  const taken = new Map<string, string>();
  for (const [i, { name, fields, values }] of axes.entries()) {
    const isOwn = fields.includes('scheme') || fields.includes('seed');
    const path = ['axes', i];
    if (!isOwn && RESERVED.test(name)) {
      const message = `'${name}' is already a column of the results.`;
      findings.push({ path: [...path, 'name'], message, hint: 'Give the axis another name.' });
    }
    if (names.has(name)) {
      const message = `two axes are named '${name}'.`;
      findings.push({ path: [...path, 'name'], message, hint: 'Give each its own name.' });
    }
    names.add(name);
    for (const [j, field] of fields.entries()) {
      const place = [...path, 'fields', j];
      if (parseField(field) === null) {
        const message = `'${field}' is not the path of a field.`;
        const hint = 'Write keys and indices like storage.nodes[*].capacity or generator.pairs.';
        findings.push({ path: place, message, hint });
      }
      const other = taken.get(field);
      if (other !== undefined) {
        const message = `the field '${field}' is already set by the axis '${other}'.`;
        findings.push({ path: place, message, hint: 'Remove it from one of the two.' });
      }
      taken.set(field, name);
    }
    for (const [j, value] of values.entries()) {
      if (values.indexOf(value) === j) continue;
      const message = `the value ${value} appears twice.`;
      findings.push({ path: [...path, 'values', j], message, hint: 'Remove one of the two.' });
    }
  }
  return findings;
}

/** Checks the axes `scheme` and `seed`, which replace keys of the study. */
function checkOwnAxes(study: StudyDocument): Finding[] {
  return study.axes.flatMap(({ fields, values }, i): Finding[] => {
    const own = fields.find((field) => field === 'scheme' || field === 'seed');
    if (own === undefined) return [];
    if (fields.length > 1) {
      const message = `'${own}' cannot share an axis with other fields.`;
      return [{ path: ['axes', i, 'fields'], message, hint: 'Give it its own axis.' }];
    }
    const wrong = values.flatMap((value, j): Finding[] => {
      const path = ['axes', i, 'values', j];
      if (own === 'seed') {
        if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31) return [];
        const message = `must be a whole number from 0 to ${2 ** 31 - 1}; found ${describeValue(value)}.`;
        return [{ path, message, hint: 'Seeds are whole numbers.' }];
      }
      if (SCHEME_NAMES.some((scheme) => scheme === value)) return [];
      const known = `Known schemes: ${SCHEME_NAMES.join(', ')}.`;
      const hint = typeof value === 'string' ? didYouMean(value, SCHEME_NAMES, known) : known;
      return [{ path, message: `is not a scheme: ${describeValue(value)}.`, hint }];
    });
    const doubled = own === 'seed' ? study.replications > 1 : study.schemes !== undefined;
    if (!doubled) return wrong;
    const key = own === 'seed' ? 'replications' : 'schemes';
    const message = `the axis of ${own}s and '${key}' both list them.`;
    return [...wrong, { path: [key], message, hint: 'Keep one of the two.', atKey: true }];
  });
}

function checkFigures({ axes, figures, simulation }: StudyDocument): Finding[] {
  const grid = axes.filter(
    ({ fields, averaged }) => !fields.includes('scheme') && !fields.includes('seed') && !averaged,
  );
  const names = grid.map(({ name }) => name);
  return figures.flatMap(({ name, x, measure, series, panel }, i): Finding[] => {
    const place = (key: string) => ['figures', i, key];
    const unknown = (key: string, value: string, known: readonly string[]): Finding[] =>
      known.includes(value)
        ? []
        : [
            {
              path: place(key),
              message: `there is no axis '${value}'.`,
              hint: didYouMean(
                value,
                known,
                known.length > 0 ? `There are: ${known.join(', ')}.` : 'Add an axis.',
              ),
            },
          ];
    const findings = [
      ...unknown('x', x, names),
      ...unknown('series', series, ['scheme', ...names]),
      ...(panel === null ? [] : unknown('panel', panel, ['scheme', ...names])),
    ];
    if (SIMULATED_MEASURES.includes(measure) && simulation === undefined) {
      const message = `the measure '${measure}' needs plans that are simulated.`;
      const hint = 'Add `simulation: { replications: 50 }` to the study.';
      findings.push({ path: place('measure'), message, hint });
    }
    if (figures.findIndex((other) => other.name === name) < i) {
      const message = `two figures are named '${name}'.`;
      findings.push({ path: place('name'), message, hint: 'Give each its own name.' });
    }
    return findings;
  });
}

function checkMethods({ methods }: StudyDocument): Finding[] {
  return methods.flatMap(({ method }, i) =>
    methods.findIndex((other) => other.method === method) === i
      ? []
      : [
          {
            path: ['methods', i],
            message: `the method '${method}' appears twice.`,
            hint: 'Remove one of the two.',
          },
        ],
  );
}
