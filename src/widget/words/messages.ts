import type { Locale } from '../../../guardrails/finding.ts'
import { fr, type Messages } from './messages-fr.ts'

/** French is on the page from the start; another language is fetched when it is asked for. */
export const firstMessages: Messages = fr

export const loadMessages = async (locale: Locale): Promise<Messages> =>
  locale === 'en' ? (await import('./messages-en.ts')).en : fr
