import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { decodeText } from '../../src/io/decode-text.ts';

const bytes = (text: string, encoding: BufferEncoding = 'utf8') =>
  new Uint8Array(Buffer.from(text, encoding));
const TABLE = 'source,destination\nZürich,Wien\n';
const LATIN_XML = '<?xml version="1.0" encoding="ISO-8859-1"?><a>Zürich</a>';

describe('the text of a file', () => {
  it.each([
    ['UTF-8', bytes(TABLE)],
    ['UTF-8 with a mark', bytes(`\uFEFF${TABLE}`)],
    ['UTF-16LE with a mark', bytes(`\uFEFF${TABLE}`, 'utf16le')],
    ['UTF-16LE without a mark', bytes(TABLE, 'utf16le')],
    ['UTF-16BE with a mark', bytes(`\uFEFF${TABLE}`, 'utf16le').map((_, i, all) => all[i ^ 1]!)],
    ['UTF-16BE without a mark', bytes(TABLE, 'utf16le').map((_, i, all) => all[i ^ 1]!)],
  ])('is read from %s', (_, data) => {
    expect(decodeText(data)).toBe(TABLE);
  });

  it('is read as XML declares it', () => {
    expect(decodeText(bytes(LATIN_XML, 'latin1'))).toBe(LATIN_XML);
    // Programs that hold texts in UTF-16 declare that, and then save them in another encoding.
    const declared = '<?xml version="1.0" encoding="UTF-16"?><a>Zürich</a>';
    expect(decodeText(bytes(declared))).toBe(declared);
    // A byte order mark takes precedence over a declaration that was copied along.
    expect(decodeText(bytes(`\uFEFF${LATIN_XML}`, 'utf16le'))).toBe(LATIN_XML);
  });

  it.each([
    ['Latin-1', bytes(TABLE, 'latin1'), /^n:2:1: the file is not UTF-8: it may be Latin-1/],
    [
      'UTF-32',
      new Uint8Array([0xff, 0xfe, 0, 0, 65, 0, 0, 0]),
      /^n: the file is UTF-32, which cannot be read here/,
    ],
    [
      'an unknown declaration',
      bytes('<?xml version="1.0" encoding="x-mine"?><a/>'),
      /^n: the file is x-mine, which/,
    ],
    ['half a character of UTF-16', new Uint8Array([0xff, 0xfe, 65]), /^n: the file is UTF-16LE, which/],
    ['an image', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0]), /^n: the file is no text/],
  ])('is refused by name: %s', (_, data, message) => {
    expect(() => decodeText(data, 'n')).toThrow(InputError);
    expect(() => decodeText(data, 'n')).toThrow(message);
  });

  it('is exact or refused, whatever the bytes (seed 31)', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (data) => {
        try {
          const text = decodeText(data);
          const wide = bytes(text, 'utf16le');
          const ways = [bytes(text), wide, wide.map((_, i, all) => all[i ^ 1]!)];
          const marked = ways.flatMap((way) => [
            way.join(),
            [...data.subarray(0, data.length - way.length), ...way].join(),
          ]);
          expect(marked).toContain(data.join());
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      }),
      { seed: 31, numRuns: 500 },
    );
  });
});
