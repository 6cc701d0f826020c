/** The YAML that a document begins with. */
import { parse } from 'yaml';

/**
 * The fields of a document's front matter.
 *
 * @returns empty when there is none, or none that can be read.
 */
export function frontMatter(text: string): Readonly<Record<string, unknown>> {
  return yamlFields(
    /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?=\r?\n|$)/.exec(text)?.[1] ?? '',
  );
}

/**
 * The fields of YAML.
 *
 * @returns empty when it has none, or cannot be read.
 */
export function yamlFields(yaml: string): Readonly<Record<string, unknown>> {
  try {
    const fields: unknown = parse(yaml, { logLevel: 'silent' });
    return typeof fields === 'object' && fields !== null ? { ...fields } : {};
  } catch {
    // What is being written is no fault.
    return {};
  }
}
