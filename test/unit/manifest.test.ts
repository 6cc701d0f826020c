import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { syntaxIds } from '../../src/core/citation/syntax.ts';
import { bundledStyles } from '../../src/core/style/bundledStyles.ts';
import {
  colorIds,
  commandIds,
  contextKeys,
  extensionId,
  settingIds,
  viewIds,
  walkthroughId,
} from '../../src/host/ids.ts';

const root = path.resolve(import.meta.dirname, '../..');

interface Setting {
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Setting[];
}

interface Walkthrough {
  readonly id: string;
  readonly steps: readonly {
    readonly id: string;
    readonly media: { readonly svg: string };
    readonly completionEvents: readonly string[];
  }[];
}

interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category?: string }[];
    readonly keybindings: readonly { command: string }[];
    readonly views: Readonly<Record<string, readonly { id: string; icon: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { icon: string }[] };
    readonly viewsWelcome: readonly { view: string }[];
    readonly menus: Readonly<Record<string, readonly { command: string; when?: string }[]>>;
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[];
    readonly colors: readonly { id: string }[];
    readonly walkthroughs: readonly Walkthrough[];
  };
}

const text = readFileSync(path.join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(text) as Manifest;
const strings = JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8')) as Record<
  string,
  string
>;
const { contributes } = manifest;
const properties = Object.assign(
  {},
  ...contributes.configuration.map((section) => section.properties),
) as Readonly<Record<string, Setting>>;
const sorted = (list: readonly string[]): string[] => [...list].sort();

describe('the manifest', () => {
  it('contributes exactly the commands, views and settings of ids.ts', () => {
    assert.deepEqual(
      sorted(contributes.commands.map(({ command }) => command)),
      sorted(Object.values(commandIds)),
    );
    const views = Object.values(contributes.views).flat();
    assert.deepEqual(sorted(views.map(({ id }) => id)), sorted(Object.values(viewIds)));
    const settings = Object.values(settingIds).map((id) => `dossier.${id}`);
    assert.deepEqual(sorted(Object.keys(properties)), sorted(settings));
  });

  it('has the id by which the extension finds its own files', () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, extensionId);
  });

  it('gives every command a category, and every view a welcome', () => {
    for (const { command, category } of contributes.commands) assert.equal(category, '%category%', command);
    const welcomed = new Set(contributes.viewsWelcome.map(({ view }) => view));
    for (const view of Object.values(viewIds)) assert.ok(welcomed.has(view), view);
  });

  it('names only its own commands and context keys in menus and keybindings', () => {
    const known = new Set<string>(Object.values(commandIds));
    const uses = [...contributes.keybindings, ...Object.values(contributes.menus).flat()];
    for (const { command } of uses) assert.ok(known.has(command), command);
    const keys = new Set<string>([...Object.values(contextKeys), ...Object.values(viewIds)]);
    for (const { when = '' } of Object.values(contributes.menus).flat()) {
      // VS Code takes what it cannot read for true.
      assert.doesNotMatch(when, /!~/);
      for (const [key] of when.matchAll(/(?<![\w/^\\.])dossier\.\w+/g)) assert.ok(keys.has(key), key);
    }
  });

  it('offers every citation syntax', () => {
    const offered = properties[`dossier.${settingIds.citationSyntax}`]?.enum;
    assert.deepEqual(offered, ['auto', ...syntaxIds]);
  });

  it('offers every citation style that can be rendered', () => {
    const offered = properties[`dossier.${settingIds.citationStyle}`]?.anyOf?.[0]?.enum;
    assert.deepEqual(offered, Object.keys(bundledStyles));
    for (const id of Object.keys(bundledStyles))
      assert.ok(strings['setting.citation.style']?.includes(`\`${id}\``), id);
  });

  it('has a text for every %key%, and no text without a use', () => {
    const used = new Set([...text.matchAll(/"%([^%]+)%"/g)].map((match) => match[1]));
    assert.deepEqual(sorted([...used].map(String)), sorted(Object.keys(strings)));
  });

  it('links only to settings and commands that there are, in texts that people read', () => {
    const focus = Object.values(viewIds).map((id) => `${id}.focus`);
    const known = new Set<string>([...Object.values(commandIds), ...focus]);
    for (const [key, value] of Object.entries(strings)) {
      for (const [, id = ''] of value.matchAll(/\(command:([\w.]+)\)/g))
        assert.ok(known.has(id), `${key}: ${id}`);
      for (const [, id = ''] of value.matchAll(/`#(dossier\.[\w.]+)#`/g))
        assert.ok(properties[id], `${key}: ${id}`);
    }
  });

  it('has one walkthrough, whose steps end with what the extension does', () => {
    const [walkthrough, ...others] = contributes.walkthroughs;
    assert.equal(walkthrough?.id, walkthroughId);
    assert.deepEqual(others, []);
    const known: Readonly<Record<string, readonly string[]>> = {
      onCommand: Object.values(commandIds),
      onView: Object.values(viewIds),
      onContext: Object.values(contextKeys),
    };
    for (const { id, completionEvents } of walkthrough.steps) {
      assert.ok(completionEvents.length, id);
      for (const event of completionEvents) {
        const [kind = '', what = ''] = event.split(':');
        assert.ok(known[kind]?.includes(what), event);
      }
    }
  });

  it('has the colours of ids.ts', () => {
    assert.deepEqual(sorted(contributes.colors.map(({ id }) => id)), sorted(Object.values(colorIds)));
  });

  it('points at pictures that exist', () => {
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    const icons = [
      manifest.icon,
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...steps.map(({ media }) => media.svg),
    ];
    for (const icon of icons) assert.ok(existsSync(path.join(root, icon)), icon);
  });
});
