import { InputError, type InputIssue } from '../base/errors.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { issueOf } from '../scenario/issue.ts';
import { explainShape } from '../scenario/shape.ts';
import { formatJson } from './json.ts';
import { refuseOtherVersion } from './record-version.ts';
import { runRecordSchema } from './run-record-schema.ts';

/** Version of the record format that this code reads and writes. */
const RECORD_VERSION = 1;
/** A record from another program differs everywhere; this many differences are enough to show that. */
const MOST_ISSUES = 20;

/** The text of a run record: JSON, ending in a line break. */
export function formatRunRecord(record: RunRecord): string {
  return `${formatJson(record)}\n`;
}

/**
 * Reads the text of a run record. Unknown keys are ignored. The shape of all other parts is checked, but not whether
 * they are true, which `verify` does.
 * @param fileName name of the file, for errors
 * @param softwareVersion accepts only records that this version wrote; by default, those of any version
 * @throws InputError naming each field that is missing or wrong, or the other version that wrote the record
 */
export function parseRunRecord(text: string, fileName?: string, softwareVersion?: string): RunRecord {
  const fail = (issues: readonly InputIssue[]): never => {
    throw new InputError(
      fileName === undefined ? issues : issues.map((issue) => ({ ...issue, file: fileName })),
    );
  };
  const document = readJson(text, fail);
  const { record: version, version: writtenBy } = headOf(document);
  if (version === undefined) {
    return fail([
      {
        path: 'satqn.record',
        message: 'is missing, so this is not a run record of satqn.',
        hint: 'Use the run.json that `satqn plan` wrote.',
      },
    ]);
  }
  if (version !== RECORD_VERSION) {
    return fail([
      {
        path: 'satqn.record',
        message: `is ${JSON.stringify(version)}; this version of satqn reads records of version ${RECORD_VERSION}.`,
        hint: 'Use the version of satqn that wrote it, or plan again.',
      },
    ]);
  }
  // Check this first, since other versions may use another shape.
  if (softwareVersion !== undefined && typeof writtenBy === 'string') {
    refuseOtherVersion(writtenBy, softwareVersion, fileName);
  }
  const parsed = runRecordSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  const issues = explainShape(runRecordSchema, document, parsed.error.issues).map(issueOf);
  const more = issues.length - MOST_ISSUES;
  if (more <= 0) return fail(issues);
  const rest = { path: '', message: `${more} more such mistakes.`, hint: '' };
  return fail([...issues.slice(0, MOST_ISSUES), rest]);
}

function readJson(text: string, fail: (issues: readonly InputIssue[]) => never): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (/^\s*[^\s{[]/.test(text)) {
      const hint = 'Give the run.json that plan wrote, or the directory that it is in.';
      return fail([{ path: '', message: 'is no run record: it is not JSON.', hint }]);
    }
    return fail([
      {
        path: '',
        message: `is not complete JSON (${reason}).`,
        hint: 'The file may be truncated or edited; plan again, or use another copy.',
      },
    ]);
  }
}

/** The versions under `satqn` at the head of a document: of the format, and of the software that wrote it. */
function headOf(document: unknown): { readonly record?: unknown; readonly version?: unknown } {
  if (typeof document !== 'object' || document === null || !('satqn' in document)) return {};
  const { satqn } = document;
  return typeof satqn === 'object' && satqn !== null ? satqn : {};
}
