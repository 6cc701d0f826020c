/** How wide texts are drawn, and what of them fits. In the units of a picture, whose titles are 12 units high. */

const fontSize = 12;
const ellipsis = '…';
const step = 16;

/**
 * Widths are sums of those of characters: thousands of titles are asked for at every step of a zoom, and kerning only
 * makes them narrower.
 */
export class Labels {
  readonly #context = document.createElement('canvas').getContext('2d');
  readonly #characters = new Map<string, number>();
  readonly #texts = new Map<string, number>();
  #family = '';
  #weight = '';

  constructor() {
    this.refresh();
  }

  /** The font may be another one now. */
  refresh(): void {
    this.#characters.clear();
    this.#texts.clear();
    if (!this.#context) return;
    const { fontFamily, fontWeight } = getComputedStyle(document.body);
    this.#family = fontFamily;
    this.#weight = fontWeight;
    this.#context.font = this.font(fontSize);
  }

  /** The font as a canvas takes it. @param size in the picture's units. */
  font(size: number): string {
    return `${this.#weight} ${size}px ${this.#family}`;
  }

  width(text: string): number {
    let width = this.#texts.get(text);
    if (width === undefined) {
      width = 2;
      for (const character of text) width += this.#character(character);
      this.#texts.set(text, width);
    }
    return width;
  }

  /** As much of a text as fits, with an ellipsis where it is cut; empty where nothing fits. */
  fitted(text: string, width: number): string {
    if (this.width(text) <= width + 0.5) return text;
    // In steps: a text that changes with every pixel of a zoom is laid out again at every frame.
    let room = Math.floor(width / step) * step - this.#character(ellipsis);
    let end = 0;
    for (const character of text) {
      room -= this.#character(character);
      if (room < 0) break;
      end += character.length;
    }
    return end ? `${text.slice(0, end).trimEnd()}${ellipsis}` : '';
  }

  #character(character: string): number {
    let width = this.#characters.get(character);
    if (width === undefined) {
      width = this.#context?.measureText(character).width ?? 7;
      this.#characters.set(character, width);
    }
    return width;
  }
}
