/**
 * What precedes the graph of a GML file: blanks, comments, keys with their values. Each alternative matches to its end,
 * so there is only one way to read a text; otherwise a text that does not match would take time exponential in its
 * length.
 */
const GML_HEAD = /^(?:\s|#.*(?!.)|\w+\s+(?:"[^"]*"|[^\s[\]"]+(?!\S)))*graph\s*\[/;

/**
 * Kinds of files that people supply instead of elements, recognised by their first characters; the importers could say
 * more but are large.
 */
const SIGNS: readonly (readonly [format: string, sign: (text: string) => boolean])[] = [
  ['a scenario of satqn', (text) => /^["']?satqn["']?\s*:/m.test(text) || /^\{\s*"satqn"\s*:/.test(text)],
  ['GML', (text) => GML_HEAD.test(text.slice(0, 2000))],
  ['GraphML', (text) => /<(?:\w+:)?graphml\b/.test(text.slice(0, 2000))],
  ['node-link JSON', (text) => text.startsWith('{') && /"nodes"\s*:\s*\[/.test(text)],
  ['a table of links', (text) => headed(text, /\b(?:source|from)\b.*\b(?:target|to)\b/i)],
  ['a table of stations', (text) => headed(text, /\blat(?:itude)?\w*\b.*\blon(?:g|gitude)?\w*\b/i)],
];

/** Whether the first line is a header with such column names. */
function headed(text: string, names: RegExp): boolean {
  const [head = ''] = text.split(/\r?\n/, 1);
  return /[,;\t]/.test(head) && names.test(head);
}

/** The format of a text without elements, in the words of a message; null if it is not recognised. */
export function otherFormatOf(text: string): string | null {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  return SIGNS.find(([, sign]) => sign(start))?.[0] ?? null;
}
