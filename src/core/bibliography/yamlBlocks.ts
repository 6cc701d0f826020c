/** Where entries stand in a YAML file of block style, and their keys, without parsing it. */
export type YamlFormat = 'csl-yaml' | 'hayagriva';

/** A citation key and where it stands, without quotation marks. */
export interface YamlKey {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Where the entries stand, cut at lines of the least indentation.
 *
 * @returns undefined when the file is of another shape than a block list or map.
 */
export function blocksOf(text: string, format: YamlFormat): [start: number, end: number][] | undefined {
  const blocks: [start: number, end: number][] = [];
  // Not with `m`, for which the separators of Unicode (U+2028, U+2029) would end a line too.
  const line = /(?<=^|[\r\n])([ \t]*)(\S?)[^\r\n]*/g;
  let indent = format === 'hayagriva' ? 0 : -1;
  let inList = format === 'hayagriva';
  let open = -1;
  let last = 0;
  for (let match = line.exec(text); match; match = line.exec(text)) {
    if (match[0] === '') line.lastIndex++;
    const [whole, space = '', first = ''] = match;
    if (first === '' || (first === '#' && space.length <= Math.max(0, indent))) continue;
    const depth = space.length;
    const marker = depth === 0 && /^(?:---|\.\.\.)\s*$/.test(whole);
    const dash = first === '-' && /^\s*-(?:\s|$)/.test(whole);
    if (marker) {
      if (open >= 0) blocks.push([open, last]);
      open = -1;
      if (blocks.length > 0) return blocks;
      continue;
    }
    if (format === 'csl-yaml' && !inList) {
      if (/^references\s*:\s*(?:#.*)?$/.test(whole)) inList = true;
      else if (depth === 0 && dash) {
        inList = true;
        indent = 0;
        open = match.index;
      } else if (/^(?:references\s*:|[[{])/.test(whole)) return undefined;
      last = match.index + whole.length;
      continue;
    }
    if (indent < 0) {
      if (!dash) return undefined;
      indent = depth;
    }
    if (depth <= indent) {
      if (open >= 0) blocks.push([open, last]);
      open = -1;
      if (format === 'csl-yaml' && !dash) return blocks;
      if (format === 'hayagriva' && (dash || /[{[]/.test(first))) return undefined;
      open = match.index;
    }
    last = match.index + whole.trimEnd().length;
  }
  if (open >= 0) blocks.push([open, last]);
  return blocks;
}

/** The key, where it is a plain word or in simple quotation marks, which it nearly always is. */
export function quickKey(block: string, offset: number, format: YamlFormat): YamlKey | undefined {
  const lead = format === 'hayagriva' ? undefined : (/^[ \t]*-[ \t]+/.exec(block)?.[0] ?? '');
  const pattern = keyPatterns.get(lead) ?? keyPattern(lead);
  keyPatterns.set(lead, pattern);
  const indices = pattern.exec(block)?.indices?.slice(1).find(Boolean);
  if (!indices) return undefined;
  const [start, end] = indices;
  return { text: block.slice(start, end), start: offset + start, end: offset + end };
}

/** What leads an item, its dash and the space around it, or undefined for Hayagriva → how its key is found. */
const keyPatterns = new Map<string | undefined, RegExp>();

/** For CSL-YAML, `id` at the item's own level: behind the dash, or below what stands there. */
function keyPattern(lead: string | undefined): RegExp {
  const value = String.raw`(?:"([^"\\\n]+)"|'([^'\n]+)'|([\p{L}\p{N}_][^\s:#,"'[\]{}]*(?::[^\s:#,"'[\]{}]+)*))`;
  if (lead === undefined) return new RegExp(`^${value}[ \\t]*:(?=\\s|$)`, 'du');
  if (lead === '' || lead.includes('\t')) return /(?!)/du;
  return new RegExp(`(?:^${lead}|\\n {${lead.length}})id:[ \\t]+${value}[ \\t]*(?:#.*)?\\r?(?=\\n|$)`, 'du');
}
