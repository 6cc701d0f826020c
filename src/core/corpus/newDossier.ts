/** The files of a dossier that somebody is about to write. */
import { stringify } from 'yaml';

/** An id out of a title: lower-case ASCII letters, digits and hyphens; `dossier` where nothing is left. */
export function slug(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z\d]+/g);
  return words?.join('-').slice(0, 60).replace(/-$/, '') || 'dossier';
}

/**
 * Path inside the folder → text; a whole dossier with nothing in it but comments that show an entry.
 *
 * @param language BCP 47.
 */
export function newDossierFiles(title: string, language: string): ReadonlyMap<string, string> {
  const head = stringify({ format: 1, id: slug(title), title, language });
  const list = (key: string, example: string) =>
    `# Take the marks away from this example and fill it in.\n${key}:\n${example.replace(/^/gm, '# ')}\n`;
  return new Map([
    ['dossier.yaml', head],
    [
      'sources.yaml',
      `# CSL-YAML. The text of a source stands in notes/<id>.md, its paragraphs numbered: 1. … 2. …\n${list(
        'references',
        '- id: green2020\n  type: article-newspaper\n  title: What tea costs\n  author:\n  - {family: Green, given: Ada}\n  container-title: The Daily Leaf\n  issued: 2020-05-12\n  URL: https://example.org/tea',
      )}`,
    ],
    [
      'topics.yaml',
      list('topics', '- id: trade\n  prefLabel: Trade\n  definition: Who buys from whom, and for how much.'),
    ],
    [
      'entities.yaml',
      list(
        'entities',
        '- id: tea-board\n  prefLabel: Tea Board\n  altLabel: [Board of Tea]\n  kind: organization\n  description: It sets the price.',
      ),
    ],
    [
      'events.yaml',
      list(
        'events',
        '- id: first-auction\n  title: First auction\n  date: 2020-05\n  status: occurred\n  summary: Tea is sold by auction for the first time.\n  topics: [trade]\n  evidence: [green2020#1]',
      ),
    ],
    [
      'claims.yaml',
      list(
        'claims',
        '- id: price-2020\n  statement: A chest costs ten pounds.\n  subject: tea-board\n  property: price of a chest\n  value: {amount: 10, unit: pounds}\n  topics: [trade]\n  evidence: [green2020#1]',
      ),
    ],
  ]);
}
