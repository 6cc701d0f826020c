/** A canvas as sharp as the screen, which is drawn on in a picture's units. */
import { html } from './elements.ts';

export interface SurfaceFrame {
  /** In units. */
  readonly width: number;
  readonly height: number;
  /** Where the picture's origin stands, in units from the upper left corner. */
  readonly left: number;
  readonly top: number;
  /** Pixels in a unit. */
  readonly unit: number;
  readonly background: string;
}

export class Surface {
  /** What it shows is told by elements that stand above it. */
  readonly canvas = html('canvas', { 'aria-hidden': 'true' });
  readonly #context: CanvasRenderingContext2D;

  constructor() {
    const context = this.canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('The page cannot draw.');
    this.#context = context;
  }

  /** Clears it for the next picture. */
  begin({ width, height, left, top, unit, background }: SurfaceFrame): CanvasRenderingContext2D {
    const scale = unit * devicePixelRatio;
    const [columns, rows] = [Math.ceil(width * scale), Math.ceil(height * scale)];
    const { canvas } = this;
    if (canvas.width !== columns || canvas.height !== rows) {
      Object.assign(canvas, { width: columns, height: rows });
      canvas.style.width = `${columns / devicePixelRatio}px`;
      canvas.style.height = `${rows / devicePixelRatio}px`;
    }
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = background;
    context.fillRect(0, 0, columns, rows);
    context.setTransform(scale, 0, 0, scale, left * scale, top * scale);
    return context;
  }
}
