/** Where a dossier's files define ids and where they name them. */
import { lists } from '../corpus/schema.ts';
import { type IdKind, isListFile, kindOf, referenceKind } from './fields.ts';
import { scalars } from './place.ts';

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

/** The ids of a file, in order; none for a file that is none of the format's lists. */
export function idOccurrences(file: string, text: string): IdOccurrence[] {
  if (!isListFile(file)) return [];
  const { key } = lists[file];
  return scalars(text).flatMap(({ path, part, start, end, text: value }): IdOccurrence[] => {
    if (part !== 'value' || path[0] !== key) return [];
    if (path.length === 3 && path[2] === 'id') {
      return [{ id: value, start, end, role: 'definition', kind: kindOf[file] }];
    }
    const kind = referenceKind(path);
    if (!kind) return [];
    if (kind !== 'evidence') return [{ id: value, start, end, role: 'reference' }];
    const [id = '', paragraph] = value.split('#');
    const number = Number(paragraph);
    return [
      { id, start, end: start + id.length, role: 'reference', ...(number > 0 ? { paragraph: number } : {}) },
    ];
  });
}

/** The id at an offset; a cursor behind the number of a paragraph is still on its evidence. */
export function idAt(file: string, text: string, offset: number): IdOccurrence | undefined {
  return idOccurrences(file, text).find(({ start, end, paragraph }) => {
    const whole = paragraph === undefined ? end : end + 1 + String(paragraph).length;
    return start <= offset && offset <= whole;
  });
}
