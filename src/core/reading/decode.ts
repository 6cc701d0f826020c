/** Bytes → text, in whatever encoding it was saved. */
import * as l10n from '@vscode/l10n';
import type { ReadProblem } from './document.ts';

export interface Decoded {
  readonly text: string;
  /** As the Encoding Standard names it, such as `utf-8`. */
  readonly encoding: string;
  readonly problems: readonly ReadProblem[];
}

/**
 * Decodes a text file: by its byte order mark, as UTF-8 where it is valid UTF-8, by the encoding that it declares,
 * else by the likeliest one.
 *
 * @param declared the encoding that the file names itself, such as in `<meta charset>`.
 * @returns undefined when it is not text.
 */
export async function decode(bytes: Uint8Array, declared?: string): Promise<Decoded | undefined> {
  const marked = byteOrderMark(bytes) ?? wideEncoding(bytes);
  if (marked) return checked(new TextDecoder(marked).decode(bytes), marked, []);
  const utf8 = decodeStrictly(bytes, 'utf-8');
  // All-ASCII bytes may still be something else, such as ISO-2022-JP.
  const ascii = utf8 !== undefined && utf8.length === bytes.length;
  const named = declared && encodingNamed(declared);
  if (utf8 !== undefined && (!ascii || !named)) return checked(utf8, 'utf-8', []);
  if (named) return checked(new TextDecoder(named).decode(bytes), named, []);
  const { detect } = await import('chardet');
  const sample = bytes.subarray(0, 200_000);
  const detected = encodingNamed(detect(sample) ?? '');
  // Bytes that are not valid UTF-8 as a whole may have one damaged place.
  const encoding =
    detected && detected !== 'utf-8' ? detected : mostlyUtf8(sample) ? 'utf-8' : 'windows-1252';
  return checked(new TextDecoder(encoding).decode(bytes), encoding, [
    {
      severity: 'warning',
      message: l10n.t('the file does not tell its encoding; it was read as {0}', encoding),
      remedy: l10n.t('save it as UTF-8 if letters look wrong'),
    },
  ]);
}

/** The encoding that an HTML or XML file names in its first kilobyte. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  const match =
    /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head) ??
    /^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]+)/.exec(head);
  return match?.[1];
}

function checked(text: string, encoding: string, problems: readonly ReadProblem[]): Decoded | undefined {
  return isBinary(text) ? undefined : { text: text.replace(/\r\n?/g, '\n'), encoding, problems };
}

/** Text has hardly any control characters; a stray one must not lose the file. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, 100_000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  return controls > 2 && controls > sample.length / 500;
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 without a mark: every other byte of Latin text is zero. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length, 4096) & ~1;
  if (length < 8) return undefined;
  const zeros = [0, 0];
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > length * 0.3 && even < length * 0.02) return 'utf-16le';
  if (even > length * 0.3 && odd < length * 0.02) return 'utf-16be';
  return undefined;
}

function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  const damaged = text.match(/\ufffd/g)?.length ?? 0;
  const sound = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return damaged * 10 < sound;
}

function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** @returns undefined for a name that is no encoding, or one that this platform lacks. */
function encodingNamed(name: string): string | undefined {
  try {
    return new TextDecoder(name.trim()).encoding;
  } catch {
    return undefined;
  }
}
