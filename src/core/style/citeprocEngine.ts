/**
 * Citeproc, taught to set up large styles fast.
 *
 * It looks through the whole style for each macro that is called; here macros are indexed. And it compiles each macro once for citations and bibliographies, but for sort keys it copies a macro's code to wherever
 * another macro calls it. Large styles call macros within macros within macros: two or three seconds and 200,000 copied
 * tokens for APA or Chicago. Here a macro is compiled once for sort keys, too, and called.
 */
import CSL, { type Token, type XmlNode } from 'citeproc';

const { expandMacro, getMacroTarget } = CSL;

CSL.expandMacro = function (call, target) {
  const { root, extension } = this.build;
  if (!extension) {
    expandMacro.call(this, call, target);
    return;
  }
  let tokens: Token[] | undefined;
  let isNew = false;
  // Where citeproc asks for the place of this macro's code, and only there: macros within it come here themselves.
  CSL.getMacroTarget = function (macro) {
    CSL.getMacroTarget = getMacroTarget;
    const name = `${root}${extension} ${macro}`;
    isNew = !Object.hasOwn(this.macros, name);
    tokens = this.macros[name] ??= [];
    return isNew && tokens;
  };
  try {
    expandMacro.call(this, call, target);
  } finally {
    CSL.getMacroTarget = getMacroTarget;
  }
  const code = tokens ?? [];
  if (isNew) this.configureTokenList(code);
  const jump = new CSL.Token('text', CSL.SINGLETON);
  jump.execs.push((state, item, cite) => {
    for (let next = 0; next < code.length; ) {
      const token = code[next];
      next = token ? CSL.tokenExec.call(state, token, item, cite) : code.length;
    }
  });
  // The last token closes the group that stands for the macro.
  target.splice(-1, 0, jump);
};

const { getNodesByName } = CSL.XmlJSON.prototype;
const macrosOf = new WeakMap<XmlNode, Map<string, XmlNode[]>>();

CSL.XmlJSON.prototype.getNodesByName = function (root, name, nameAttribute, found) {
  if (name !== 'macro' || !nameAttribute || found) {
    return getNodesByName.call(this, root, name, nameAttribute, found);
  }
  let macros = macrosOf.get(root);
  if (!macros) {
    macros = new Map();
    for (const macro of getNodesByName.call(this, root, name)) {
      macros.set(macro.attrs?.name ?? '', [...(macros.get(macro.attrs?.name ?? '') ?? []), macro]);
    }
    macrosOf.set(root, macros);
  }
  return macros.get(nameAttribute) ?? [];
};

export { default } from 'citeproc';
