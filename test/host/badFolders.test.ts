import * as vscode from 'vscode';
import { UserError } from '../../src/core/errors.ts';
import { findDossierPlaces } from '../../src/host/dossierPlaces.ts';
import { replaceFile, TextFiles } from '../../src/host/textFiles.ts';
import * as assert from './assert.ts';
import { closeAll } from './documents.ts';
import { problemsOf, ReadingWindow, sourcesOf } from './folderReading.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { builtin, nodeFiles } from './nodeFiles.ts';

const open: { dispose(): void }[] = [];
const keep = <T extends { dispose(): void }>(one: T): T => {
  open.push(one);
  return one;
};
const disk = (options = {}) => keep(new MemoryFiles(options));
const window = async (storage?: vscode.Uri) => keep(await ReadingWindow.open(storage));
const disposeAll = () => {
  for (const one of open.splice(0)) one.dispose();
};

describe('a folder of documents', () => {
  afterEach(disposeAll);

  it('tells of a file that cannot be read, keeps the rest, and reads it once it can be', async () => {
    const files = disk();
    files.put('a.md', 'First.');
    files.put('b.md', 'Second.');
    files.beforeRead = (path) => {
      if (path.endsWith('b.md')) throw vscode.FileSystemError.NoPermissions(path);
    };
    const reading = await window();
    const refused = await reading.read(files.root);
    assert.deepEqual(sourcesOf(refused), ['a | 1 First.']);
    assert.match(problemsOf(refused).join(), /^b\.md: the file cannot be read: check who may read it/);
    files.beforeRead = () => {};
    const read = await reading.read(files.root);
    assert.deepEqual(sourcesOf(read), ['a | 1 First.', 'b | 1 Second.']);
    assert.deepEqual(problemsOf(read), []);
  });

  it('keeps what was read of a file that can be read no more', async () => {
    const files = disk();
    files.put('a.md', 'First.');
    const reading = await window();
    await reading.read(files.root);
    files.put('a.md', 'First, and more.');
    files.beforeRead = () => {
      throw vscode.FileSystemError.Unavailable('busy');
    };
    const read = await reading.read(files.root);
    assert.deepEqual(sourcesOf(read), ['a | 1 First.']);
    assert.match(problemsOf(read).join(), /cannot be read/);
  });

  it('ends with what a file says that changes while it is read', async () => {
    const files = disk();
    files.put('a.md', 'Old.');
    let times = 0;
    files.beforeRead = (path) => {
      if (path.endsWith('a.md') && ++times === 1) files.put('a.md', 'New, and longer.');
    };
    assert.deepEqual(sourcesOf(await (await window()).read(files.root)), ['a | 1 New, and longer.']);
  });

  it('is whole again when it vanishes while it is read, and returns', async () => {
    const files = disk();
    for (const name of ['a', 'b', 'c']) files.put(`${name}.md`, `I am ${name}.`);
    let putBack: (() => void) | undefined;
    files.beforeRead = (path) => {
      if (path.endsWith('b.md')) putBack ??= files.takeAway();
    };
    const reading = await window();
    assert.deepEqual(sourcesOf(await reading.read(files.root)), []);
    putBack?.();
    const read = await reading.read(files.root);
    assert.deepEqual(sourcesOf(read), ['a | 1 I am a.', 'b | 1 I am b.', 'c | 1 I am c.']);
    assert.deepEqual(problemsOf(read), []);
  });

  it('keeps key and numbers of a document that is renamed, and reads none that was only touched', async () => {
    const files = disk();
    files.put('tea.md', '---\ntitle: Tea\nauthor: Ada Green\ndate: 2020\n---\n\nOne thing.\n\nAnother.\n');
    files.put('b.md', 'Second.');
    const reading = await window();
    const [b, tea] = sourcesOf(await reading.read(files.root));
    const text = files.text('tea.md') ?? '';
    files.put('b.md', 'Second.');
    files.delete(files.at('tea.md'));
    files.put('old/tea-of-old.md', text);
    const { read } = reading.counts;
    assert.deepEqual(sourcesOf(await reading.read(files.root)), [b, tea]);
    assert.deepEqual(reading.counts, { read: read + 1, same: 1 });
  });
});

describe('where what was read is kept', () => {
  afterEach(disposeAll);

  it('a full disk loses nothing that was kept before', async () => {
    const [files, storage] = [disk(), disk()];
    files.put('a.md', 'First thing.\n\nSecond thing.');
    const first = await window(storage.root);
    await first.read(files.root);
    storage.room = 10;
    files.put('a.md', 'Something new.\n\nFirst thing.\n\nSecond thing.');
    const expected = ['a | 3 Something new. | 1 First thing. | 2 Second thing.'];
    assert.deepEqual(sourcesOf(await first.read(files.root)), expected);
    assert.match(first.log.join('\n'), /could not be kept.*ENOSPC/);
    storage.room = Number.POSITIVE_INFINITY;
    const later = await window(storage.root);
    assert.deepEqual(sourcesOf(await later.read(files.root)), expected);
  });

  it('a read-only storage leaves everything at work', async () => {
    const [files, storage] = [disk(), disk({ isReadonly: true })];
    files.put('a.md', 'First.');
    assert.deepEqual(sourcesOf(await (await window(storage.root)).read(files.root)), ['a | 1 First.']);
  });

  it('a damaged file is read as none', async () => {
    const [files, storage] = [disk(), disk()];
    files.put('a.md', 'First.');
    const first = await window(storage.root);
    await first.read(files.root);
    const [name = ''] = storage.readDirectory(storage.at('documents'))[0] ?? [];
    storage.put(`documents/${name}`, (storage.text(`documents/${name}`) ?? '').slice(0, -5));
    assert.deepEqual(sourcesOf(await (await window(storage.root)).read(files.root)), ['a | 1 First.']);
  });

  it('two windows cite by the same keys and numbers, whichever reads first', async () => {
    const [files, storage] = [disk(), disk()];
    const note = (text: string) => `---\nauthor: Ada Green\ndate: 2020\n---\n\n${text}\n`;
    files.put('b.md', note('I came first.'));
    const one = await window(storage.root);
    const other = await window(storage.root);
    await other.read(files.root);
    await one.read(files.root);
    files.put('a.md', note('I came later.'));
    await one.read(files.root);
    files.put('a.md', note('A word before.\n\nI came later.'));
    await other.read(files.root);
    files.put('c.md', note('I came last.'));
    const read = await Promise.all([one.read(files.root), other.read(files.root)]);
    const expected = [
      'green2020a | 2 A word before. | 1 I came later.',
      'green2020 | 1 I came first.',
      'green2020b | 1 I came last.',
    ];
    assert.deepEqual(read.map(sourcesOf), [expected, expected]);
    const later = await window(storage.root);
    assert.deepEqual(sourcesOf(await later.read(files.root)), expected);
    assert.equal(later.counts.read, 0);
  });
});

describe('a file that cannot be written', () => {
  afterEach(async () => {
    disposeAll();
    await closeAll();
  });
  const rejection = (work: Promise<unknown>) =>
    work.then(
      () => assert.ok(false, 'it was written'),
      (error: unknown) => error as UserError,
    );
  const before = '@book{doe2020,\n  title = {Tea}\n}\n';

  it('because the disk is full says what it said before', async () => {
    const files = disk();
    files.put('a.bib', before);
    files.room = before.length;
    const error = await rejection(new TextFiles().write(files.at('a.bib'), before, `% New\n${before}`));
    assert.ok(error instanceof UserError);
    assert.match(error.message, /a\.bib could not be written/);
    assert.match(error.remedy, /disk is full/);
    assert.equal(files.text('a.bib'), before);
    await rejection(replaceFile(files.at('new.bib'), new TextEncoder().encode(`${before}!`)));
    assert.equal(files.text('new.bib'), undefined);
  });

  it('nor put back stands in a new editor', async () => {
    const files = disk();
    files.put('a.bib', before);
    files.room = 3;
    const error = await rejection(new TextFiles().write(files.at('a.bib'), before, `${before}\n`));
    assert.match(error?.message ?? '', /was damaged/);
    assert.equal(vscode.window.activeTextEditor?.document.getText(), before);
    assert.ok(vscode.window.activeTextEditor?.document.isUntitled);
  });

  it('because it is read-only stays as it is', async () => {
    const files = disk({ isReadonly: true });
    files.put('a.bib', before);
    const error = await rejection(new TextFiles().write(files.at('a.bib'), before, `${before}\n`));
    assert.match(error?.remedy ?? '', /read-only/);
    assert.equal(files.text('a.bib'), before);
  });

  it('because another window has written it meanwhile keeps what that wrote', async () => {
    const files = disk();
    files.put('a.bib', `${before}\n@misc{other}\n`);
    const error = await rejection(new TextFiles().write(files.at('a.bib'), before, `${before}\n`));
    assert.match(error?.message ?? '', /has changed meanwhile/);
    assert.match(files.text('a.bib') ?? '', /other/);
  });
});

const fs = nodeFiles;

/** Only Node's host has a disk whose every corner can be reached. */
(fs ? describe : describe.skip)('a folder on disk', () => {
  if (!fs) return;
  let root = '';
  const at = (name: string) => `${root}/${name}`;
  const write = (name: string, text: string | Uint8Array) => fs.writeFileSync(at(name), text);
  beforeEach(() => {
    const tmpdir = builtin<{ tmpdir(): string }>('node:os')?.tmpdir() ?? '/tmp';
    root = fs.mkdtempSync(`${tmpdir}/dossier-bad-`);
  });
  afterEach(() => {
    disposeAll();
    fs.rmSync(root, { recursive: true, force: true });
  });
  const read = async () => (await window()).read(vscode.Uri.file(root));

  it('may hold names with every odd character', async () => {
    const names = [
      'new\nline.md',
      'it\'s "quoted".md',
      'a#b?c.md',
      '%41.md',
      'A.md',
      'back\\slash.md',
      '{a,b}[c]*.md',
      '😀.md',
      'שלום ‮abc.md',
      '-rf.md',
      ' space before.md',
      'space behind .md',
      'e\u0301.md',
      `${'long'.repeat(60)}.md`,
      'CON.md',
      '$(touch x).md',
      '<img src=x>.md',
    ].sort();
    for (const name of names) write(name, `I am ${name.replace('\n', ' ').replace(/[\\[\]*<>]/g, '')}`);
    write('space at the end.md ', 'no document');
    const { corpus, problems } = await read();
    assert.deepEqual(problems, []);
    assert.equal(corpus?.sources.length, names.length);
    assert.equal(new Set(corpus?.sources.map(({ id }) => id)).size, names.length);
    for (const { paragraphs } of corpus?.sources ?? []) assert.match(paragraphs[0]?.text ?? '', /^I am /);
  });

  it('may hold links in circles and out of it, pipes, and folders without end: each is told', async () => {
    fs.mkdirSync(at('in'), { recursive: true });
    fs.mkdirSync(at(Array(14).fill('deep').join('/')), { recursive: true });
    write(`${Array(14).fill('deep').join('/')}/lost.md`, 'Lost.');
    write('in/a.md', 'First.');
    fs.symlinkSync('..', at('in/loop'));
    fs.symlinkSync('/etc', at('out'));
    fs.symlinkSync('/etc/hostname', at('host.txt'));
    fs.symlinkSync('nowhere.md', at('broken.md'));
    builtin<{ execFileSync(file: string, args: string[]): void }>('node:child_process')?.execFileSync(
      'mkfifo',
      [at('pipe.md')],
    );
    const found = await read();
    assert.deepEqual(sourcesOf(found), ['a | 1 First.']);
    const problems = problemsOf(found).sort();
    assert.equal(problems.length, 6, problems.join('\n'));
    for (const link of ['broken.md', 'host.txt', 'in/loop', 'out']) {
      assert.ok(problems.some((one) => one.startsWith(`${link}: this is a symbolic link`)));
    }
    assert.ok(problems.some((one) => one.startsWith('pipe.md: this is no ordinary file')));
    assert.ok(problems.some((one) => /deep: it lies more than 12 folders deep/.test(one)));
  });

  it('follows no link of a dossier’s own folders', async () => {
    write('dossier.yaml', 'format: 1\nid: tea\ntitle: Tea\n');
    fs.symlinkSync('/etc', at('notes'));
    fs.symlinkSync('/etc', at('documents'));
    const found = await read();
    assert.deepEqual(sourcesOf(found), []);
    assert.deepEqual(
      found.problems.map(({ file, message }) => `${file}: ${message}`),
      [
        'notes: this is a symbolic link, which is not followed',
        'documents: this is a symbolic link, which is not followed',
      ],
    );
  });

  it('may hold files of two gigabytes', async () => {
    write('dossier.yaml', 'format: 1\nid: tea\ntitle: Tea\n');
    write('sources.yaml', 'references:\n- id: leaf2020\n  type: book\n  title: The leaf\n');
    fs.mkdirSync(at('notes'), { recursive: true });
    fs.mkdirSync(at('documents'), { recursive: true });
    for (const name of ['notes/leaf2020.md', 'entities.yaml', 'documents/a.txt', 'documents/b.pdf']) {
      write(name, '');
      fs.truncateSync(at(name), 2 ** 31);
    }
    write('documents/c.md', 'Small.');
    const found = await read();
    assert.deepEqual(sourcesOf(found), ['leaf2020', 'c | 1 Small.']);
    assert.deepEqual(problemsOf(found).sort(), [
      'documents/a.txt: the file was not read: larger than 200 MB: split it into smaller documents',
      'documents/b.pdf: the file was not read: larger than 200 MB: split it into smaller documents',
      'entities.yaml: the file is larger than 40 MB: split it',
      'notes/leaf2020.md: the file is larger than 40 MB: split it',
    ]);
  });

  it('may hold nothing but pictures, some with the names of documents', async () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
    for (let count = 0; count < 50; count++) write(`${count}.png`, png);
    const pictures = await read();
    assert.equal(pictures.corpus, undefined);
    assert.deepEqual(pictures.problems, []);
    write('scan.pdf', png);
    assert.deepEqual(problemsOf(await read()), [
      'scan.pdf: the file was not read: a picture: it has no text: run text recognition (OCR) and add what it gives',
    ]);
  });
});

describe('a dossier in the workspace', () => {
  it('is found once, whatever its files are called', async function () {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    if (!root || !fs) return this.skip();
    const folder = vscode.Uri.joinPath(root, 'odd', '.dossier');
    fs.mkdirSync(folder.fsPath, { recursive: true });
    try {
      for (const name of ['new\nline.md', 'a#b?.md', '%41.md'])
        fs.writeFileSync(`${folder.fsPath}/${name}`, 'x');
      const places = (await findDossierPlaces()).filter(({ uri }) => uri.path.includes('/odd/'));
      assert.deepEqual(
        places.map(({ uri }) => uri.toString()),
        [folder.toString()],
      );
    } finally {
      fs.rmSync(vscode.Uri.joinPath(root, 'odd').fsPath, { recursive: true, force: true });
    }
  });
});
