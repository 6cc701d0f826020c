/** What the YAML parser finds wrong, in words for those who write the file. */
import * as l10n from '@vscode/l10n';
import type { YAMLError } from 'yaml';

export interface YamlFault {
  readonly message: string;
  readonly remedy: string;
}

/** The parser's own words stand only for faults that hardly anyone makes. */
export function yamlFault({ code, message }: YAMLError): YamlFault {
  switch (code) {
    case 'TAB_AS_INDENT':
      return { message: l10n.t('the line is indented with a tab'), remedy: l10n.t('indent with spaces') };
    case 'BAD_INDENT':
      return {
        message: l10n.t('the line is indented otherwise than what it belongs with, or a bracket is open'),
        remedy: l10n.t('indent what belongs together alike; close brackets'),
      };
    case 'DUPLICATE_KEY':
      return { message: l10n.t('a field stands here twice'), remedy: l10n.t('keep one of them') };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        message: l10n.t('a value has ": " in it, or a line is indented otherwise than its neighbours'),
        remedy: l10n.t('put text with ": " in quotation marks; indent fields alike'),
      };
    case 'MULTILINE_IMPLICIT_KEY':
      return {
        message: l10n.t('this is neither a field nor the rest of the text above'),
        remedy: l10n.t('write ": " behind a field, and indent further what goes on'),
      };
    case 'BAD_SCALAR_START':
      return {
        message: l10n.t('the text begins with a character that YAML keeps for itself'),
        remedy: l10n.t('put the text in quotation marks'),
      };
    case 'MISSING_CHAR':
      return {
        message: l10n.t('a quotation mark, hyphen, comma, colon or space is missing'),
        remedy: l10n.t(
          'close what is open; begin each entry of a list with "- ", and put a space behind colons',
        ),
      };
    case 'BAD_DQ_ESCAPE':
      return {
        message: l10n.t('a backslash is followed by a character that it gives no meaning'),
        remedy: l10n.t('write two backslashes, or use single quotation marks'),
      };
    case 'ALIAS_PROPS':
    case 'BAD_ALIAS':
    case 'MULTIPLE_ANCHORS':
      return {
        message: l10n.t('"&" and "*" name values in YAML, and this is no such name'),
        remedy: l10n.t('put text that begins with them in quotation marks'),
      };
    case 'BAD_COLLECTION_TYPE':
    case 'BAD_PROP_ORDER':
    case 'MULTIPLE_TAGS':
    case 'TAG_RESOLVE_FAILED':
      return {
        message: l10n.t('"!" names a type in YAML, and this is no type that is known'),
        remedy: l10n.t('put text that begins with it in quotation marks'),
      };
    default:
      return {
        message:
          code === 'UNEXPECTED_TOKEN' ? l10n.t('something stands here that does not belong here') : message,
        remedy: l10n.t(
          'correct the YAML here; quote text that holds ": " or begins with a special character',
        ),
      };
  }
}
