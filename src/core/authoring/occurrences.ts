/** Where a dossier's files define ids and where they name them. */
import { lists } from '../corpus/schema.ts';
import { type IdKind, isListFile, kindOf, referenceKind } from './fields.ts';
import { scalarsAround, scalarsNear, type YamlPlace } from './place.ts';

/** An id in a file, `[start, end)` in UTF-16 units. */
export interface IdOccurrence {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly role: 'definition' | 'reference';
  /** Of a definition. */
  readonly kind?: IdKind;
  /** Of a reference to a paragraph. */
  readonly paragraph?: number;
}

/** Where a file has an id, in order; nowhere in a file that is none of the format's lists. */
export function idOccurrences(file: string, text: string, id: string): IdOccurrence[] {
  return idsAmong(file, () => scalarsNear(text, id)).filter((found) => found.id === id);
}

/** The id at an offset; a cursor behind the number of a paragraph is still on its evidence. */
export function idAt(file: string, text: string, offset: number): IdOccurrence | undefined {
  return idsAmong(file, () => scalarsAround(text, offset)).find(({ start, end, paragraph }) => {
    const whole = paragraph === undefined ? end : end + 1 + String(paragraph).length;
    return start <= offset && offset <= whole;
  });
}

function idsAmong(file: string, scalars: () => readonly YamlPlace[]): IdOccurrence[] {
  if (!isListFile(file)) return [];
  const { key } = lists[file];
  return scalars().flatMap(({ path, part, start, end, text }): IdOccurrence[] => {
    if (part !== 'value' || path[0] !== key) return [];
    if (path.length === 3 && path[2] === 'id') {
      return [{ id: text, start, end, role: 'definition', kind: kindOf[file] }];
    }
    const kind = referenceKind(path);
    if (!kind) return [];
    if (kind !== 'evidence') return [{ id: text, start, end, role: 'reference' }];
    const [id = '', paragraph] = text.split('#');
    const number = Number(paragraph);
    return [
      { id, start, end: start + id.length, role: 'reference', ...(number > 0 ? { paragraph: number } : {}) },
    ];
  });
}
