import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCHEMA = fileURLToPath(new URL('../../schema/scenario.schema.json', import.meta.url));

/**
 * The address at which an editor that opens `file` finds the JSON Schema in this package; `null` stands for standard
 * output.
 */
export function scenarioSchemaFor(file: string | null): string {
  const path = relative(file === null ? process.cwd() : dirname(resolve(file)), SCHEMA);
  const text = path.split(sep).join('/');
  return text.startsWith('.') || isAbsolute(path) ? text : `./${text}`;
}
