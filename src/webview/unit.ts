/** Pictures are drawn in units of which text is 13 high, so that all of a picture follows the size of the text. */
const textSize = 13;

/** How many pixels a unit is where an element stands. */
export function unitOf(element: Element): number {
  return (Number.parseFloat(getComputedStyle(element).fontSize) || textSize) / textSize;
}
