/** What each bundled style makes of the bundled dossier's sources, read beside the style's manual. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import { readFolder } from '../../src/cli/readFolder.ts';
import { compileCorpus } from '../../src/core/corpus/compile.ts';
import { Dossier } from '../../src/core/dossier.ts';
import {
  type BundledStyle,
  bundledLocale,
  bundledLocales,
  bundledStyle,
  bundledStyles,
} from '../../src/core/style/bundledStyles.ts';
import { bundled, cslFile } from './citationStyles.ts';

/** A title and its subtitle, which the dossier keeps apart. */
const relaxes = 'Microsoft Relaxes Exclusivity with OpenAI';
const shift = 'A Strategic Shift in AI Partnerships';
const forum = `${relaxes}: ${shift}`;

/** A newsletter, two magazine articles, a web page and a forum post; most of them unsigned. */
const keys = ['overweel2020', 'newstack2023', 'thebatch2024', 'gadgetbond2025', 'windowsforum2025'];

/** `inText` cites the third paragraph of each, cited before; `bibliography` is in the style's own order. */
const expected: Readonly<
  Record<BundledStyle, { readonly inText: string[]; readonly bibliography: string[] }>
> = {
  apa: {
    inText: [
      '(Overweel, 2020, para. 3)',
      '(“Why Microsoft Has to Save OpenAI,” 2023, para. 3)',
      '(“[Report on the Strained Microsoft–OpenAI Partnership],” ca. 2024, para. 3)',
      '(GadgetBond, 2025, para. 3)',
      '(Microsoft Relaxes Exclusivity with OpenAI, 2025, para. 3)',
    ],
    bibliography: [
      'GadgetBond. (2025, January). [News article on the revised Microsoft–OpenAI agreement]. GadgetBond.',
      `${forum}. (2025, January). [Online post]. WindowsForum.`,
      'Overweel, L. (2020, October 11). OpenAI and Microsoft: GPT-3 and beyond. Dynamically Typed, (50). https://dynamicallytyped.com/stories/2020/openai-microsoft-gpt-3-license-exclusive/',
      '[Report on the strained Microsoft–OpenAI partnership]. (ca. 2024, October). The Batch.',
      'Why Microsoft Has to Save OpenAI. (2023, November 22). The New Stack. https://thenewstack.io/why-microsoft-has-to-save-openai/',
    ],
  },
  'chicago-author-date': {
    inText: [
      '(Overweel 2020, para. 3)',
      '(The New Stack 2023, para. 3)',
      '(The Batch [2024?], para. 3)',
      '(GadgetBond 2025, para. 3)',
      '(“Microsoft Relaxes Exclusivity with OpenAI” 2025, para. 3)',
    ],
    bibliography: [
      'GadgetBond. 2025. “[News Article on the Revised Microsoft–OpenAI Agreement].” GadgetBond, January.',
      `“${forum}.” 2025. WindowsForum, January.`,
      'Overweel, Leon. 2020. “OpenAI and Microsoft: GPT-3 and Beyond.” Dynamically Typed, no. 50 (October). https://dynamicallytyped.com/stories/2020/openai-microsoft-gpt-3-license-exclusive/.',
      'The Batch. [2024?]. “[Report on the Strained Microsoft–OpenAI Partnership].” October.',
      'The New Stack. 2023. “Why Microsoft Has to Save OpenAI.” November 22. https://thenewstack.io/why-microsoft-has-to-save-openai/.',
    ],
  },
  'chicago-notes-bibliography': {
    inText: [
      '(Overweel, “OpenAI and Microsoft: GPT-3 and Beyond,” para. 3)',
      '(The New Stack, “Why Microsoft Has to Save OpenAI,” para. 3)',
      '(The Batch, “[Report on the Strained Microsoft–OpenAI Partnership],” para. 3)',
      '(GadgetBond, “[News Article on the Revised Microsoft–OpenAI Agreement],” para. 3)',
      '(“Microsoft Relaxes Exclusivity with OpenAI,” para. 3)',
    ],
    bibliography: [
      'GadgetBond. “[News Article on the Revised Microsoft–OpenAI Agreement].” GadgetBond, January 2025.',
      'Overweel, Leon. “OpenAI and Microsoft: GPT-3 and Beyond.” Dynamically Typed, no. 50 (October 2020). https://dynamicallytyped.com/stories/2020/openai-microsoft-gpt-3-license-exclusive/.',
      'The Batch. “[Report on the Strained Microsoft–OpenAI Partnership].” [October 2024?].',
      'The New Stack. “Why Microsoft Has to Save OpenAI.” November 22, 2023. https://thenewstack.io/why-microsoft-has-to-save-openai/.',
    ],
  },
  'modern-language-association': {
    inText: [
      '(Overweel, par. 3)',
      '(“Why Microsoft Has to Save OpenAI,” par. 3)',
      '(“[Report on the Strained Microsoft–OpenAI Partnership],” par. 3)',
      '(“[News Article on the Revised Microsoft–OpenAI Agreement],” par. 3)',
      '(“Microsoft Relaxes Exclusivity with OpenAI,” par. 3)',
    ],
    bibliography: [
      `“${forum}.” WindowsForum, Jan. 2025.`,
      '“[News Article on the Revised Microsoft–OpenAI Agreement].” GadgetBond, GadgetBond, Jan. 2025.',
      'Overweel, Leon. “OpenAI and Microsoft: GPT-3 and Beyond.” Dynamically Typed, no. 50, 11 Oct. 2020, https://dynamicallytyped.com/stories/2020/openai-microsoft-gpt-3-license-exclusive/.',
      '“[Report on the Strained Microsoft–OpenAI Partnership].” The Batch, Circa Oct. 2024.',
      '“Why Microsoft Has to Save OpenAI.” The New Stack, 22 Nov. 2023, https://thenewstack.io/why-microsoft-has-to-save-openai/.',
    ],
  },
  ieee: {
    inText: ['[1, Para. 3]', '[2, Para. 3]', '[3, Para. 3]', '[4, Para. 3]', '[5, Para. 3]'],
    bibliography: [
      '[1] L. Overweel, “OpenAI and Microsoft: GPT-3 and beyond,” Dynamically Typed. [Online]. Available: https://dynamicallytyped.com/stories/2020/openai-microsoft-gpt-3-license-exclusive/',
      '[2] “Why Microsoft Has to Save OpenAI,” The New Stack, The New Stack, Nov. 22, 2023. [Online]. Available: https://thenewstack.io/why-microsoft-has-to-save-openai/',
      '[3] “[Report on the strained Microsoft–OpenAI partnership],” The Batch, DeepLearning.AI, Oct. 2024.',
      '[4] “[News article on the revised Microsoft–OpenAI agreement],” GadgetBond.',
      `[5] “${forum},” WindowsForum.`,
    ],
  },
  'harvard-cite-them-right': {
    inText: [
      '(Overweel, 2020, para. 3)',
      '(The New Stack, 2023, para. 3)',
      '(The Batch, 2024, para. 3)',
      '([News article on the revised Microsoft–OpenAI agreement], 2025, para. 3)',
      `(“${forum},” 2025, para. 3)`,
    ],
    bibliography: [
      `“${forum}” (2025) WindowsForum.`,
      '[News article on the revised Microsoft–OpenAI agreement] (2025) GadgetBond. GadgetBond.',
      'Overweel, L. (2020) “OpenAI and Microsoft: GPT-3 and beyond,” Dynamically Typed, 11 October. Available at: https://dynamicallytyped.com/stories/2020/openai-microsoft-gpt-3-license-exclusive/.',
      'The Batch (2024) “[Report on the strained Microsoft–OpenAI partnership],” October.',
      'The New Stack (2023) “Why Microsoft Has to Save OpenAI,” 22 November. Available at: https://thenewstack.io/why-microsoft-has-to-save-openai/.',
    ],
  },
  vancouver: {
    inText: ['(1)', '(2)', '(3)', '(4)', '(5)'],
    bibliography: [
      '1. Overweel L. OpenAI and Microsoft: GPT-3 and beyond. Dynamically Typed [Internet]. 2020 Oct 11;(50). Available from: https://dynamicallytyped.com/stories/2020/openai-microsoft-gpt-3-license-exclusive/',
      '2. Why Microsoft Has to Save OpenAI. The New Stack [Internet]. 2023 Nov 22. Available from: https://thenewstack.io/why-microsoft-has-to-save-openai/',
      '3. [Report on the strained Microsoft–OpenAI partnership]. The Batch. 2024 Oct.',
      '4. GadgetBond. GadgetBond; 2025. [News article on the revised Microsoft–OpenAI agreement].',
      `5. ${forum}. WindowsForum. 2025.`,
    ],
  },
  'american-medical-association': {
    inText: ['[1(para3)]', '[2(para3)]', '[3(para3)]', '[4(para3)]', '[5(para3)]'],
    bibliography: [
      '1. Overweel L. OpenAI and Microsoft: GPT-3 and beyond. Dynamically Typed. October 11, 2020. https://dynamicallytyped.com/stories/2020/openai-microsoft-gpt-3-license-exclusive/',
      '2. Why Microsoft Has to Save OpenAI. The New Stack. Published online November 22, 2023. https://thenewstack.io/why-microsoft-has-to-save-openai/',
      '3. [Report on the strained Microsoft–OpenAI partnership]. The Batch. Published online October 2024.',
      '4. [News article on the revised Microsoft–OpenAI agreement]. GadgetBond. January 2025.',
      `5. ${forum}. WindowsForum. January 2025.`,
    ],
  },
};

describe('the bundled citation styles', () => {
  let dossier: Dossier;
  before(async () => {
    const { corpus } = compileCorpus(
      await readFolder(join(import.meta.dirname, '../../corpus/microsoft-openai')),
    );
    assert.ok(corpus);
    dossier = new Dossier([corpus]);
  });

  for (const style of Object.keys(bundledStyles) as BundledStyle[]) {
    it(`${style} cites every kind of source`, () => {
      const context = bundled(style).context(dossier, { before: keys });
      const inText = keys.map((source) => context.inText([{ source, paragraph: 3 }], 'text'));
      assert.deepEqual(inText, expected[style].inText);
    });
    it(`${style} lists every kind of source`, () => {
      const context = bundled(style).context(dossier);
      assert.deepEqual(context.bibliography(keys, 'text'), expected[style].bibliography);
    });
  }

  it('speak every bundled language', () => {
    for (const locale of bundledLocales) {
      const month = /<term name="month-10"[^>]*>([^<]+)</.exec(cslFile(`locales-${locale}.xml`))?.[1];
      const reference = bundled('apa', locale).context(dossier).reference('overweel2020', 'text');
      assert.ok(month && reference.toLowerCase().includes(month.toLowerCase()), `${locale}: ${reference}`);
    }
  });

  it('are known by their former and common names, as files and as Zotero addresses', () => {
    for (const [name, style] of [
      ['apa', 'apa'],
      ['apa.csl', 'apa'],
      ['MLA', 'modern-language-association'],
      ['harvard1', 'harvard-cite-them-right'],
      ['chicago-fullnote-bibliography.csl', 'chicago-notes-bibliography'],
      ['http://www.zotero.org/styles/vancouver-nlm', 'vancouver'],
      ['https://zotero.org/styles/ieee', 'ieee'],
      ['https://raw.githubusercontent.com/citation-style-language/styles/master/apa.csl', 'apa'],
      ['https://github.com/citation-style-language/styles/raw/refs/heads/master/apa.csl', 'apa'],
      ['https://styles.example/apa.csl', undefined],
      ['nature', undefined],
      ['constructor', undefined],
      ['styles/apa.csl', undefined],
    ] as const) {
      assert.equal(bundledStyle(name), style, name);
    }
  });

  it('keep their authors and their licence in the files', () => {
    for (const style of Object.keys(bundledStyles)) {
      assert.match(cslFile(`${style}.csl`), /<author>[\s\S]*licenses\/by-sa\/3\.0/, style);
    }
  });

  it('take the nearest locale', () => {
    for (const [language, locale] of [
      ['de', 'de-DE'],
      ['de-AT', 'de-DE'],
      ['en', 'en-US'],
      ['en_gb', 'en-GB'],
      ['en-AU', 'en-GB'],
      ['pt', 'pt-PT'],
      ['pt-br', 'pt-BR'],
      ['nn', 'nb-NO'],
      ['zh-TW', 'zh-CN'],
      ['xx', 'en-US'],
      ['', 'en-US'],
    ]) {
      assert.equal(bundledLocale(language ?? ''), locale, language);
    }
  });
});
