/** Whether a text is an address on the web: what else may stand for one, such as `javascript:`, is never made a link. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}
