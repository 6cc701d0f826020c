/** The language in which people read the extension. Each script is told it once, before it says anything. */
import * as l10n from '@vscode/l10n';

/** Plain data, so that it can be posted to workers and pages. */
export interface DisplayLanguage {
  /** A BCP 47 tag. */
  readonly tag: string;
  /** Text in English → the same in the language; undefined where there is no translation, and all stays English. */
  readonly texts: Readonly<Record<string, string>> | undefined;
}

/** The first message to a worker. */
export interface LanguageMessage {
  readonly language: DisplayLanguage;
}

/** The tag of the language that texts are in. */
let tag = 'en';

/** From here on, texts for people are in a language. Those that were made before stay as they are. */
export function speak(language: DisplayLanguage): void {
  tag = language.texts ? language.tag : 'en';
  l10n.config({ contents: { ...language.texts } });
}

/** The tag of the language that texts are in: `en` where there is no translation into VS Code's. */
export function spokenLanguage(): string {
  return tag;
}
