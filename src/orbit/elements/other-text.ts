/**
 * What stands before the graph of a GML file: blanks, comments, keys with their values. Each goes on to its end, so that
 * there is one way alone to read a text: with more of them a text that is none would take a time exponential in its length.
 */
const GML_HEAD = /^(?:\s|#.*(?!.)|\w+\s+(?:"[^"]*"|[^\s[\]"]+(?!\S)))*graph\s*\[/;

/** What files are that people give in place of elements, told by their first signs; the importers would say more, and are large. */
const SIGNS: readonly (readonly [format: string, sign: (text: string) => boolean])[] = [
  ['a scenario of satqn', (text) => /^["']?satqn["']?\s*:/m.test(text) || /^\{\s*"satqn"\s*:/.test(text)],
  ['GML', (text) => GML_HEAD.test(text.slice(0, 2000))],
  ['GraphML', (text) => /<(?:\w+:)?graphml\b/.test(text.slice(0, 2000))],
  ['node-link JSON', (text) => text.startsWith('{') && /"nodes"\s*:\s*\[/.test(text)],
  ['a table of links', (text) => headed(text, /\b(?:source|from)\b.*\b(?:target|to)\b/i)],
  ['a table of stations', (text) => headed(text, /\blat(?:itude)?\w*\b.*\blon(?:g|gitude)?\w*\b/i)],
];

/** Whether the first line is a head of columns with such names. */
function headed(text: string, names: RegExp): boolean {
  const [head = ''] = text.split(/\r?\n/, 1);
  return /[,;\t]/.test(head) && names.test(head);
}

/** The format of a text without elements, in the words of a message; null where it shows no sign. */
export function otherFormatOf(text: string): string | null {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  return SIGNS.find(([, sign]) => sign(start))?.[0] ?? null;
}
