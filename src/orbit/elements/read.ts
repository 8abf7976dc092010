import { elementNotation } from '../../scenario/element-notation.ts';
import type { ElementSource, ParsedElements } from './element-set.ts';
import { parseOmm } from './omm.ts';
import { parseTle } from './tle.ts';

/** Reads elements in whatever notation they are, told by their content. Nothing is thrown: mistakes are returned. */
export const parseElements = (text: string, source: ElementSource): ParsedElements =>
  elementNotation(text) === 'TLE' ? parseTle(text, source) : parseOmm(text, source);
