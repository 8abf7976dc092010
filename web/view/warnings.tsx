import type { Warning } from '../../src/domain/warning.ts';

/** What is hardly meant, on top, since what follows is to be read with it. */
export function Warnings({ warnings }: { readonly warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  return (
    <aside className="warning" aria-label="Check first">
      <strong>Check first</strong>
      <ul className="notes">
        {warnings.map(({ kind, where, message, hint }) => (
          <li key={`${kind} ${where}`}>
            {where}: {message} {hint}
          </li>
        ))}
      </ul>
    </aside>
  );
}
