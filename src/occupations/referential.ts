import { meaningfulWords } from '../../guardrails/language/words.ts'
import { createAffinity } from './affinity.ts'
import { createNameFinder, type OccupationMention, writtenForms } from './names.ts'
import type { Occupation } from './occupation.ts'
import { createSpelling } from './spelling.ts'

/** Occupation space: one dimension per ROME code, in the order of `codes`. */
export interface Referential {
  readonly codes: readonly string[]
  /** Changes whenever a code, label, name or phrase does: vectors of different versions must never meet. */
  readonly version: string
  byCode(code: string): Occupation | undefined
  /** Everyday names and ROME codes said in a text, longest first. */
  match(text: string): OccupationMention[]
  /** The same for a message in English: what occupations are called there is found too, and words are near the occupations that English calls so. */
  readonly english: Referential
  /** The words of names that a folded word is a slip of ("coifeuse", "mecanissien"), one for all its forms; none when it is a word already. */
  meant(word: string): readonly string[]
  /** Occupations whose words are nearest to a text, best first, similarity in 0..1; empty when no word is known. */
  nearest(text: string, limit: number): { occupation: Occupation; similarity: number }[]
  /** How much of the words that one code is called by another is called by too; 1 for itself, 0 for codes not known. */
  likeness(code: string, other: string): number
  /**
   * The text in occupation space. Its direction says which occupations; its length, 0 to 1, how sure that is: 1 for a ROME code (taken as
   * declared) or a name that is the whole text, 0 (all zeros) when no word is known.
   */
  vector(text: string): number[]
}

export function createReferential(occupations: readonly Occupation[]): Referential {
  const ordered = [...occupations].sort((a, b) => (a.code < b.code ? -1 : 1))
  const dimension = new Map(ordered.map((occupation, at) => [occupation.code, at]))
  const find = createNameFinder(ordered)
  const findActivities = createNameFinder(ordered.map(byActivities))
  const affinity = createAffinity(ordered)

  /** In 0..1: shared words count for up to `1 - NAMED`, a name said in full for the rest ("aide à domicile" is one name, not two words). */
  function similarities(
    text: string,
    { affinity, found }: { affinity: Affinity; found: (beginning: string) => [OccupationMention[], number][] },
  ): Float64Array {
    const { scores, ideal } = affinity(text)
    for (let at = 0; ideal > 0 && at < scores.length; at += 1) {
      scores[at] = (1 - NAMED) * Math.min(1, scores[at]! / (ideal * OWN_WORDS))
    }
    const beginning = text.slice(0, NAMES_READ)
    const add = (mention: OccupationMention, weight: number) => {
      const share = Math.min(1, (mention.end - mention.start) / (beginning.trim().length * NAME_SHARE))
      for (const occupation of mention.occupations) {
        const at = dimension.get(occupation.code)!
        scores[at] = Math.min(1, scores[at]! + weight * share)
      }
    }
    for (const [mentions, weight] of found(beginning)) for (const mention of mentions) add(mention, weight)
    return scores
  }
  const inFrench = {
    affinity,
    found: (beginning: string): [OccupationMention[], number][] => [
      [find(beginning), NAMED],
      [findActivities(beginning), DONE],
    ],
  }
  let called: Affinity | undefined
  const inEnglish = {
    affinity: (text: string) => {
      called ??= createAffinity(ordered.map(asCalledInEnglish))
      return called(text)
    },
    found: (beginning: string): [OccupationMention[], number][] => [[find(beginning, true), NAMED]],
  }
  const nearestIn =
    (language: Parameters<typeof similarities>[1]): Referential['nearest'] =>
    (text, limit) => {
      const similarity = similarities(text, language)
      return highest(similarity, limit).map((at) => ({ occupation: ordered[at]!, similarity: similarity[at]! }))
    }

  const likenesses = new Map<string, Float64Array>()
  function likenessesOf(code: string): Float64Array {
    const before = likenesses.get(code)
    if (before) return before
    const at = dimension.get(code)!
    const { label, names } = ordered[at]!
    const { scores } = affinity([label, ...names].flatMap(writtenForms).join('. '))
    const likes = scores.map((score) => score / (scores[at]! || 1))
    likenesses.set(code, likes)
    return likes
  }

  const referential: Omit<Referential, 'english'> = {
    codes: ordered.map((occupation) => occupation.code),
    version: contentHash(JSON.stringify([SPACE_VERSION, ordered.map(withoutEnglish)])),
    byCode: (code) => ordered[dimension.get(code) ?? -1],
    match: (text) => find(text),
    meant: createSpelling(ordered),
    nearest: nearestIn(inFrench),
    likeness(code, other) {
      const at = dimension.get(other)
      return at === undefined || !dimension.has(code) ? 0 : likenessesOf(code)[at]!
    },
    vector(text) {
      const declared = new Set<number>()
      const words = text.replace(ROME_CODE, (code) => {
        const at = dimension.get(code)
        if (at !== undefined) declared.add(at)
        return ' '
      })
      const vector = new Array<number>(ordered.length).fill(0)
      const similarity = similarities(words, inFrench)
      const best = highest(similarity, KEPT_OCCUPATIONS)
      for (const at of best) vector[at] = similarity[at]! ** 2
      stretch(vector, declared.size > 0 ? 1 - DECLARED_WEIGHT : 1)
      for (const at of declared) vector[at]! += DECLARED_WEIGHT / Math.sqrt(declared.size)
      stretch(vector, declared.size > 0 ? 1 : (similarity[best[0] ?? 0] ?? 0))
      return vector
    },
  }
  const english: Referential = {
    ...referential,
    match: (text) => find(text, true),
    // Slips are known of French words only: a word of English beside them would be taken for one.
    meant: () => [],
    nearest: nearestIn(inEnglish),
    get english() {
      return english
    },
  }
  return { ...referential, english }
}

type Affinity = ReturnType<typeof createAffinity>

/** What occupations are called in English changes no vector. */
const withoutEnglish = ({ english: _, ...occupation }: Occupation): Occupation => occupation

const asCalledInEnglish = ({ code, english = [] }: Occupation): Occupation => ({
  code,
  label: code,
  names: english.map(({ said }) => said),
  activities: [],
})

/** Sparser vectors are more selective and cheaper; eight keep neighbouring occupations (measured, with squared scores). */
const KEPT_OCCUPATIONS = 8
/** What the partner declared outweighs what its text seems to say. */
const DECLARED_WEIGHT = 0.6
/** A text of an occupation's own words reaches about this share of `ideal` times the saturation bound. */
const OWN_WORDS = 1.6
/** What saying an occupation's name adds, in full when the name is at least NAME_SHARE of the text. */
const NAMED = 0.4
const NAME_SHARE = 0.5
/** What saying in full what an occupation does adds ("vendre des maisons"): as good as its name, but more occupations do it. */
const DONE = 0.35
/** UTF-16 units in which names are looked for: a title and a first sentence. */
const NAMES_READ = 200
/** Raise when the formulas here or in affinity.ts change, or how words are cut and folded: stored vectors are then rebuilt. */
const SPACE_VERSION = 5
const ROME_CODE = /\b[A-N]\d{4}\b/g

/** Its activities of two words or more as its names: "vendre des maisons et des appartements" is said of either. */
function byActivities(occupation: Occupation): Occupation {
  const said = occupation.activities.flatMap((telling) => {
    const activity = telling.replace(WHO, '')
    const [first, ...others] = activity.split(/,| et | ou /)
    const [verb] = first!.split(' ')
    return [first!, ...others.map((other) => (ARTICLE.test(other.trim()) ? `${verb} ${other.trim()}` : other))]
  })
  const names = said.filter((one) => meaningfulWords(one).length > 1)
  return { ...occupation, label: occupation.code, names }
}

/** "Celui qui pose les vitres": who does it says nothing of what is done. */
const WHO = /^(?:(?:les?|la) )?(?:celui|celle|ceux|celles|gars|mec|type|dame|fille|monsieur|personne|gens) qui /
const ARTICLE = /^(?:des?|du|les?|la|une?|aux?|à|l['’]|d['’])/

function highest(values: Float64Array, limit: number): number[] {
  const kept: number[] = []
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!
    if (value <= 0 || (kept.length === limit && value <= values[kept[limit - 1]!]!)) continue
    let place = kept.length === limit ? limit - 1 : kept.length
    while (place > 0 && values[kept[place - 1]!]! < value) {
      kept[place] = kept[place - 1]!
      place -= 1
    }
    kept[place] = at
  }
  return kept
}

function stretch(vector: number[], length: number): void {
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  if (norm === 0) return
  for (let at = 0; at < vector.length; at += 1) vector[at]! *= length / norm
}

/** FNV-1a over UTF-16 units, twice with different seeds: tells contents apart, is no signature. Runs where there is no Node crypto. */
function contentHash(text: string): string {
  return [0x811c9dc5, 0x01000193]
    .map((seed) => {
      let hash = seed
      for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
      return (hash >>> 0).toString(16).padStart(8, '0')
    })
    .join('')
}
