/** What a field of a dossier's YAML file is for, and what an id in it stands for. */
import * as vscode from 'vscode';
import { fieldHelp } from '../../core/authoring/fields.ts';
import { idAt } from '../../core/authoring/occurrences.ts';
import { yamlPlaceAt } from '../../core/authoring/place.ts';
import type { Item } from '../../core/dossier.ts';
import { Dossier } from '../../core/dossier.ts';
import { escapeMarkdown } from '../../core/markdown.ts';
import type { Corpora } from '../../host/corpora.ts';

export function fieldHover(corpora: Corpora): vscode.HoverProvider {
  return {
    async provideHover(document, position, token) {
      const file = await corpora.dossierFile(document.uri);
      if (!file || token.isCancellationRequested) return undefined;
      const text = document.getText();
      const offset = document.offsetAt(position);
      const place = yamlPlaceAt(text, offset);
      if (!place) return undefined;
      const range = new vscode.Range(document.positionAt(place.start), document.positionAt(place.end));
      if (place.part === 'field') {
        const help = fieldHelp(place.path);
        return help === undefined ? undefined : new vscode.Hover(new vscode.MarkdownString(help), range);
      }
      const id = idAt(file.path, text, offset);
      if (!id || id.role === 'definition' || !file.known.corpus) return undefined;
      const dossier = new Dossier([file.known.corpus]);
      const item = dossier.item(id.id);
      if (!item) return undefined;
      const passage =
        id.paragraph === undefined ? undefined : dossier.passage({ source: id.id, paragraph: id.paragraph });
      const [title, explanation] = passage
        ? [passage.source.item.title, passage.paragraph.text]
        : describe(item);
      const card = new vscode.MarkdownString(
        `**${escapeMarkdown(title)}**\n\n${escapeMarkdown(explanation)}`,
      );
      return new vscode.Hover(card, range);
    },
  };
}

function describe(item: Item): [title: string, explanation: string] {
  switch (item.kind) {
    case 'source':
      return [item.value.item.title, item.value.item['container-title'] ?? ''];
    case 'topic':
      return [item.value.prefLabel, item.value.definition];
    case 'entity':
      return [item.value.prefLabel, item.value.description];
    case 'event':
      return [item.value.title, item.value.summary];
    case 'claim':
      return [item.value.id, item.value.statement];
    case 'disagreement':
      return [item.value.question, item.value.judgement];
  }
}
