import { useLayoutEffect, useMemo, useRef } from 'react';
import { endOfChange } from '../model/history.ts';
import { typeText } from '../state/edit.ts';
import { useStudio } from '../state/store.ts';

const LINE_HEIGHT = 19;
let area: HTMLTextAreaElement | null = null;

/** Puts the cursor on a line of the text. */
export function goToLine(line: number, column: number): void {
  if (!area) return;
  const offset = area.value
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, text) => sum + text.length + 1, 0);
  area.focus();
  area.setSelectionRange(offset + column - 1, offset + column - 1);
  area.scrollTop = Math.max(0, (line - 4) * LINE_HEIGHT);
}

/** Scrolls to a line unless it is seen. */
function showLine(line: number): void {
  if (!area) return;
  const top = (line - 1) * LINE_HEIGHT;
  if (top < area.scrollTop || top > area.scrollTop + area.clientHeight - 2 * LINE_HEIGHT)
    area.scrollTop = Math.max(0, top - 3 * LINE_HEIGHT);
}

/** The text of the scenario, with numbers of lines and marks where mistakes are. */
export function Editor() {
  const text = useStudio(({ document }) => document.text);
  const issues = useStudio(({ document }) => document.issues);
  const gutter = useRef<HTMLDivElement>(null);
  const typed = useRef(text);
  useLayoutEffect(() => {
    const before = typed.current;
    typed.current = text;
    // Not typed but undone: the cursor goes where the change is.
    if (before === text || document.activeElement !== area) return;
    const offset = endOfChange(before, text);
    area?.setSelectionRange(offset, offset);
    showLine(text.slice(0, offset).split('\n').length);
  }, [text]);
  const lines = useMemo(() => text.split('\n').length, [text]);
  const marked = useMemo(() => new Map(issues.map((issue) => [issue.line, issue.message])), [issues]);
  return (
    <div className="editor">
      <div className="gutter" ref={gutter} aria-hidden="true">
        <Numbers lines={lines} marked={marked} />
      </div>
      <textarea
        ref={(element) => {
          area = element;
        }}
        aria-label="Text of the scenario"
        aria-invalid={issues.length > 0}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        wrap="off"
        value={text}
        onChange={(event) => {
          typed.current = event.target.value;
          typeText(event.target.value);
        }}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

/** Numbers of the lines as one text, since there may be many; marks lie over those with mistakes. */
function Numbers({
  lines,
  marked,
}: {
  readonly lines: number;
  readonly marked: ReadonlyMap<number | undefined, string>;
}) {
  const numbers = useMemo(() => Array.from({ length: lines }, (_, index) => index + 1).join('\n'), [lines]);
  return (
    <div className="line-numbers">
      <pre>{numbers}</pre>
      {[...marked].map(
        ([line, message]) =>
          line !== undefined && (
            <i key={line} title={message} style={{ top: (line - 1) * LINE_HEIGHT }}>
              {line}
            </i>
          ),
      )}
    </div>
  );
}
