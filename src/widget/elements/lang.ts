import { nothing } from 'lit'
import type { Messages } from '../words/messages-fr.ts'

/** What partners write is in French, whatever the language of the page. */
export const catalogueLanguage = 'fr'

/** The `lang` of a passage; none where it is that of the page. */
export const langOf = (language: string, { locale }: Messages): string | typeof nothing =>
  locale.startsWith(language) ? nothing : language
