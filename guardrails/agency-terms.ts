import { firstNameWeight, isEveryday } from './detect/people.ts'
import type { Candidate, Message, Recogniser } from './detect/recogniser.ts'
import { messageOf } from './detect/recogniser.ts'
import { fold } from './normalise.ts'
import { type Part, placesOf } from './parts.ts'

/** An agency's own terms: `pass` are places, schools and employers that look like people, `mask` what must not leave. */
export interface AgencyLists {
  readonly pass: readonly string[]
  readonly mask: readonly string[]
}

/** Why a line of a list is not taken. Lines are counted from 1. */
export interface ListProblem {
  line: number
  because: 'too-short' | 'too-long' | 'too-many' | 'everyday-word' | 'first-name'
}

/** More would weigh on each page that loads them, and no agency knows so many by heart. */
export const mostTerms = 20_000
const longestTerm = 80

/** A list as its owner writes it: one term a line, blank lines and `#` for remarks. The first mistake refuses the whole. */
export function readAgencyList(list: keyof AgencyLists, written: string): string[] | ListProblem {
  const terms: string[] = []
  let line = 0
  for (let from = 0; from <= written.length; line += 1) {
    const stop = written.indexOf('\n', from)
    const end = stop < 0 ? written.length : stop
    const term = written.slice(from, end).trim()
    from = end + 1
    if (term === '' || term.startsWith('#')) continue
    const because = terms.length === mostTerms ? 'too-many' : faultOf(list, term)
    if (because) return { line: line + 1, because }
    terms.push(term)
  }
  return terms
}

function faultOf(list: keyof AgencyLists, term: string): ListProblem['because'] | undefined {
  if (term.length > longestTerm) return 'too-long'
  const words = wordsOf(messageOf(fold(term)))
  if (words.join('').length < 3) return 'too-short'
  if (words.length > 1) return undefined
  // One word alone: it would let every bearer of a first name through, or mask a word of each message.
  if (list === 'mask') return isEveryday(words[0]!) ? 'everyday-word' : undefined
  return firstNameWeight(words[0]!) && firstNameWeight(words[0]!) !== 'ambiguous' ? 'first-name' : undefined
}

/** Masks what the agency keeps to itself. */
export const agencyTerms = ({ mask }: AgencyLists): Recogniser[] =>
  mask.length === 0
    ? []
    : [
        {
          name: 'agency-terms',
          find: (message) =>
            partsOf(mask, message).map((part): Candidate => ({ type: 'AGENCY_TERM', ...part, score: 0.97 })),
        },
      ]

/** Without the names of people and streets that stand wholly in a term which the agency lets through. */
export function letThrough(
  { pass }: AgencyLists,
  { candidates, folded }: { candidates: readonly Candidate[]; folded: ReturnType<typeof fold> },
): Candidate[] {
  if (pass.length === 0) return [...candidates]
  const known = placesOf(
    partsOf(pass, messageOf(folded)).map(({ start, end }) => ({
      start: folded.startOf(start),
      end: folded.endOf(end - 1),
    })),
  )
  return candidates.filter(({ type, start, end }) => {
    const term = type === 'PERSON' || type === 'ADDRESS' ? known.at(start) : undefined
    return !(term && end <= term.end)
  })
}

/** Where the terms stand in a message, by whole words, the longest of those that begin at one word. */
function partsOf(terms: readonly string[], message: Message): Part[] {
  const root = treeOf(terms)
  const words = message.words()
  const parts: Part[] = []
  for (let at = 0; at < words.length; at += 1) {
    let last = -1
    for (
      let [node, next] = [root.get(words[at]!.plain), at];
      node;
      next += 1, node = node.get(words[next]?.plain ?? '')
    ) {
      if (node.has(whole)) last = next
    }
    if (last < 0) continue
    parts.push({ start: words[at]!.start, end: words[last]!.end })
    at = last
  }
  return parts
}

/** Terms word by word: a message walks it once from each of its words, however many terms begin alike. */
interface Tree extends Map<string, Tree> {}
/** Where a term ends; no word holds a space. */
const whole = ' '

function treeOf(terms: readonly string[]): Tree {
  const known = trees.get(terms)
  if (known) return known
  const root: Tree = new Map()
  for (const term of terms) {
    let node = root
    for (const word of [...wordsOf(messageOf(fold(term))), whole]) {
      const next: Tree = node.get(word) ?? new Map()
      node.set(word, next)
      node = next
    }
  }
  trees.set(terms, root)
  return root
}
const trees = new WeakMap<readonly string[], Tree>()

const wordsOf = (message: Message): string[] => message.words().map(({ plain }) => plain)
