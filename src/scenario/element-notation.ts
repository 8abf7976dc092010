type ElementNotation = 'TLE' | 'OMM JSON' | 'OMM CSV' | 'OMM XML' | 'OMM KVN';

/**
 * The notation in which a text gives orbital elements, recognised by content; TLE, which has no mark of its own, if it
 * is none of the others. The answer for a text without any elements is arbitrary.
 */
export function elementNotation(text: string): ElementNotation {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (/^[[{]/.test(start)) return 'OMM JSON';
  if (start.startsWith('<')) return 'OMM XML';
  if (/^\s*(?:CCSDS_OMM_VERS|OBJECT_NAME|EPOCH|MEAN_MOTION|NORAD_CAT_ID)[ \t]*=/m.test(start))
    return 'OMM KVN';
  // Of the columns, these two are in no other table.
  const header = /^(?:\s*(?:#.*)?[\r\n]+)*(.*)/.exec(start)![1]!;
  return /[,;\t]/.test(header) && /\bNORAD_CAT_ID\b|\bMEAN_MOTION\b/i.test(header) ? 'OMM CSV' : 'TLE';
}

/** Whether a text certainly contains elements: for TLE, two lines that belong together. */
export function holdsElements(text: string): boolean {
  if (elementNotation(text) === 'TLE') return /^\s*1\s[\dA-Z ]{5}.*[\r\n]+\s*2\s[\dA-Z ]{5}\s/m.test(text);
  return /\bMEAN_MOTION\b/.test(text) && /\b(?:NORAD_CAT_ID|EPOCH)\b/.test(text);
}
