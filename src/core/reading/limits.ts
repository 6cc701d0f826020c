/** How much of a document is read. Each limit has its reason; what lies beyond it is told, never silently dropped. */
export const limits = {
  /** Bytes of a file. Books as scanned PDFs reach some 100 MB; more does not fit into a worker beside its text. */
  fileSize: 200_000_000,
  /** Bytes of a file of text or markup. War and Peace has 3 MB; parsers of markup take seconds for each megabyte. */
  textSize: 20_000_000,
  /** Bytes that the parts of a DOCX or EPUB have when unpacked: a few kilobytes can hold gigabytes. */
  unpackedSize: 100_000_000,
  /** Bytes of one unpacked stream of text in a PDF: its reader holds a stream in memory as a whole. */
  unpackedPdfStream: 100_000_000,
  /** The same for a stream that says it is a picture: a poster's has 300 MB, and its reader does not unpack it. */
  unpackedPdfPicture: 500_000_000,
  /** All such streams of a PDF that are long enough to be unpacked for counting. */
  unpackedPdf: 2_000_000_000,
  /** Files in an EPUB or DOCX; the largest books have some thousands. */
  zipEntries: 20_000,
  /** Pages of a PDF; a long law gazette or a whole encyclopaedia volume has fewer. */
  pages: 5_000,
  /** Paragraphs of a document; War and Peace has 12,000. */
  paragraphs: 100_000,
  /** UTF-16 units of a paragraph, past which it is cut between words: a citation should lead to what can be read. */
  paragraphLength: 10_000,
  /** UTF-16 units of a front matter. */
  frontMatter: 100_000,
  /** Brackets in brackets in a front matter; its parser's cost there grows with the square. */
  frontMatterDepth: 100,
  /** How often a front matter in YAML may unfold its aliases. */
  yamlAliases: 50,
  /** Levels of markup: real pages stay under 100, readers' recursion ends at some thousands. */
  depth: 400,
  /** Elements of an HTML page that the article is looked for in; larger ones are read whole. */
  elements: 200_000,
  /** UTF-16 units of a field of the item, such as its title. */
  field: 1_000,
} as const;
