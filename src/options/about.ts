import type { Redacted } from '../../guardrails/redacted.ts'
import type { Item } from '../catalogue/item.ts'
import { fold, meaningfulWords } from '../occupations/words.ts'
import type { Need } from './argument.ts'
import { allClaims } from './claims.ts'
import { claimOf, claimOn, of } from './evidence.ts'
import type { Answer, Claim, Option } from './option.ts'
import { lineSaying, plain, rootsOf, withoutBullet } from './passages.ts'
import { type Question, questionsIn } from './questions.ts'
import { wordings } from './wording.ts'

/**
 * Answers a follow-up on the options shown ("laquelle commence plus tôt ?") with what the catalogue says of each: claims bound to the
 * same options, or "le catalogue ne le dit pas". It compares nothing into a ranking: the values stand side by side.
 */
export function answerAbout(text: Redacted, options: readonly Option[], need: Need): Answer[] {
  const questions = questionsIn(text)
  return optionsMeant(text, options).flatMap((option) => {
    const claims =
      questions.length > 0
        ? questions.flatMap((question) => answerTo(question, option, need))
        : [inTheText(text, option.item, need)]
    const unique = [...new Map(claims.map((claim) => [claim.text, claim])).values()]
    return unique.map((claim): Answer => ({ optionId: option.id, claim }))
  })
}

function answerTo(question: Question, { item, differs }: Option, need: Need): Claim[] {
  const say = wordings[need.locale]
  if (question.asks === 'difference') return [...differs]
  if (question.asks === 'content') return [contentOf(item, need)]
  const { fields } = question
  const said = [...allClaims(item, need), ...asides(item, need)].filter(({ evidence }) =>
    evidence.some(({ source, field }) => source === 'item' && fields.some((one) => field.startsWith(one))),
  )
  if (question.asks === 'text') {
    const found = lineSaying(item, (line) => question.answer.test(plain(line)))
    return [found ? claimOf('fact', say.catalogueSays(found.line), found.evidence) : silence(item, need), ...said]
  }
  return said.length > 0 ? said : [silence(item, need, fields)]
}

/** What nobody argues with unless asked: who offers it, and towards which occupations. */
function asides({ provider, occupations }: Item, { locale }: Need): Claim[] {
  const say = wordings[locale]
  const labels = occupations.map(({ label }) => label)
  return [
    claimOf('fact', say.provider(provider.name), of('/provider/name', provider.name)),
    ...(labels.length > 0
      ? [
          claimOn(
            'fact',
            say.occupations(labels),
            labels.map((label, index) => of(`/occupations/${index}/label`, label)),
          ),
        ]
      : []),
  ]
}

/** The first lines of what is taught, as the record words it. */
function contentOf(item: Item, { locale }: Need): Claim {
  const field = item.content ? 'content' : item.objective ? 'objective' : 'summary'
  const text = item[field] ?? item.summary
  const lines = text.split('\n').map(withoutBullet).filter(Boolean)
  return claimOf('fact', wordings[locale].catalogueSays(lines.slice(0, 8).join(', ')), of(`/${field}`, text))
}

/** "la deuxième", "la 2", "celle du Greta", "celle à Lille" mean some of the options; otherwise all are meant. Positions are those on screen. */
function optionsMeant(text: Redacted, options: readonly Option[]): readonly Option[] {
  const folded = plain(text)
  const several = /\b(deux|trois|2|3|two|three|first) (?:premieres?|premiers|first|two|three)\b/.exec(folded)
  if (several) return options.slice(0, /deux|2|two/.test(several[0]) ? 2 : 3)
  const placed = options.filter((_, index) => ordinals[index]?.test(folded))
  if (placed.length > 0) return placed
  const spoken = ` ${wordsOnly(folded)} `
  const named = options.filter(({ item }) => namesOf(item).some((name) => spoken.includes(` ${name} `)))
  return named.length > 0 ? named : options
}

const ordinals = [
  /\b(premiere?|1ere?|option 1|la 1|le 1|first)\b(?! session)/,
  /\b(deuxieme|seconde?|2e|2eme|option 2|la 2|le 2|second)\b/,
  /\b(troisieme|3e|3eme|option 3|la 3|le 3|third)\b/,
  /\b(quatrieme|4e|4eme|option 4|la 4|le 4|fourth)\b/,
]

/** What may single an option out: its organisations, by the whole name or an unusual first word, and its towns. */
const namesOf = ({ provider, partners, places }: Item): string[] =>
  [
    ...[provider.name, ...partners.map(({ name }) => name)].flatMap((name) => [name, meaningfulWords(name)[0] ?? name]),
    ...places.map(({ commune }) => commune.name),
  ]
    .map((name) => wordsOnly(plain(name)))
    .filter((name) => name.length > 3 && !commonNames.has(name))

const wordsOnly = (folded: string): string => folded.replace(/[^a-z0-9]+/g, ' ').trim()

const commonNames = new Set(
  'centre formation formations institut ecole atelier ateliers maison relais campus'.split(' '),
)

/** No question that we know: the line of the record that shares most of its words, else "le catalogue ne le dit pas". */
function inTheText(text: Redacted, item: Item, need: Need): Claim {
  const wanted = rootsOf(fold(text).replace(askingWords, ' '))
  const found =
    wanted.size > 0 &&
    lineSaying(item, (line) => {
      const said = rootsOf(line)
      return [...wanted].every((root) => said.has(root))
    })
  return found ? claimOf('fact', wordings[need.locale].catalogueSays(found.line), found.evidence) : silence(item, need)
}

/** Bound to a field that the record leaves empty; where all asked are filled, to the text that was read in vain. */
function silence(item: Item, { locale }: Need, fields: readonly string[] = []): Claim {
  const { silent } = wordings[locale]
  const empty = fields.find((field) => isEmpty(item[field.slice(1) as keyof Item]))
  if (empty) return claimOf('unknown', silent, of(empty, null))
  return item.content
    ? claimOf('unknown', silent, of('/content', item.content))
    : claimOf('unknown', silent, of('/summary', item.summary))
}

const isEmpty = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0)

const askingWords =
  /\b(est ce que|y a t il|laquelle|lesquelles|lequel|lesquels|formations?|options?|proposes?|proposent|prevoit|prevoient|comprend|comprennent|inclut|incluent|faut|besoin|which|does|there|include)\b/g
