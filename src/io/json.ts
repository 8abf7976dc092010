/** The longest line for a list or an object; longer ones are broken into several lines. */
const LINE_WIDTH = 110;

/**
 * JSON that people can read and `diff` can compare: indented by two spaces per level, but with lists of numbers, and
 * everything else that fits, on one line. Numbers that are not finite become null, as in `JSON.stringify`.
 */
export function formatJson(value: unknown, indent = ''): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((item) => formatJson(item, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${JSON.stringify(key)}: ${formatJson(item, inner)}`);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  const line = `${open}${parts.join(', ')}${close}`;
  const isNumbers = isList && value.every((item) => typeof item === 'number' || item === null);
  if (isNumbers || (inner.length + line.length <= LINE_WIDTH && !line.includes('\n'))) return line;
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}
