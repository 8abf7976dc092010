import type { Camera } from './camera.ts';
import type { Target } from './target.ts';

/** What a link keeps: view, slot, selection, and the scenario or its hash. */
export interface Shared {
  readonly map: 'globe' | 'layers' | 'table';
  readonly slot: number;
  readonly demand: string | null;
  readonly target: Target | null;
  readonly camera: Camera;
  /** Text of the scenario; null in a link whose scenario was too long for it. */
  readonly text: string | null;
  /** Element files that the scenario names, by file name. */
  readonly companions: Readonly<Record<string, string>>;
  /** SHA-256 of the scenario, where known. */
  readonly hash: string | null;
}

/** Beyond, some programs cut links off. */
const LONGEST_TEXT = 8192;
/** A link is a text of strangers: what it unfolds to is bounded, too; bytes, of which a letter has up to three. */
const LONGEST_UNFOLDED = 2_000_000;

export async function formatLink(
  shared: Shared & { readonly text: string },
): Promise<{ readonly fragment: string; readonly holdsScenario: boolean }> {
  const { longitudeDeg, latitudeDeg, scale } = shared.camera;
  const fields = new URLSearchParams({
    v: shared.map,
    t: String(shared.slot + 1),
    c: [longitudeDeg.toFixed(4), latitudeDeg.toFixed(4), scale.toPrecision(6)].join(','),
  });
  if (shared.demand !== null) fields.set('d', shared.demand);
  if (shared.target) fields.set(shared.target.kind === 'node' ? 'n' : 'l', shared.target.id);
  const parts = { s: shared.text, e: formatCompanions(shared.companions) };
  const packed = { s: await packedText(parts.s), e: await packedText(parts.e) };
  const holdsScenario =
    packed.s.length + packed.e.length <= LONGEST_TEXT &&
    Math.max(parts.s.length, parts.e.length) <= LONGEST_UNFOLDED / 3;
  if (holdsScenario) {
    fields.set('s', packed.s);
    if (parts.e !== '') fields.set('e', packed.e);
  } else if (shared.hash) fields.set('h', shared.hash);
  return { fragment: fields.toString(), holdsScenario };
}

/** Null where the fragment is not one of ours; what is damaged in it is left out. */
export async function parseLink(fragment: string): Promise<Shared | null> {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const map = fields.get('v');
  if (map !== 'globe' && map !== 'layers' && map !== 'table') return null;
  const slot = Number(fields.get('t')) - 1;
  const camera = (fields.get('c') ?? '').split(',').map(Number);
  const companions = parseCompanions(await unpacked(fields.get('e') ?? ''));
  const node = fields.get('n');
  const link = fields.get('l');
  return {
    map,
    slot: Number.isInteger(slot) && slot >= 0 ? slot : 0,
    demand: fields.get('d'),
    target: node !== null ? { kind: 'node', id: node } : link !== null ? { kind: 'link', id: link } : null,
    camera:
      camera.length === 3 && camera.every(Number.isFinite)
        ? { longitudeDeg: camera[0]!, latitudeDeg: camera[1]!, scale: Math.max(0, camera[2]!) }
        : { longitudeDeg: 15, latitudeDeg: 25, scale: 0 },
    text: companions === null ? null : await unpacked(fields.get('s')),
    companions: companions ?? {},
    hash: fields.get('h'),
  };
}

const formatCompanions = (companions: Shared['companions']): string =>
  Object.keys(companions).length === 0 ? '' : JSON.stringify(companions);

/** Null where it is damaged. */
function parseCompanions(text: string | null): Shared['companions'] | null {
  if (text === '') return {};
  try {
    const found: unknown = JSON.parse(text ?? 'null');
    const isSound =
      typeof found === 'object' &&
      found !== null &&
      Object.values(found).every((content) => typeof content === 'string');
    return isSound ? (found as Shared['companions']) : null;
  } catch {
    return null;
  }
}

const packedText = async (text: string): Promise<string> =>
  text === ''
    ? ''
    : toBase64(await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw')));

async function unpacked(packed: string | null): Promise<string | null> {
  if (packed === null || packed === '') return packed;
  try {
    const bytes = await through(fromBase64(packed), new DecompressionStream('deflate-raw'), LONGEST_UNFOLDED);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

async function through(
  bytes: Uint8Array,
  change: { readonly readable: ReadableStream; readonly writable: WritableStream },
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(change);
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) throw new Error('too long');
    parts.push(value);
  }
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Base64 with the letters that addresses take as they are. */
const toBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
