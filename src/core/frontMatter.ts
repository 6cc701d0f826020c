/** The YAML that a document begins with. */
import { parse } from 'yaml';

/**
 * The fields of a document's front matter.
 *
 * @returns empty when there is none, or none that can be read.
 */
export function frontMatter(text: string): Readonly<Record<string, unknown>> {
  const yaml = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?=\r?\n|$)/.exec(text)?.[1] ?? '';
  try {
    const fields: unknown = parse(yaml, { logLevel: 'silent' });
    return typeof fields === 'object' && fields !== null ? { ...fields } : {};
  } catch {
    // A front matter that is being written is no fault.
    return {};
  }
}
