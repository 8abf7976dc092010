import { elementNotation, holdsElements } from '../../scenario/element-notation.ts';
import { type ElementSource, type ParsedElements, unreadable } from './element-set.ts';
import { parseOmm } from './omm.ts';
import { otherFormatOf } from './other-text.ts';
import { parseTle } from './tle.ts';

/** Reads elements in any notation, recognised by content. Mistakes are returned, not thrown. */
export function parseElements(text: string, source: ElementSource): ParsedElements {
  const parsed = elementNotation(text) === 'TLE' ? parseTle(text, source) : parseOmm(text, source);
  if (parsed.sets.length > 0 || holdsElements(text)) return parsed;
  const format = otherFormatOf(text);
  if (format === null) return parsed;
  const message = `This is ${format}, and holds no orbital elements.`;
  return unreadable({ ...source, message, hint: 'Give elements as TLE or OMM (CelesTrak, Space-Track).' });
}
