/**
 * Text as an array of its UTF-16 units.
 *
 * Reading a string unit by unit costs about as much as all the rest of a scan, since how the string is stored is looked
 * up for each of them. The platform's UTF-8 encoder copies it many times faster.
 */
export class Units {
  #units = new Uint16Array(0);
  #bytes = new Uint8Array(0);
  readonly #encoder = new TextEncoder();

  /** The units of `[from, to)`, valid until the next call; lone surrogates become U+FFFD. */
  of(text: string, from: number, to: number): Uint16Array {
    const length = to - from;
    if (length >= this.#units.length) {
      this.#units = new Uint16Array(length * 2 + 1);
      this.#bytes = new Uint8Array(length * 6);
    }
    const { written } = this.#encoder.encodeInto(text.slice(from, to), this.#bytes);
    if (written === length) this.#units.set(this.#bytes.subarray(0, written));
    else decode(this.#bytes, written, this.#units);
    this.#units[length] = 32;
    return this.#units;
  }
}

/** UTF-8, known to be well-formed, to UTF-16. */
function decode(bytes: Uint8Array, length: number, units: Uint16Array): void {
  const low = (index: number) => (bytes[index] ?? 0) & 0x3f;
  let unit = 0;
  for (let index = 0; index < length; ) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x80) {
      units[unit++] = byte;
      index++;
    } else if (byte < 0xe0) {
      units[unit++] = ((byte & 0x1f) << 6) | low(index + 1);
      index += 2;
    } else if (byte < 0xf0) {
      units[unit++] = ((byte & 0xf) << 12) | (low(index + 1) << 6) | low(index + 2);
      index += 3;
    } else {
      const point = ((byte & 7) << 18) | (low(index + 1) << 12) | (low(index + 2) << 6) | low(index + 3);
      units[unit++] = 0xd7c0 + (point >> 10);
      units[unit++] = 0xdc00 | (point & 0x3ff);
      index += 4;
    }
  }
}
