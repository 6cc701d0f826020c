/** Reads what the Zotero extension Better BibTeX exports as "BetterBibTeX JSON": Zotero's own items with citation keys. */
import type { CslItem } from '../corpus/schema.ts';
import type { Bibliography } from './entry.ts';
import { readCslItem } from './readCsl.ts';
import { readJson } from './readCslJson.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Never throws. Attachments and notes that stand alone are no entries. */
export function readZotero(text: string): Bibliography {
  const { entries, problems } = readJson(text, {
    list: 'items',
    // The second is that of releases before 5.
    keys: ['citationKey', 'citekey'],
    item: zoteroItem,
    noList: {
      message: 'This file is no export of Better BibTeX.',
      remedy: 'Export the library again, as "Better CSL JSON" or "BetterBibTeX JSON".',
    },
    noKey: {
      message: 'This item has no citation key.',
      remedy: 'Give it one in Zotero, and export again.',
    },
  });
  return { entries, problems };
}

/** Zotero's type → CSL's, as Zotero itself maps them; any other is a `document`. */
const types: Readonly<Record<string, string>> = {
  artwork: 'graphic',
  audioRecording: 'song',
  bill: 'bill',
  blogPost: 'post-weblog',
  book: 'book',
  bookSection: 'chapter',
  case: 'legal_case',
  computerProgram: 'software',
  conferencePaper: 'paper-conference',
  dataset: 'dataset',
  dictionaryEntry: 'entry-dictionary',
  email: 'personal_communication',
  encyclopediaArticle: 'entry-encyclopedia',
  film: 'motion_picture',
  forumPost: 'post',
  hearing: 'hearing',
  instantMessage: 'personal_communication',
  interview: 'interview',
  journalArticle: 'article-journal',
  letter: 'personal_communication',
  magazineArticle: 'article-magazine',
  manuscript: 'manuscript',
  map: 'map',
  newspaperArticle: 'article-newspaper',
  patent: 'patent',
  podcast: 'song',
  preprint: 'article',
  presentation: 'speech',
  radioBroadcast: 'broadcast',
  report: 'report',
  standard: 'standard',
  statute: 'legislation',
  thesis: 'thesis',
  tvBroadcast: 'broadcast',
  videoRecording: 'motion_picture',
  webpage: 'webpage',
};

/** CSL's variable → the fields of Zotero that it may stand in. */
const variables: Readonly<Record<string, readonly string[]>> = {
  title: ['title', 'caseName', 'nameOfAct', 'subject'],
  'title-short': ['shortTitle'],
  'container-title': [
    'publicationTitle',
    'bookTitle',
    'proceedingsTitle',
    'encyclopediaTitle',
    'dictionaryTitle',
    'blogTitle',
    'websiteTitle',
    'forumTitle',
    'programTitle',
  ],
  'container-title-short': ['journalAbbreviation'],
  'collection-title': ['seriesTitle', 'series'],
  publisher: [
    'publisher',
    'university',
    'institution',
    'label',
    'company',
    'studio',
    'distributor',
    'network',
  ],
  'publisher-place': ['place'],
  volume: ['volume', 'codeVolume'],
  issue: ['issue'],
  page: ['pages'],
  edition: ['edition', 'versionNumber'],
  number: ['reportNumber', 'number', 'patentNumber', 'billNumber', 'docketNumber', 'episodeNumber'],
  genre: ['thesisType', 'reportType', 'manuscriptType', 'letterType', 'websiteType', 'postType', 'genre'],
  medium: ['medium', 'interviewMedium', 'artworkMedium', 'audioRecordingFormat', 'videoRecordingFormat'],
  abstract: ['abstractNote'],
  note: ['extra'],
  archive: ['archive'],
  section: ['section'],
  URL: ['url'],
  DOI: ['DOI'],
  ISBN: ['ISBN'],
  ISSN: ['ISSN'],
  language: ['language'],
};

/** Who counts as the author where Zotero has a name of its own for it. */
const authors = new Set(
  'author artist cartographer director inventor performer podcaster presenter programmer interviewee sponsor'.split(
    ' ',
  ),
);

function zoteroItem(key: string, fields: Fields): CslItem {
  const found = Object.entries(variables).map(([variable, names]) => [
    variable,
    names.map((name) => fields[name]).find((value) => typeof value === 'string' && value.trim() !== ''),
  ]);
  const creators = objects(fields.creators);
  const people = (is: (type: string) => boolean) =>
    creators.filter(({ creatorType }) => is(String(creatorType))).map(person);
  return readCslItem(key, {
    ...Object.fromEntries(found),
    type: types[String(fields.itemType)] ?? 'document',
    author: people((type) => authors.has(type)),
    editor: people((type) => type === 'editor'),
    translator: people((type) => type === 'translator'),
    issued: date(fields.date ?? fields.dateEnacted ?? fields.dateDecided ?? fields.issueDate),
    accessed: date(fields.accessDate),
    annote: objects(fields.notes)
      .map(({ note }) => withoutTags(String(note ?? '')))
      .filter(Boolean)
      .join(' '),
    keyword: objects(fields.tags)
      .map(({ tag }) => String(tag ?? ''))
      .filter(Boolean)
      .join(', '),
  });
}

function objects(value: unknown): Fields[] {
  return (Array.isArray(value) ? value : []).filter((one) => typeof one === 'object' && one !== null);
}

function person({ name, lastName, firstName }: Fields): Fields {
  return name === undefined && firstName !== '' && firstName !== undefined
    ? { family: lastName, given: firstName }
    : { literal: name ?? lastName };
}

/** A day or month without its time; Zotero writes a date as the user typed it. */
function date(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const [, day] = /^\s*(\d{4}(?:-\d\d){0,2})(?:[T ][\d:.]+Z?)?\s*$/.exec(value) ?? [];
  return day ?? value;
}

/** Notes are HTML, of which only the text is wanted. */
function withoutTags(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}
