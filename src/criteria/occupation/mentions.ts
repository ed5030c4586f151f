import { fold, overlaps, type Span } from '../../../guardrails/language/fold.ts'
import { canonicalWords, meaningfulWords, words } from '../../../guardrails/language/words.ts'
import type { Redacted } from '../../../guardrails/redacted.ts'
import { fieldOf } from '../../occupations/fields.ts'
import type { OccupationMention } from '../../occupations/names.ts'
import type { Occupation } from '../../occupations/occupation.ts'
import type { Referential } from '../../occupations/referential.ts'
import { denialAt } from '../reading/denials.ts'
import type { Message, Reader } from '../reading/message.ts'
import { subjectsHeard } from '../topic/read-topic.ts'
import abbreviations from './abbreviations.json' with { type: 'json' }
import { sought } from './background.ts'

export function mentionsIn(...[message, context]: Parameters<Reader>): Mention[] {
  const mentions = abbreviated(message, context)
  // "Éleveur de porcvlets" holds "éleveur".
  for (const mention of [...misspelt(message, context), ...namesIn(message, message.free(), context.referential)]) {
    const { start, end } = mention
    if (message.isTaken(start, end) || mentions.some((one) => overlaps(one, mention))) continue
    // "Concours de gardien-brigadier" names no caretaker: a subject of more words holds the name.
    // So it does where it is the same letters: "SSIAP 1" is a card.
    const isHeld = subjectsHeard(message).some(
      (said) =>
        said.start <= start &&
        said.end >= end &&
        (said.end - said.start > end - start || patterns.acronym.test(mention.name)),
    )
    if (isHeld) continue
    mentions.push(mention)
  }
  return mentions.sort((one, other) => one.start - other.start)
}

/** "Conseiller en formation", "modérateur de forum" and "vente en ligne" are names: no other reader takes a word out of them. */
export function holdNames(message: Message, { referential }: Parameters<Reader>[1]): void {
  for (const { start, end } of namesIn(message, message.original, referential)) message.hold(start, end)
  for (const { start, end, name, english } of referential.match(message.original)) {
    if (
      english === undefined &&
      / (?:en|à|de|sur) /.test(name) &&
      saysWhole(name, fold(message.original.slice(start, end)))
    )
      message.hold(message.index(start), message.index(end))
  }
}

function namesIn(message: Message, text: string, referential: Referential): Mention[] {
  return referential.match(text).flatMap((said): Mention[] => {
    const { name, occupations, english } = said
    const start = message.index(said.start)
    const ends = message.index(said.end)
    // "Boulanger ou pâtissier" are two, whatever "boulanger-pâtissier" is.
    const [one, other] = message.text.slice(start, ends).split(' ou ')
    if (other !== undefined && !fold(name).includes(' ou ') && !isDoublet(one!, other)) {
      return eitherName(message, { start, end: ends }, referential)
    }
    // The "d" of "R&D" is no article.
    const end = ends + (/^&[a-z]\b/.exec(message.text.slice(ends))?.[0].length ?? 0)
    if (isOnlyNoun(said, text) || !isPerson(said)) return []
    if (!saysWhole(english ?? name, message.text.slice(start, end))) return []
    if (patterns.staff.test(message.text.slice(Math.max(0, start - 20), start))) return []
    if (isBeside(message, { start, end })) return []
    return [{ start, end, name, occupations }]
  })
}

/** "Le formateur", "son patron", "installe des serveurs": somebody or something beside the need, unless it stands where a trade is asked for. */
const isBeside = (message: Message, span: Span): boolean =>
  patterns.beside.test(message.text.slice(span.start, span.end)) &&
  !isInSlot(message, span) &&
  denialAt(message, span.start, ['refused'], 'scope') === undefined

/** Whether words speak of people or things that may be taken for a trade. */
export const besides = (text: string): boolean => text.split(/[^a-z]+/).some((word) => patterns.beside.test(word))

/** Where a trade is asked for: after "formation de", "devenir", "métier de"…, or as all that a clause says. */
const isInSlot = ({ text }: Message, { start, end }: Span): boolean =>
  sought.test(text.slice(Math.max(0, start - 48), start)) ||
  (patterns.head.test(text.slice(Math.max(0, start - 24), start)) && patterns.alone.test(text.slice(end, end + 16)))

/**
 * Trades with one word misspelt, as the words they were meant to be: in the slot of a trade, or beside the other words of a name. Words that may
 * be two trades are to be asked about.
 */
function misspelt(message: Message, { referential }: Parameters<Reader>[1]): Mention[] {
  const free = message.free()
  return words(free).flatMap(({ text, start: from, end: to }) => {
    const meant = referential.meant(text)
    if (meant.length === 0) return []
    const begins = Math.max(0, from - LONGEST_NAME)
    const heard = meant.flatMap((word): Mention[] => {
      const [before, after] = [free.slice(begins, from), free.slice(to, to + LONGEST_NAME)]
      const mended = `${before}${word}${after}`
      const said = referential
        .match(mended)
        .find((one) => one.start <= before.length && one.end >= before.length + word.length)
      if (!said || !isPerson(said) || !saysWhole(said.name, fold(mended.slice(said.start, said.end)))) return []
      const start = message.index(begins + said.start)
      const end = message.index(to + said.end - before.length - word.length)
      if (!meaningfulWords(mended.slice(said.start, said.end))[1] && !isInSlot(message, { start, end })) return []
      return [{ start, end, name: said.name, occupations: said.occupations, typed: message.excerpt(start, end) }]
    })
    const [first, ...others] = heard
    if (!first) return []
    const rivals = others.filter(({ name }) => name !== first.name)
    return [{ ...first, ...(rivals.length > 0 && { rivals }) }]
  })
}

/** UTF-16 units to each side of a misspelt word in which the rest of a name is looked for. */
const LONGEST_NAME = 60

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
      .filter(isPerson)
      .map((said) => ({ ...said, start: half.start + said.start, end: half.start + said.end })),
  )
}

/** "La Poste" bears its article and its capital; "un poste" is a noun. */
const isOnlyNoun = ({ name, start }: OccupationMention, text: string): boolean =>
  /^(?:La|Le|Les) \p{Lu}/u.test(name) &&
  !/^\p{Lu}/u.test(text.slice(start)) &&
  !/\bl(?:a|e|es) $/i.test(text.slice(Math.max(0, start - 4), start))

/** "Boulanger / boulangère" is somebody's occupation; "logistique" and "soudure" are subjects, which stay in the topic. */
const isPerson = ({ name, person, english }: OccupationMention): boolean =>
  english !== undefined ||
  name.includes(' / ') ||
  patterns.acronym.test(name) ||
  patterns.code.test(name) ||
  ((person || patterns.person.test(fold(name))) && (name.includes(' ') || fieldOf(name).length === 0))

export interface Mention {
  start: number
  end: number
  name: string
  occupations: readonly Occupation[]
  /** As it was typed, where it was read as another word. */
  typed?: Redacted
  /** Other trades that the typed word may mean as well. */
  rivals?: readonly Mention[]
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
    const { means, occupation, capital } = (abbreviations as Record<string, Abbreviation>)[match[0]]!
    const start = match.index
    const end = start + match[0].length
    const written = message.excerpt(start, end)
    // "as" is also a verb: short ones count only as typed in capitals.
    if (capital && written !== written.toUpperCase()) return []
    const known = occupation ? referential.byCode(occupation) : undefined
    if (!known) return []
    // By its name where the code has it: the label may be another trade's of the same code.
    const name = referential.match(means).find(({ occupations }) => occupations.includes(known))?.name ?? known.label
    return [{ start, end, name, occupations: [known] }]
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
  /** A diploma or a trade by its letters, with its mention: "DEEJE", "BPJEPS AF"; "CAP" and "BTS" say no trade. */
  acronym: /^(?!STAPS|ITEMM)[A-Z]{4,}(?: |$)/,
  /** People and things that are trades only where one is asked for. */
  beside:
    /^(?:patron(?:ne)?s?|chefs?|cheffes?|cadres?|eleves?|format(?:eur|rice)s?|conseill(?:er|ere)s?|associee?s?|serveurs|chargeuses?|pelles?|pistes?)$/,
  head: /(?:^|[.;:!?\n]) ?$/,
  alone: /^ ?(?:$|[.,;:!?\n/(]|(?:a|au|sur|pres|secteur|vers|dans|en)\b)/,
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
