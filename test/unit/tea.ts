import { compileCorpus } from '../../src/core/corpus/compile.ts';
import { Dossier } from '../../src/core/dossier.ts';

/** The files of a small, whole dossier; some of its text would act in Markdown if it were not escaped. */
export const teaFiles: Readonly<Record<string, string>> = {
  'dossier.yaml': 'format: 1\nid: tea\ntitle: Tea\nlanguage: en\n',
  'sources.yaml':
    'references:\n- id: leaf2020\n  type: book\n  title: The leaf\n  issued: 2020\n  author:\n  - {family: Green, given: Ada}\n',
  'notes/leaf2020.md':
    '# The leaf\n\n1. Tea is a leaf.\n\n## Trade\n\n2. Ada Green sold **ten** chests in 1999.\n',
  'topics.yaml': 'topics:\n- id: trade\n  prefLabel: Trade\n  definition: Buying and selling.\n',
  'entities.yaml':
    'entities:\n- id: ada\n  prefLabel: Ada Green\n  weakLabel: [Green]\n  altLabel:\n  - {label: Ada, ambiguous: true, near: [tea-board]}\n  kind: person\n  description: A trader.\n- id: tea-board\n  prefLabel: Tea Board\n  kind: organization\n  description: It watches.\n',
  'events.yaml':
    'events:\n- id: sale\n  title: Sale\n  date: 1999\n  status: occurred\n  summary: A sale.\n  participants: [{entity: ada, role: seller}]\n  topics: [trade]\n  evidence: [leaf2020#2]\n',
  'claims.yaml':
    'claims:\n- id: ten\n  statement: Ten chests were sold.\n  subject: ada\n  property: chests sold\n  value: {amount: 10, unit: chests}\n  topics: [trade]\n  evidence: [leaf2020#2]\n',
  'disagreements.yaml':
    'disagreements:\n- id: how-many\n  question: How many?\n  kind: conflict\n  about: [ten]\n  positions:\n  - {statement: Ten., evidence: [leaf2020#2]}\n  judgement: Ten.\n  reason: Counted.\n',
};

/** The small dossier, compiled. */
export function teaDossier(): Dossier {
  const { corpus, problems } = compileCorpus(new Map(Object.entries(teaFiles)));
  if (!corpus || problems.length) throw new Error(JSON.stringify(problems));
  return new Dossier([corpus]);
}
