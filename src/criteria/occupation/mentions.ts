import { fold, type Span } from '../../../guardrails/language/fold.ts'
import { canonicalWords } from '../../../guardrails/language/words.ts'
import { fieldOf } from '../../occupations/fields.ts'
import type { Occupation } from '../../occupations/occupation.ts'
import type { Referential } from '../../occupations/referential.ts'
import type { Message, Reader } from '../reading/message.ts'
import { subjectsHeard } from '../topic/read-topic.ts'
import abbreviations from './abbreviations.json' with { type: 'json' }

export function mentionsIn(...[message, context]: Parameters<Reader>): Mention[] {
  const mentions = abbreviated(message, context)
  for (const mention of namesIn(message, message.free(), context.referential)) {
    const { start, end } = mention
    if (message.isTaken(start, end) || mentions.some((one) => start < one.end && end > one.start)) continue
    // "Concours de gardien-brigadier" names no caretaker: a subject of more words holds the name.
    const isHeld = subjectsHeard(message).some(
      (said) => said.start <= start && said.end >= end && said.end - said.start > end - start,
    )
    if (isHeld) continue
    mentions.push(mention)
  }
  return mentions.sort((one, other) => one.start - other.start)
}

/** "Conseiller en formation" and "modérateur de forum" are names: no other reader takes a word out of them. */
export function holdNames(message: Message, { referential }: Parameters<Reader>[1]): void {
  for (const { start, end } of namesIn(message, message.original, referential)) message.hold(start, end)
}

function namesIn(message: Message, text: string, referential: Referential): Mention[] {
  return referential.match(text).flatMap(({ name, occupations, ...said }): Mention[] => {
    const start = message.index(said.start)
    const ends = message.index(said.end)
    // "Boulanger ou pâtissier" are two, whatever "boulanger-pâtissier" is.
    const [one, other] = message.text.slice(start, ends).split(' ou ')
    if (other !== undefined && !fold(name).includes(' ou ') && !isDoublet(one!, other)) {
      return eitherName(message, { start, end: ends }, referential)
    }
    // The "d" of "R&D" is no article.
    const end = ends + (/^&[a-z]\b/.exec(message.text.slice(ends))?.[0].length ?? 0)
    if (!isPerson(name) || !saysWhole(name, message.text.slice(start, end))) return []
    if (patterns.staff.test(message.text.slice(Math.max(0, start - 20), start))) return []
    return [{ start, end, name, occupations }]
  })
}

/** "Conducteur ou conductrice de bus" is one. */
const isDoublet = (one: string, other: string): boolean =>
  canonicalWords(`${one.split(' ').at(-1)} ou ${other.split(' ')[0]}`).length === 1

const eitherName = (message: Message, { start, end }: Span, referential: Referential): Mention[] => {
  const middle = message.text.indexOf(' ou ', start)
  return [
    { start, end: middle },
    { start: middle + 4, end },
  ].flatMap((half) =>
    referential
      .match(message.text.slice(half.start, half.end))
      .flatMap(({ name, occupations, ...said }) =>
        isPerson(name) ? [{ start: half.start + said.start, end: half.start + said.end, name, occupations }] : [],
      ),
  )
}

/** "Boulanger / boulangère" is somebody's occupation; "logistique" and "soudure" are subjects, which stay in the topic. */
const isPerson = (name: string): boolean =>
  name.includes(' / ') ||
  patterns.code.test(name) ||
  (patterns.person.test(fold(name)) && (name.includes(' ') || fieldOf(name).length === 0))

export interface Mention {
  start: number
  end: number
  name: string
  occupations: readonly Occupation[]
}

/** Every word of a name must be said: "ingénieur" is not "ingénieur du son", whatever small words the referential overlooks. */
function saysWhole(name: string, said: string): boolean {
  const spoken = wordsOf(said)
  const forms = fold(name).split(' / ').map(wordsOf)
  // "Conducteur / conductrice de bus": what follows the second form belongs to both.
  const tail = forms.at(-1)!.slice(Math.min(...forms.map((form) => form.length)))
  return forms.some((form) => [...form, ...tail].every((word) => spoken.includes(word)))
}

export const wordsOf = (text: string): string[] => (text.match(patterns.words) ?? []).map((word) => word.slice(0, 4))

function abbreviated(message: Message, { referential }: Parameters<Reader>[1]): Mention[] {
  return message.every(patterns.abbreviation).flatMap((match) => {
    const { occupation, capital } = (abbreviations as Record<string, Abbreviation>)[match[0]]!
    const start = match.index
    const end = start + match[0].length
    const written = message.excerpt(start, end)
    // "as" is also a verb: short ones count only as typed in capitals.
    if (capital && written !== written.toUpperCase()) return []
    const known = occupation ? referential.byCode(occupation) : undefined
    return known ? [{ start, end, name: known.label, occupations: [known] }] : []
  })
}

/** What an abbreviation stands for: words to search with, and the occupation when it names one. */
export interface Abbreviation {
  means: string
  occupation?: string
  capital?: boolean
}

export const patterns = {
  /** Words of three letters or more, small ones aside. */
  words: /\b(?!(?:des|les|aux|une|dans|pour|sur|avec|and|the|for)\b)(?:[a-z]&[a-z]|[a-z0-9]{3,})/g,
  code: /^[A-N]\d{4}$/,
  person:
    /^(?:agent|aide|chef|conseiller|hote|hotesse|manager|cadre|guide|maitre|second|femme|valet|homme|interprete|architecte|pilote|community|data|web|product|auxiliaire|barman|barmaid|[a-z-]+(?:eur|euse|rice|ier|iere|iste|aire|ien|ienne|ant|ante|logue|graphe|manager|designer|er|man|pompier))\b/,
  staff: /\b(?:mon|ma|notre|son|sa|votre|leur|le|la|avec (?:un|une|le|la|mon|sa|son)|par (?:un|une|le|la)) $/,
  abbreviation: new RegExp(
    `\\b(?:${Object.keys(abbreviations)
      .sort((a, b) => b.length - a.length)
      .join('|')})\\b`,
    'g',
  ),
}
