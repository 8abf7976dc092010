import type { AxisValue } from '../domain/study.ts';
import { generatePaper, type PaperOptions, paperSettings } from '../scenario/generate-paper.ts';
import { type DocumentPath, formatPath, valueAt } from '../scenario/issue.ts';
import { describeValue } from '../scenario/messages.ts';
import { didYouMean, nearestName } from '../scenario/nearest.ts';
import { scenarioSchema } from '../scenario/schema/scenario.ts';
import { knownKeys, schemaAt } from '../scenario/schema-walk.ts';
import type { FieldPath, FieldStep, StudyBase } from './study.ts';

/** What is wrong with a field, and how to fix it. */
interface FieldProblem {
  readonly message: string;
  readonly hint: string;
}

const GENERATOR = 'generator.';
const SHAPE = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*|\[(\d{1,6}|\*)\])*$/;

/**
 * Reads a path such as `generator.pairs`, `storage.nodes[*].capacity` or `satellites[0].walker.total`; null if it is
 * none.
 */
export function parseField(text: string): FieldPath | null {
  if (!SHAPE.test(text)) return null;
  if (text.startsWith(GENERATOR)) return { of: 'generator', key: text.slice(GENERATOR.length) };
  const steps = [...text.matchAll(/\w+|\*/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step));
  return { of: 'scenario', steps };
}

/** Keys of the format itself, and keys that a study sets in another way. */
const NOT_FIELDS = new Set(['satqn', 'preset', 'seed']);
const scenarioKeys = Object.keys(scenarioSchema.shape).filter((key) => !NOT_FIELDS.has(key));
const generatorKeys = Object.keys(paperSettings.shape).filter((key) => key !== 'seed');

/** Why the base has no such field; null if it has. */
export function problemOfField(field: FieldPath, base: StudyBase): FieldProblem | null {
  if (field.of === 'generator') {
    if (base.kind === 'scenario') {
      return {
        message: 'the base is a scenario file, which has no generator.',
        hint: 'Name a field of the scenario, e.g. storage.nodes[*].capacity.',
      };
    }
    if (generatorKeys.includes(field.key)) return null;
    const nearest = nearestName(field.key, generatorKeys);
    return {
      message: `the generator has no setting '${field.key}'.`,
      hint: nearest ? `Did you mean '${GENERATOR}${nearest}'?` : `It has: ${generatorKeys.join(', ')}.`,
    };
  }
  const document = documentOf(base);
  const [first] = field.steps;
  if (!scenarioKeys.includes(String(first))) {
    const setting = base.kind === 'generator' ? nearestName(String(first), generatorKeys) : null;
    return {
      message: `a scenario has no field '${first}'.`,
      hint: setting
        ? `Did you mean '${GENERATOR}${setting}'?`
        : didYouMean(String(first), scenarioKeys, `It has: ${scenarioKeys.join(', ')}.`),
    };
  }
  return (
    placesOf(field.steps, document)
      .map((place) => problemOfPlace(place, document))
      .find(Boolean) ?? null
  );
}

const documentOf = (base: StudyBase): object =>
  base.kind === 'generator' ? generatePaper(base.settings) : base.document;

/** Checks one step after another, to name the first one that is wrong. */
function problemOfPlace(place: DocumentPath, document: object): FieldProblem | null {
  for (const [depth, step] of place.entries()) {
    const above = place.slice(0, depth);
    const value = valueAt(document, above);
    if (typeof step === 'number' || step === '*') {
      if (!Array.isArray(value)) {
        return {
          message: `'${formatPath(above)}' of the base is not a list; it is ${describeValue(value)}.`,
          hint: 'Leave out the brackets, or write the list in the base.',
        };
      }
      if (step === '*' || step >= value.length) {
        return {
          message: `'${formatPath(above)}' of the base has ${value.length} entries.`,
          hint: value.length === 0 ? 'Write them in the base.' : `They are [0] to [${value.length - 1}].`,
        };
      }
      continue;
    }
    const schema = schemaAt(scenarioSchema, above, document);
    const known = knownKeys(schema, value);
    if (schema === null || known.includes(step)) continue;
    const nearest = nearestName(step, known);
    const lists = known.length > 0 ? `Known here: ${known.join(', ')}.` : 'It is a plain value.';
    return {
      message: `'${formatPath(above)}' has no field '${step}'.`,
      hint: Array.isArray(value)
        ? `It is a list: write '${formatPath(above)}[*].${step}' for all of its entries.`
        : nearest
          ? `Did you mean '${formatPath([...above, nearest])}'?`
          : lists,
    };
  }
  return null;
}

/**
 * The places in a document that a field stands for; a `*` for an empty list, or for something else than a list, stays.
 */
function placesOf(steps: readonly FieldStep[], document: object): DocumentPath[] {
  let places: DocumentPath[] = [[]];
  for (const step of steps) {
    places = places.flatMap((place) => {
      const value = step === '*' ? valueAt(document, place) : null;
      return Array.isArray(value) && value.length > 0
        ? value.map((_, index) => [...place, index])
        : [[...place, step]];
    });
  }
  return places;
}

/** The settings of the generator with one value replaced. */
export const withSetting = (settings: PaperOptions, key: string, value: AxisValue): PaperOptions => ({
  ...settings,
  [key]: value,
});

/** The document with the value at every place of the field; missing blocks on the way are created. */
export const withField = (document: object, steps: readonly FieldStep[], value: AxisValue): object =>
  placesOf(steps, document).reduce((changed, place) => put(changed, place, value) as object, document);

function put(node: unknown, [step, ...rest]: DocumentPath, value: AxisValue): unknown {
  if (step === undefined) return value;
  if (Array.isArray(node)) return node.with(Number(step), put(node[Number(step)], rest, value));
  const block = typeof node === 'object' && node !== null ? (node as Record<string, unknown>) : {};
  return { ...block, [step]: put(block[step], rest, value) };
}
