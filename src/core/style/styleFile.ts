/** A writer's own style: what of it can be told before it renders. */
import * as l10n from '@vscode/l10n';
import CSL, { type XmlNode } from 'citeproc';
import { UserError } from '../errors.ts';
import { type BundledStyle, bundledStyle } from './bundledStyles.ts';

/** In UTF-16 units; the largest styles there are have a quarter of it. */
const longestStyle = 1_000_000;

/**
 * Checks the text of a `.csl` file.
 *
 * @param file its name, for messages.
 * @returns the bundled style that it is another name of, or undefined when it is a style of its own.
 * @throws UserError when it is no CSL style, is not complete, or depends on a style that is not bundled.
 */
export function readStyleFile(xml: string, file: string): BundledStyle | undefined {
  const remedy = l10n.t('download the style again, or choose another');
  if (xml.length > longestStyle) throw new UserError(l10n.t('{0}: too large for a CSL style', file), remedy);
  const style = parse(xml);
  if (style?.name !== 'style' || style.attrs?.xmlns !== 'http://purl.org/net/xbiblio/csl') {
    throw new UserError(
      l10n.t('{0}: not a CSL style', file),
      l10n.t('choose a .csl file of CSL 1.0 or later'),
    );
  }
  if (!/<\/style>\s*(?:<!--[\s\S]*-->\s*)?$/.test(xml)) {
    throw new UserError(l10n.t('{0}: the style ends before </style>', file), remedy);
  }
  if (!childrenOf(style).some(({ name }) => name === 'citation')) return parentOf(style, file);
  const macros = new Set(childrenOf(style).flatMap((node) => (node.name === 'macro' ? nameOf(node) : [])));
  const missing = calledMacros(style).find((name) => !macros.has(name));
  if (missing !== undefined)
    throw new UserError(l10n.t('{0}: the style has no macro "{1}"', file, missing), remedy);
  return undefined;
}

function parse(xml: string): XmlNode | undefined {
  try {
    return CSL.setupXml(xml).dataObj;
  } catch {
    return undefined;
  }
}

/** A dependent style is a name for its parent. */
function parentOf(style: XmlNode, file: string): BundledStyle {
  const links = childrenOf(style).flatMap(childrenOf);
  const address = links.find(({ attrs }) => attrs?.rel === 'independent-parent')?.attrs?.href;
  const parent = address === undefined ? undefined : bundledStyle(address);
  if (parent) return parent;
  if (address === undefined)
    throw new UserError(l10n.t('{0}: the style says nothing of citations', file), l10n.t('choose another'));
  throw new UserError(
    l10n.t('{0}: the style only points to {1}', file, address),
    l10n.t('use the .csl file of that style instead'),
  );
}

function calledMacros(node: XmlNode): string[] {
  const called = node.name === 'text' || node.name === 'key' ? node.attrs?.macro : undefined;
  return [...(called === undefined ? [] : [called]), ...childrenOf(node).flatMap(calledMacros)];
}

function nameOf({ attrs }: XmlNode): string[] {
  return attrs?.name === undefined ? [] : [attrs.name];
}

function childrenOf({ children = [] }: XmlNode): XmlNode[] {
  return children.filter((child) => typeof child === 'object');
}
