import { meaningfulWords } from '../../guardrails/language/words.ts'
import { writtenForms } from './names.ts'
import type { Occupation } from './occupation.ts'
import { features } from './words.ts'

/** How well a text matches every occupation, in referential order; `ideal` is what a text made of an occupation's own words would reach. */
export interface Affinity {
  scores: Float64Array
  ideal: number
}

/**
 * Explicit semantic analysis over the referential: every word of a text votes for the occupations whose names and phrases hold its stem,
 * its root or its character 4-grams. The vote of a word is computed once and remembered, so that a text costs one addition per vote.
 */
export function createAffinity(occupations: readonly Occupation[]): (text: string) => Affinity {
  const postings = indexFeatures(occupations)
  const votes = new Map<string, Vote>()

  function voteOf(word: string): Vote {
    const known = votes.get(word)
    if (known) return known
    const vote = count(word, postings, occupations.length)
    if (votes.size >= REMEMBERED_VOTES) votes.clear()
    votes.set(word, vote)
    return vote
  }

  return (text) => {
    const scores = new Float64Array(occupations.length)
    let ideal = 0
    const seen = new Set<string>()
    for (const word of tellingWords(text)) {
      if (seen.has(word)) continue
      const weight = 1 / (1 + Math.max(0, seen.size - FULL_WEIGHT_WORDS) / FULL_WEIGHT_WORDS)
      seen.add(word)
      if (seen.size > READ_WORDS) break
      const vote = voteOf(word)
      ideal += weight * vote.ideal
      for (let at = 0; at < vote.occupations.length; at += 1)
        scores[vote.occupations[at]!]! += weight * vote.weights[at]!
    }
    return { scores, ideal }
  }
}

/** A text says what it is about at its beginning: the first words count in full, later ones less and less, and stuffing gains nothing. */
const FULL_WEIGHT_WORDS = 8
const READ_WORDS = 64
const REMEMBERED_VOTES = 40_000

/** Where an occupation says a word: in its label, in a name, in a phrase. */
const LABEL_WEIGHT = 2
const NAME_WEIGHT = 1
const ACTIVITY_WEIGHT = 0.6
/** What a shared stem, root and (all the) 4-grams of a word are worth; tuned on the development part of bench r1 and r2. */
const STEM_WEIGHT = 1
const ROOT_WEIGHT = 0.7
const GRAMS_WEIGHT = 1
/** BM25's saturation: the second time an occupation says a word counts less than the first. */
const SATURATION = 1.2
const LENGTH_NORMALISATION = 0.3

interface Vote {
  occupations: Uint16Array
  weights: Float64Array
  ideal: number
}

interface Posting {
  occupations: number[]
  weights: number[]
}

function indexFeatures(occupations: readonly Occupation[]): Map<string, Posting> {
  const counted = occupations.map((occupation) => {
    const counts = new Map<string, number>()
    const say = (text: string, weight: number) => {
      for (const word of new Set(tellingWords(text))) {
        for (const feature of allFeatures(word)) counts.set(feature, (counts.get(feature) ?? 0) + weight)
      }
    }
    say(writtenForms(occupation.label).join(' '), LABEL_WEIGHT)
    for (const name of occupation.names) say(writtenForms(name).join(' '), NAME_WEIGHT)
    for (const activity of occupation.activities) say(activity, ACTIVITY_WEIGHT)
    return counts
  })
  const lengths = counted.map((counts) => counts.size)
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length)
  const postings = new Map<string, Posting>()
  counted.forEach((counts, occupation) => {
    const norm = SATURATION * (1 - LENGTH_NORMALISATION + (LENGTH_NORMALISATION * lengths[occupation]!) / mean)
    for (const [feature, times] of counts) {
      const posting = postings.get(feature) ?? { occupations: [], weights: [] }
      postings.set(feature, posting)
      posting.occupations.push(occupation)
      posting.weights.push((times * (1 + SATURATION)) / (times + norm))
    }
  })
  return postings
}

function count(word: string, postings: Map<string, Posting>, size: number): Vote {
  const { stem, root, grams } = features(word)
  const sums = new Map<number, number>()
  let ideal = 0
  const add = (feature: string, weight: number) => {
    const posting = postings.get(feature)
    const rarity = Math.log(1 + size / (posting ? posting.occupations.length : 1))
    ideal += weight * rarity
    posting?.occupations.forEach((occupation, at) => {
      sums.set(occupation, (sums.get(occupation) ?? 0) + weight * rarity * posting.weights[at]!)
    })
  }
  add(stem, STEM_WEIGHT)
  add(root, ROOT_WEIGHT)
  for (const gram of grams) add(gram, GRAMS_WEIGHT / grams.length)
  return { occupations: Uint16Array.from(sums.keys()), weights: Float64Array.from(sums.values()), ideal }
}

const tellingWords = (text: string): string[] => meaningfulWords(text).filter((word) => !DIPLOMA_WORDS.has(word))

/** How diplomas are called, whatever they are about: an oenologist's "diplôme national" is no thanatopractor's. */
const DIPLOMA_WORDS = new Set(
  (
    'diplome diplomes titre titres professionnel professionnelle professionnels brevet certificat certification bac baccalaureat bachelor ' +
    'licence master mastere deust cap capa bep bp bpa bts btsa but dut bm bma btm ctm cqp rncp fcil mention mentions complementaire ' +
    'option options specialite specialites specialise specialisee specialisation parcours etat national nationale superieur superieure ' +
    'niveau apprentissage alternance'
  ).split(' '),
)

function allFeatures(word: string): readonly string[] {
  const { stem, root, grams } = features(word)
  return [stem, root, ...grams]
}
