/** What the name of a file tells: `Smith et al. - 2020 - A title.pdf`, `2023-11-20 A title.md`. */
import { oneLine } from './blocks.ts';
import type { Fields } from './document.ts';
import { fileName } from './fileKind.ts';
import { limits } from './limits.ts';
import { parseName } from './names.ts';
import { writtenDate } from './writtenDate.ts';

const from = 'the file name';

/** Adds what is still missing to the fields: title, and date and author where the name has them. */
export function addNameFields(fields: Fields, path: string): void {
  const whole = oneLine(fileName(path).normalize('NFC'));
  const name = whole.replace(/(?<=.)\.[^.\s]{1,8}$/, '');
  // As Zotero and many people name what they keep.
  const parts = /^(\p{L}[^-–_]{0,80}?)\s+[-–]\s+(\d{4})\s+[-–]\s+(\S.*)$/u.exec(name);
  if (parts) {
    const first = (parts[1] ?? '').replace(/\s+(?:et al\.?|and .*|& .*|und .*)$/, '');
    const author = /\s/.test(first) ? parseName(first) : { family: first };
    fields.add('author', author && [author], from);
    fields.add('issued', parts[2], from);
    fields.add('title', parts[3]?.slice(0, limits.field), from);
    return;
  }
  const dated =
    /^(\d{4}(?:-\d\d(?:-\d\d)?|\d{4})?)[\s_.-]+(?=\S)/.exec(name) ??
    /[\s_.(-]+(\d{4}(?:-\d\d(?:-\d\d)?|\d{4})?)\)?$/.exec(name);
  const year = Number(dated?.[1]?.slice(0, 4));
  const date = year >= 1500 && year < 2200 ? writtenDate(dated?.[1] ?? '') : undefined;
  fields.add('issued', date, from);
  const rest = dated && date ? name.replace(dated[0], '') : name;
  const words = /\s/.test(rest) ? rest : rest.replace(/[_+-]+/g, ' ');
  fields.add('title', (words.trim() || name || 'Untitled').slice(0, limits.field), from);
}
