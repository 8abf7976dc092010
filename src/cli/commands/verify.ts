import { Command } from 'commander';
import type { Certificate } from '../../domain/certificate.ts';
import type { RunRecord } from '../../domain/run-record.ts';
import { formatJson } from '../../io/json.ts';
import { parseRunRecord } from '../../io/run-record.ts';
import { nodeEnvironment } from '../../node/environment.ts';
import { readRun } from '../../node/run-directory.ts';
import { readStandardInput } from '../../node/scenario-file.ts';
import { VERSION } from '../../node/version.ts';
import { type NotRecomputed, notRecomputedOf } from '../../planning/record-check/not-recomputed.ts';
import { verifyRecord } from '../../planning/verify.ts';
import { formatNumber } from '../../report/numbers.ts';
import { EXIT, type ExitCode, exitCodesHelp } from '../exit-codes.ts';
import { progressPrinter } from '../progress.ts';
import type { Streams } from '../streams.ts';

export function verifyCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  return new Command('verify')
    .description('check a plan against its scenario, with code that shares nothing with the planner')
    .argument('<run>', 'run.json, a run directory, or - for standard input')
    .option('--json', 'print the certificate, and the parts of the record it does not cover, as JSON')
    .addHelpText('after', HELP)
    .action(async (path: string, flags: { json?: boolean }) => {
      const printer = progressPrinter(streams, { patient: true });
      const record = await recordOf(path);
      const certificate = await verifyRecord(record, nodeEnvironment(), (stage, share) =>
        printer.show({ kind: 'stage', stage, share }),
      ).finally(printer.end);
      const notRecomputed = notRecomputedOf(record, certificate);
      streams.out(
        flags.json
          ? `${formatJson({ ...certificate, notRecomputed })}\n`
          : certificateText(certificate) + notRecomputedText(notRecomputed),
      );
      finish(codeOf(certificate));
    });
}

const HELP = `
Example:
  satqn verify runs/eurasia

${exitCodesHelp([EXIT.done, EXIT.badInput, EXIT.infeasible, EXIT.verificationFailed])}`;

function codeOf({ status, checks }: Certificate): ExitCode {
  if (status === 'failed') return EXIT.verificationFailed;
  return checks.some(({ missed }) => missed !== undefined) ? EXIT.infeasible : EXIT.done;
}

async function recordOf(path: string): Promise<RunRecord> {
  return path === '-' ? parseRunRecord(await readStandardInput(), 'standard input', VERSION) : readRun(path);
}

/** Violations up to this size are rounding in floating-point sums, so their places mean nothing. */
const ROUNDING = 1e-9;

function certificateText(certificate: Certificate): string {
  const line = (constraint: string, checked: string, violation: string, where: string) =>
    `${constraint.padEnd(12)}${checked.padStart(8)}  ${violation.padStart(17)}  ${where}`.trimEnd();
  const lines = certificate.checks.map(({ constraint, checked, maxViolation, worst, missed }) =>
    line(
      constraint,
      String(checked),
      maxViolation.toExponential(1),
      maxViolation > ROUNDING
        ? (worst ?? '')
        : missed
          ? `${missed} missed by the rule, as the record says`
          : '',
    ),
  );
  const bound =
    certificate.dualBound === null
      ? 'The record holds no prices of the LP relaxation, so no bound was recomputed.'
      : `LP-relaxation bound recomputed by weak duality: ${formatNumber(certificate.dualBound, 10)}; final bound: ${certificate.bound}.`;
  return `${line('constraint', 'checked', 'largest violation', 'where')}
${lines.join('\n')}

Objective ${formatNumber(certificate.objective, 10)} pairs/s, ${formatNumber(certificate.totalPairs, 8)} pairs.
${bound}
${certificate.status === 'verified' ? 'Verified' : 'FAILED'}: largest violation ${certificate.maxViolation.toExponential(1)}, tolerance ${certificate.tolerance}.
${adviceOn(certificate)}`;
}

/** What to do if a record contradicts its plan. */
const adviceOn = ({ checks, tolerance }: Certificate): string =>
  checks.some(({ constraint, maxViolation }) => constraint === 'record' && maxViolation > tolerance)
    ? 'The record was changed or damaged after the run: use the original, or plan again.\n'
    : '';

/** Lists the unchecked parts, so that nobody believes that every part of the record was checked. */
function notRecomputedText(parts: readonly NotRecomputed[]): string {
  const width = Math.max(...parts.map(({ part }) => part.length));
  const list = (checked: NotRecomputed['checked']) =>
    parts
      .filter((one) => one.checked === checked)
      .map(({ part, what }) => `  ${part.padEnd(width)}  ${what}\n`)
      .join('');
  return `
Taken from the record; nothing recomputed contradicts it:
${list('in part')}Taken from the record unchecked:
${list('no')}`;
}
