import { canonicalWords, isStopWord } from '../../../guardrails/language/words.ts'
import type { Message } from '../../criteria/reading/message.ts'
import { hasSought } from '../../criteria/reading/stances.ts'
import qualities from './qualities.json' with { type: 'json' }
import undecided from './undecided.json' with { type: 'json' }

/**
 * Whether a message says that the person does not know what to look for, and surely asks for no trade and no subject: then what else it holds
 * tells of the person, and is no need.
 */
export const isUndecided = (message: Message): boolean => says.test(message.text) && !hasSought(message)

const says = new RegExp(undecided.map((one) => `(?:\\b(?:${one.says}))`).join('|'))

/** Whether words say what work should be like and not which: "avec des gens", "dehors, au calme". */
export const isOnlyQuality = (said: string): boolean => {
  const words = canonicalWords(said).filter(({ text }) => !isStopWord(text))
  return words.length > 0 && words.every(({ text }) => named.has(text))
}

const named: ReadonlySet<string> = new Set(qualities)
