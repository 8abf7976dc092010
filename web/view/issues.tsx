import type { InputIssue } from '../../src/base/errors.ts';
import { goToLine } from './editor.tsx';

const MOST = 30;

/** Mistakes: where, what, and how to mend them. */
export function Issues({
  issues,
  linked = false,
}: {
  readonly issues: readonly InputIssue[];
  readonly linked?: boolean;
}) {
  if (issues.length === 0) return null;
  return (
    <div className="issues" role="alert">
      <ul>
        {issues.slice(0, MOST).map((issue) => {
          const where = [issue.file, issue.line === undefined ? '' : `line ${issue.line}`]
            .filter(Boolean)
            .join(', ');
          return (
            <li key={JSON.stringify(issue)}>
              {where && (
                <>
                  {linked && issue.line !== undefined ? (
                    <button
                      type="button"
                      className="text-button"
                      onClick={() => goToLine(issue.line!, issue.column ?? 1)}
                    >
                      {where}
                    </button>
                  ) : (
                    <b>{where}</b>
                  )}{' '}
                </>
              )}
              {issue.path && <code>{issue.path}</code>} {issue.message}{' '}
              <span className="faint">{issue.hint}</span>
            </li>
          );
        })}
        {issues.length > MOST && <li className="faint">{issues.length - MOST} more.</li>}
      </ul>
    </div>
  );
}
