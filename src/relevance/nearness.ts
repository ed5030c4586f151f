import { lemma, meaningfulWords } from '../../guardrails/language/words.ts'
import type { Occupation } from '../occupations/occupation.ts'
import type { Referential } from '../occupations/referential.ts'

/**
 * The codes near a code: of its family (the first three characters), and one of the two called in much the words of the other. A family alone
 * is no neighbourhood: painters and plumbers share one. Among the neighbours of 195 needs whose near codes were given by hand, right for
 * .59 and .26 of them found; the official table of close occupations, .58 and .25.
 */
export function createNearness({ codes, byCode, likeness }: Referential): (code: string) => ReadonlySet<string> {
  const said = new Map(codes.map((code) => [code, wordsOf(byCode(code)!)]))
  const bearers = new Map<string, number>()
  for (const words of said.values()) for (const word of words.keys()) bearers.set(word, (bearers.get(word) ?? 0) + 1)
  // A butcher and a baker share letters, apprentices and shops, and no word that is one's own.
  const sharesAWord = (code: string, other: string) => {
    const [own, others] = [said.get(code)!, said.get(other)!]
    return [...own].some(
      ([word, times]) =>
        bearers.get(word)! <= COMMON && Math.max(times, others.get(word) ?? 0) >= ITS_OWN && others.has(word),
    )
  }
  const known = new Map<string, ReadonlySet<string>>()
  return (code) => {
    const before = known.get(code)
    if (before) return before
    const family = codes.filter((other) => other !== code && other.startsWith(code.slice(0, 3)))
    const near = new Set(
      family
        .filter((other) => sharesAWord(code, other))
        .filter((other) => likeness(code, other) >= nearOccupation || likeness(other, code) >= nearOccupation),
    )
    known.set(code, near)
    return near
  }
}

/** The words that an occupation is called by, each with how many of its names say it; its label counts for as many as it takes. */
function wordsOf({ label, names }: Occupation): ReadonlyMap<string, number> {
  const times = new Map<string, number>()
  for (const name of [...names, ...Array.from({ length: ITS_OWN }, () => label)])
    for (const word of new Set(meaningfulWords(name).map(lemma))) times.set(word, (times.get(word) ?? 0) + 1)
  return times
}

/** In names: from these on a word is an occupation's own. */
const ITS_OWN = 2
/** In occupations: a word of more of them is nobody's own ("CAP"). */
const COMMON = 25

/** Lower ones find more and are wrong more often: at .2, half are. */
export const nearOccupation = 0.3
