import { fold } from '../../../guardrails/language/fold.ts'
import type { Row } from '../../../guardrails/learner/row.ts'
import { tokensOf } from '../tokens.ts'
import lexicon from './word-families.json' with { type: 'json' }

/** What stands on the screen before a message. */
export interface ActState {
  /** How many options are shown. */
  shown: number
  /** Whether they await a decision. */
  pending: boolean
  /** Whether the turn before asked something; undefined where nothing is known of it. */
  asked?: boolean
}

/** What is known of a message beside its words: the state it was said in, where one is known, and what exact readers hear in it. */
export interface ActKnown {
  state?: ActState
  heard: readonly string[]
}

/** A message as the model of acts sees it, as one unit. */
export function actRow(text: string, known: ActKnown): Row {
  return { units: [[...new Set(actFeatures(text, known))]], words: [1], stretch: () => [] }
}

function actFeatures(text: string, { state, heard }: ActKnown): string[] {
  const tokens = tokensOf(text)
  const words = tokens.filter(({ kind }) => kind !== 'mark').map((token) => token.text)
  const marks = tokens.filter(({ kind }) => kind === 'mark').map((token) => token.text)
  return [
    ...words.map((word) => `word:${word}`),
    ...words.slice(1).map((word, at) => `pair:${words[at]} ${word}`),
    ...[1, 2, 3].filter((count) => words.length >= count).map((count) => `first:${words.slice(0, count).join(' ')}`),
    ...[1, 2].map((count) => `last:${words.slice(-count).join(' ')}`),
    ...letters(` ${tokens.map((token) => token.text).join(' ')} `).map((gram) => `letters:${gram}`),
    ...marks.map((mark) => `mark:${mark}`),
    `ends:${tokens.at(-1)?.kind === 'mark' ? marks.at(-1) : ''}`,
    `length:${Math.min(6, Math.floor(Math.log2(words.length + 1)))}`,
    ...familiesIn(fold(text)),
    ...formsOf(text),
    ...heard,
    ...(state
      ? [
          `shown:${Math.min(2, state.shown)}`,
          ...(state.shown > 0 && !state.pending ? ['decided'] : []),
          ...(state.asked ? ['asked'] : []),
        ]
      : []),
  ]
}

/** Four letters in a row, across words. */
const letters = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - 3) }, (_, at) => text.slice(at, at + 4))

/** What is spoken of, in whichever words; what of it is said first, together, or asked. */
function familiesIn(plain: string): string[] {
  const said = families.flatMap(({ name, says }) => {
    const at = plain.search(says)
    return at < 0 ? [] : [{ name, isFirst: at < opening }]
  })
  const asks = plain.includes('?')
  return said.flatMap(({ name, isFirst }, at) => [
    `of:${name}`,
    ...(isFirst ? [`first of:${name}`] : []),
    ...(asks ? [`asks of:${name}`] : []),
    ...said.slice(at + 1).map((other) => `of:${name} ${other.name}`),
  ])
}

/** In letters. */
const opening = 12

const families = Object.entries(lexicon.families).map(([name, entries]) => ({
  name,
  says: new RegExp(`(?<![a-z0-9])(?:${entries.map((entry) => entry.replaceAll('*', '[a-z]*')).join('|')})(?![a-z0-9])`),
}))

/** How it is said: the mood and the subject of its verb, whether it speaks to somebody, how it asks, what it points at, what it names. */
function formsOf(text: string): string[] {
  const plain = fold(text)
  const subject = plain.match(/\b(?:je|j|tu|t|vous|on|elles?|ils?|nous|ca|c|i|you|she|he|we|they|it)\b/)?.[0]
  const names =
    text.slice(1).match(/(?<![.?!] )(?<=[\s'’])(?!M(?:me|lle|r|adame|onsieur|ademoiselle)\b)\p{Lu}\p{Ll}+/gu) ?? []
  const options = text.match(/(?<![\p{L}\p{N}'’-])[A-H](?![\p{L}\p{N}'’-])/gu) ?? []
  return [
    ...forms.filter(({ says }) => says.test(plain)).map(({ name }) => `form:${name}`),
    `subject:${(subject && genderless[subject]) ?? subject}`,
    `names:${Math.min(2, names.length)}`,
    `options:${Math.min(2, options.length)}`,
  ]
}

const genderless: Readonly<Record<string, string>> = { elle: 'il', elles: 'il', ils: 'il', she: 'he' }

const forms: readonly { name: string; says: RegExp }[] = [
  { name: 'conditional', says: /\b[a-z]+(?:rais|rait|raient|rions|riez)\b/ },
  {
    name: 'if with the imperfect',
    says: /\bs(?:i|'ils?|'il)\b[^,.?]*\b[a-z]+(?:ais|ait|aient|ions|iez)\b/,
  },
  { name: 'if first', says: /^(?:et |mais |bon |ok |du coup |donc )*s(?:i\b|'il)/ },
  { name: 'inversion', says: /-(?:t-)?(?:il|elle|on|tu|vous|je|ils|ce|moi|lui|la|le|les|y)\b/ },
  { name: 'imperative', says: /^[a-z]+(?:ez|ons)\b/ },
  { name: 'to somebody', says: /\b(?:tu|vous|tons?|tes|ta|votre|vos|you|your|t'|toi)\b/ },
  { name: 'no longer', says: /\bn(?:e\b|')[^,.;]*\bplus\b|\bplus (?:besoin|oblig)/ },
  {
    name: 'asks at once',
    says: /^(?:[a-z'-]+ ){0,2}(?:qui|que|quoi|quel\w*|ou|quand|combien|comment|pourquoi|l[ae]quel\w*|lesquel\w+|what|which|who|how|why|when|where)\b/,
  },
  {
    name: 'ordinal',
    says: /\b(?:premiere?|deuxieme|troisieme|quatrieme|derniere?|seconde?|first|second|third|last|la [1-4]|les (?:deux|trois|quatre|[234]))\b/,
  },
  { name: 'that one', says: /\b(?:celles?|celui|ceux|laquelle|lequel)\b/ },
]
