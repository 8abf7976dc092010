/**
 * What the core imports as `fast-xml-parser`, in the studio: most visits have no XML to be read, and so its parser comes
 * when there is some. The core reads it in one go, and whoever hands it XML has to have loaded this before.
 */
import type * as Parser from 'fast-xml-parser';

export let XMLParser: typeof Parser.XMLParser;
export let XMLValidator: typeof Parser.XMLValidator;

/** Loads the parser if a value may hold XML, be it a text or something with texts in it. */
export async function loadXmlFor(value: unknown): Promise<void> {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (XMLParser !== undefined || !text.includes('<')) return;
  ({ XMLParser, XMLValidator } = await import('fast-xml-parser'));
}
