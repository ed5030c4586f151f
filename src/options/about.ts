import { fold } from '../../guardrails/language/fold.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import type { Item } from '../item.ts'
import type { Need } from './argument.ts'
import { asides, contentOf, silence } from './asides.ts'
import { allClaims } from './claims.ts'
import { demandAgainst, lineAbout } from './demands.ts'
import { claimOf } from './evidence.ts'
import { allMeasures, type Measure } from './measures.ts'
import type { Answer, Claim, Option } from './option.ts'
import { withoutPointing } from './options-meant.ts'
import { lineSaying, plain, rootsOf, saysAllOf } from './passages.ts'
import { allQuestionsIn, type Question, questionsIn } from './questions.ts'
import { wordings } from './wording.ts'

/**
 * Answers a follow-up on the options meant ("laquelle commence plus tôt ?") with what the catalogue says of each: claims bound to the same
 * options, or "le catalogue ne le dit pas". It compares nothing into a ranking: the values stand side by side. `otherwise` are the fields
 * asked after where the words name none.
 */
export function answerAbout(
  text: Redacted,
  options: readonly Option[],
  need: Need,
  otherwise: readonly string[] = [],
): Answer[] {
  const questions = questionsAbout(text, otherwise)
  return options.flatMap((option) => {
    const claims =
      questions.length > 0
        ? questions.flatMap((question) => answerTo(question, text, option, need))
        : [inTheText(text, option.item, need)]
    const unique = [...new Map(claims.map((claim) => [claim.text, claim])).values()]
    return unique.map((claim): Answer => ({ optionId: option.id, claim }))
  })
}

/** The measures that a follow-up asks after, where the offers that it points at by one are asked after another: "la moins chère, elle dure combien ?". */
export function measuresAsked(text: string): Measure[] {
  const questions = questionsBeside(text)
  const compares = questions.every(({ asks }) => asks === 'difference')
  const asked = (compares ? allQuestionsIn(withoutPointing(text)) : questions).flatMap((question) =>
    question.asks === 'fields' ? question.fields : [],
  )
  return allMeasures.filter((measure) => asked.includes(fieldOf[measure]))
}

const fieldOf: Record<Measure, string> = {
  start: '/sessions/*/start',
  distance: '/distanceKm',
  hours: '/hours',
  cost: '/price',
}

/** The questions of a text, but for the one that only points, where there is another. */
function questionsBeside(text: string): Question[] {
  const others = questionsIn(withoutPointing(text))
  return others.length > 0 ? others : questionsIn(text)
}

function questionsAbout(text: Redacted, otherwise: readonly string[]): Question[] {
  const known = questionsBeside(text)
  return known.length > 0 || otherwise.length === 0 ? known : [{ asks: 'fields', fields: otherwise }]
}

function answerTo(question: Question, text: Redacted, { item, differs }: Option, need: Need): Claim[] {
  switch (question.asks) {
    case 'difference':
      return [...differs]
    case 'content':
      return [contentOf(item, need)]
    case 'demand': {
      const demand = demandAgainst(text, item)
      return [demand ? quoted(lineAbout(text, String(demand.value)), demand, need) : silence(item, need)]
    }
    case 'text': {
      const found = lineSaying(item, (line) => question.answer.test(plain(line)))
      const line = found ? quoted(found.line, found.evidence, need) : silence(item, need)
      return [line, ...claimsOn(question.fields, item, need)]
    }
    case 'fields': {
      const claims = claimsOn(question.fields, item, need)
      return claims.length > 0 ? claims : [silence(item, need, question.fields)]
    }
  }
}

const quoted = (line: string, evidence: Claim['evidence'][0], { locale }: Need): Claim =>
  claimOf('fact', wordings[locale].catalogueSays(line), evidence)

/** Where something takes place is asked of what is followed from home as well: that it is, is told. */
const claimsOn = (asked: readonly string[], item: Item, need: Need): Claim[] => {
  const fields = asked.includes('/places') && item.places.length === 0 ? [...asked, '/modality'] : asked
  return [...allClaims(item, need), ...asides(item, need)].filter(({ evidence }) =>
    evidence.some(({ source, field }) => source !== 'criteria' && fields.some((asked) => isWithin(field, asked))),
  )
}

/** Whether a field is what was asked, a part of it, or the empty list it would stand in; "*" stands for any index. */
function isWithin(field: string, asked: string): boolean {
  const parts = field.split('/')
  return asked.startsWith(`${field}/`) || asked.split('/').every((part, at) => part === '*' || part === parts[at])
}

/** No question that we know: the line of the record that says all of it, else "le catalogue ne le dit pas". */
function inTheText(text: Redacted, item: Item, need: Need): Claim {
  const wanted = rootsOf(fold(text).replace(askingWords, ' '))
  const found = lineSaying(item, (line) => saysAllOf(wanted, line))
  return found ? quoted(found.line, found.evidence, need) : silence(item, need)
}

const askingWords =
  /\b(est ce que|y a t il|laquelle|lesquelles|lequel|lesquels|formations?|options?|proposes?|proposent|prevoit|prevoient|comprend|comprennent|inclut|incluent|faut|besoin|which|does|there|include)\b/g
