import type { CheckedRecord } from '../../src/domain/run-record.ts';
import { CONSTRAINT_WORDS } from '../../src/report/labels.ts';
import { formatNumber, formatViolation } from '../../src/report/numbers.ts';

/** What the independent checker found. */
export function CertificateTable({ record }: { readonly record: CheckedRecord }) {
  if (!record.certificate) return null;
  return (
    <details>
      <summary>
        <h2>Certificate</h2>
      </summary>
      <p className="faint">The plan was checked by code that shares nothing with the planner.</p>
      <section className="scroll" tabIndex={0} aria-label="Checks of the certificate">
        <table>
          <thead>
            <tr>
              <th>Constraint</th>
              <th>What is checked</th>
              <th className="number">Checked</th>
              <th className="number">Largest violation</th>
            </tr>
          </thead>
          <tbody>
            {record.certificate.checks.map((check) => (
              <tr key={check.constraint}>
                <th scope="row">{check.constraint}</th>
                <td>{CONSTRAINT_WORDS[check.constraint]}</td>
                <td className="number">{formatNumber(check.checked)}</td>
                <td className="number">{formatViolation(check.maxViolation)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
