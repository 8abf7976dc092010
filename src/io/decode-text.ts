import { InputError } from '../base/errors.ts';

const BYTE_ORDER_MARKS: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xff, 0xfe, 0, 0], 'UTF-32'],
  [[0, 0, 0xfe, 0xff], 'UTF-32'],
  [[0xff, 0xfe], 'UTF-16LE'],
  [[0xfe, 0xff], 'UTF-16BE'],
];
/** How many bytes are enough to recognise an encoding. */
const SAMPLE = 4096;

/**
 * The text of a file in UTF-8, in UTF-16 with or without a byte order mark, or, for XML, in the encoding that it
 * declares. No character is ever replaced.
 * @throws InputError if the bytes are not text or have another encoding, which the error names if it can be recognised
 */
export function decodeText(bytes: Uint8Array, file?: string): string {
  const encoding = markedEncoding(bytes) ?? wideEncoding(bytes) ?? declaredEncoding(bytes) ?? 'UTF-8';
  const refuse = (message: string, hint: string, line?: number): InputError =>
    new InputError([
      { path: '', ...(line !== undefined && { line }), ...(file !== undefined && { file }), message, hint },
    ]);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    const save = 'Save the file as UTF-8.';
    if (encoding !== 'UTF-8') throw refuse(`the file is ${encoding}, which cannot be read here.`, save);
    if (bytes.subarray(0, SAMPLE).includes(0))
      throw refuse('the file is no text.', 'Give a text file in UTF-8.');
    const line = firstBrokenLine(bytes);
    throw refuse(
      'the file is not UTF-8: it may be Latin-1 (ISO 8859-1) or Windows-1252, which cannot be told apart.',
      `${save} On the command line: iconv -f WINDOWS-1252 -t UTF-8.`,
      line,
    );
  }
}

const markedEncoding = (bytes: Uint8Array): string | undefined =>
  BYTE_ORDER_MARKS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte))?.[1];

/** Recognises UTF-16 without a mark: in ASCII text, every other byte is 0. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, SAMPLE);
  const zeros = [0, 0];
  for (const [i, byte] of sample.entries()) if (byte === 0) zeros[i % 2]!++;
  const [even, odd] = zeros as [number, number];
  const most = sample.length / 2;
  if (sample.length < 4) return undefined;
  if (even === 0 && odd > 0.8 * most) return 'UTF-16LE';
  return odd === 0 && even > 0.8 * most ? 'UTF-16BE' : undefined;
}

/**
 * The encoding in an XML declaration; a declaration that can be read byte by byte is not in UTF-16, whatever it says.
 */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  const declared = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/.exec(head)?.[1];
  return declared !== undefined && /^utf-?(?:16|32)/i.test(declared) ? undefined : declared;
}

/** The first line, from 1, that is not valid UTF-8. */
function firstBrokenLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('UTF-8', { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start);
    try {
      decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end + 1));
    } catch {
      return line;
    }
    if (end < 0) break;
    start = end + 1;
  }
  return line;
}
