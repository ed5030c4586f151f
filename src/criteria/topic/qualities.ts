import { canonicalWords, isStopWord } from '../../../guardrails/language/words.ts'
import qualities from './qualities.json' with { type: 'json' }

/** Whether words say what work should be like and not which: "avec des gens", "dehors, au calme". */
export const isOnlyQuality = (said: string): boolean => {
  const words = canonicalWords(said).filter(({ text }) => !isStopWord(text))
  return words.length > 0 && words.every(({ text }) => named.has(text))
}

const named: ReadonlySet<string> = new Set(qualities.flatMap((one) => canonicalWords(one).map(({ text }) => text)))
