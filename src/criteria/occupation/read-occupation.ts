import { fold, overlaps, type Span } from '../../../guardrails/language/fold.ts'
import { meaningfulWords } from '../../../guardrails/language/words.ts'
import { fieldOf } from '../../occupations/fields.ts'
import type { Occupation } from '../../occupations/occupation.ts'
import type { Referential } from '../../occupations/referential.ts'
import { subjectsIn } from '../../subjects/subjects-in.ts'
import type { Criteria } from '../criteria.ts'
import type { Past } from '../past.ts'
import { isAimedAt, isOfOthers, isSetAside } from '../reading/cues.ts'
import { isDenied } from '../reading/denials.ts'
import type { Doubt, Found, Message, Reader } from '../reading/message.ts'
import { isBesideGoal, isBesideNeed, isNote, isSought, standAt, stretchAt } from '../reading/stances.ts'
import { goalRuns, readTopic, subjectsHeard } from '../topic/read-topic.ts'
import { sought, toldFields, toldTrades } from './background.ts'
import { type Mention, mentionsIn, wordsOf } from './mentions.ts'
import { workTold } from './told.ts'

/**
 * The occupation aimed at, and others that would do as well ("carreleur ou plaquiste"). What is refused or left was read before (refusals.ts,
 * past.ts); a trade that only tells of the person ("boulanger depuis dix ans, veut…") is past too where something else is aimed at.
 */
export const readOccupation: Reader = (message, context) => {
  const { referential } = context
  const found: Found[] = []
  const wanted: Mention[] = []
  for (const mention of mentionsIn(message, context)) {
    if (isSetAside(message, mention.start)) message.take(mention.start, mention.end)
    else if (isRefusedThere(message, mention)) {
      message.take(mention.start, mention.end)
      const [value] = mention.occupations.map((occupation) => named(occupation, mention.name))
      found.push({ criterion: 'refused', value: [{ criterion: 'occupation', value: value! }], ...spanOf(mention) })
    }
    // "Remise à niveau avant AS": not what to look for now; the words are left to the topic.
    else if (!isDenied(message, mention.start) && !comesLater(message, mention)) wanted.push(mention)
  }
  const byRules = toldTrades(message, wanted)
  // What words of wanting or learning lead to is no background, whatever stands around it.
  const told = (mention: Mention) =>
    byRules.includes(mention) ||
    (isBesideGoal(message, 'trade', mention) && !(message.language === 'en' && isLedToTrade(message, mention))) ||
    (isBesideNeed(message, 'trade', mention) && !isLedToTrade(message, mention))
  // Were all of a few words told beside the need, nothing would be looked for, unless work is told in other words ("conduire le bus. Sa femme est…").
  const noneIsWanted = wanted.length > 0 && wanted.every(told)
  // Nor in a note in English, of which the models know few, that names nothing else.
  const isAll = () => goalRuns(message).every((run) => wanted.some((mention) => overlaps(mention, run)))
  const isFew = !isNote(message) || (message.language === 'en' && isAll())
  const isKept = noneIsWanted && isFew && toldIn(message, context, wanted).length === 0
  const telling = isKept ? byRules : wanted.filter(told)
  for (const { start, end } of telling) message.take(start, end)
  const aimed = wanted.filter((mention) => !telling.includes(mention))
  const chosen = preferred(message, aimed)
  for (const mention of telling) {
    // The trade of a husband or of an employer is nobody's past.
    if (!byRules.includes(mention) && standAt(message, 'trade', mention)?.stance !== 'left') continue
    if (isOfOthers(message.text.slice(Math.max(0, mention.start - 48), mention.start))) continue
    // Beside a subject it says nothing: a graphic designer who asks for Figma goes on.
    if (!chosen && subjectsHeard(message).some((said) => isSought(message, 'subject', said))) continue
    const [best] = closest(mention, context, '')
    const value: Past = { criterion: 'occupation', value: named(best, mention.name) }
    found.push({ criterion: 'past', value: [value], start: mention.start, end: mention.end })
  }
  const work = noneIsWanted && !isKept ? (workNamed(message, referential) ?? toldIn(message, context, [])) : []
  if (work.length > 0) return [...found, ...work]
  for (const { start, end } of toldFields(message, referential)) {
    message.take(start, end)
    const value: Past = { criterion: 'topic', value: message.excerpt(start, end) }
    found.push({ criterion: 'past', value: [value], start, end })
  }
  if (!chosen)
    return wanted.length > 0 ? found : [...found, ...(workNamed(message, referential) ?? toldIn(message, context, []))]
  const { start, end } = chosen
  message.take(start, end)
  const others = joinedTo(message, chosen, aimed)
  for (const other of others) message.take(other.start, other.end)
  const subject = subjectOf(message)
  const [best, rival] = closest(chosen, context, subject)
  const meant = chosen.rivals?.map((other) => closest(other, context, subject)[0]) ?? []
  const candidates = distinct([best, ...(rival ? [rival] : meant)])
  if (candidates.length > 1) return [...found, askedAmong(message, { start, end }, candidates)]
  const { typed } = chosen
  found.push({
    criterion: 'occupation',
    value: named(best, chosen.name),
    start,
    end,
    ...(typed && { corrected: typed }),
  })
  const value = others
    .map((other) => ({ occupation: named(closest(other, context, subject)[0], other.name) }))
    .filter(({ occupation }) => occupation.code !== best.code)
  if (value.length > 0) {
    found.push({ criterion: 'alternatives', value, start: others[0]!.start, end: others.at(-1)!.end })
  }
  return found
}

/** "Devenir", "formation de", "il veut faire": words of wanting or learning right before it. */
const isLedToTrade = (message: Message, { start, end }: Mention): boolean => {
  if (stretchAt(message, { start, end })?.role === 'left') return false
  const before = message.text.slice(Math.max(0, start - 48), start)
  return sought.test(before) || patterns.aim.test(before) || patterns.wants.test(before)
}

const distinct = (occupations: readonly Occupation[]): Occupation[] => [
  ...new Map(occupations.map((occupation) => [occupation.code, occupation])).values(),
]

const askedAmong = (message: Message, { start, end }: Span, occupations: readonly Occupation[]): Doubt => ({
  doubt: {
    criterion: 'occupation',
    span: message.span(start, end),
    candidates: occupations.slice(0, mostAsked).map(({ code, label }) => ({ code, label })),
  },
})

const mostAsked = 4

/**
 * The trade whose work is all that the topic says, by a name that no other trade bears: "coiffure", "vente en ligne". The words stay in the
 * topic, whose evidence they are.
 */
function workNamed(message: Message, referential: Referential): Found[] | undefined {
  const [topic] = readTopic(message)
  if (!topic?.value || fieldOf(topic.value as string).length > 0) return undefined
  const text = topic.value as string
  const [said, ...others] = referential.match(text)
  const [occupation, ...rivals] = said?.occupations ?? []
  if (!said || !occupation || others.length > 0 || rivals.length > 0) return undefined
  const left = `${text.slice(0, said.start)} ${text.slice(said.end)}`
  if (meaningfulWords(left).length > 0 || subjectsIn(text).length > 0) return undefined
  // Refused in other words of the same message, it is not looked for: "une formation sur soudure, surtout pas de soudure".
  const isRefused = referential
    .match(message.original)
    .some((one) => one.name === said.name && isDenied(message, message.index(one.start)))
  if (isRefused) return undefined
  const { start, end } = topic
  return [{ criterion: 'occupation', value: named(occupation, said.name), start, end }]
}

/** What work a message tells without naming it, apart from the trades it names, where none was asked for before; asked where several are close. */
function toldIn(
  message: Message,
  { referential, previous, shown = [] }: Parameters<Reader>[1],
  trades: readonly Mention[],
): (Found | Doubt)[] {
  const isAsked = previous.occupation || previous.topic || shown.length > 0
  const told = isAsked ? undefined : workTold(message, referential)
  if (!told || trades.some((trade) => overlaps(trade, told))) return []
  const { start, end, occupations } = told
  // A note says enough to search by its words.
  if (occupations.length > 1) return isNote(message) ? [] : [askedAmong(message, told, occupations)]
  return occupations.map(({ code, label }) => {
    const corrected = message.excerpt(start, end)
    return { criterion: 'occupation', value: { code, label }, start, end, corrected }
  })
}

const spanOf = ({ start, end }: Span): Span => ({ start, end })

/** Surely refused without a word that denies it: in the field of a form, or as the model hears it. */
function isRefusedThere(message: Message, mention: Mention): boolean {
  const stand = standAt(message, 'trade', mention)
  return stand?.sure === true && stand.stance === 'refused'
}

/** Whether a trade goes on from another in time: "ancien chef de rang, puis directeur d'hôtel". */
export const comesThen = ({ text }: Message, end: number, start: number): boolean =>
  start >= end && patterns.afterwards.test(text.slice(end, start))

/** The occupations that a message names, whatever it says of them: each bearer of a name that several bear. */
export const occupationsIn = (...[message, context]: Parameters<Reader>): OccupationSaid[] =>
  mentionsIn(message, context).map(({ start, end, name, occupations }) => ({
    start,
    end,
    name,
    values: occupations.map((occupation) => named(occupation, name)),
  }))

export interface OccupationSaid {
  start: number
  end: number
  name: string
  values: NonNullable<Criteria['occupation']>[]
}

/** Whether the message wants a trade of these by another name, and not by this one: "le taxi, pas VTC". */
export function isElsewhere(message: Message, { referential }: Parameters<Reader>[1], said: OccupationSaid): boolean {
  const others = referential
    .match(message.original)
    .filter(
      (one) =>
        (message.index(one.end) <= said.start || message.index(one.start) >= said.end) &&
        !isDenied(message, message.index(one.start)) &&
        one.occupations.some(({ code }) => said.values.some((value) => value.code === code)),
    )
  return others.length > 0 && others.every(({ name }) => name !== said.name)
}

function named({ code, label }: Occupation, name: string): NonNullable<Criteria['occupation']> {
  const asLabelled = name === code || fold(name) === fold(label)
  return { code, label, ...(!asLabelled && { name }) }
}

/** Those that go on from the chosen one in one list: "assistante RH ou comptable". */
function joinedTo(message: Message, chosen: Mention, mentions: readonly Mention[]): Mention[] {
  const others: Mention[] = []
  let { end } = chosen
  for (const mention of mentions) {
    if (mention.start < end) continue
    if (!patterns.joins.test(message.text.slice(end, mention.start))) break
    others.push(mention)
    end = mention.end
  }
  return others.slice(0, mostAlternatives)
}

const mostAlternatives = 3

/** What a first step leads to later: "avant d'entrer en formation d'aide-soignant". */
const comesLater = (message: Message, { start }: Mention): boolean =>
  patterns.later.test(message.text.slice(Math.max(0, start - 60), start))

/** Said after "devenir", "métier de", "finalement"… rather than the first one met. */
function preferred(message: Message, mentions: readonly Mention[]): Mention | undefined {
  const aimed = mentions.find(({ start }) => patterns.aim.test(message.text.slice(Math.max(0, start - 32), start)))
  return aimed ?? mentions.find(({ start }) => isAimedAt(message, start)) ?? mentions[0]
}

/** What the message is about besides the occupation; how it is said, and of whom, tells nothing. */
const subjectOf = (message: Message): string =>
  readTopic(message)
    .flatMap(({ criterion, value }) => (criterion === 'topic' && value ? [value] : []))
    .join(' ')

/** Among those that bear the name, the one the rest of the message is nearest to; two when nothing tells them apart. */
function closest(
  { occupations, name }: Mention,
  { referential, previous }: Parameters<Reader>[1],
  rest: string,
): [Occupation, Occupation?] {
  const [first, second] = occupations
  if (!second) return [first!]
  const held = occupations.find(({ code }) => code === previous.occupation?.code)
  if (held) return [held]
  const bearer = occupations.find(({ label }) => fold(label) === fold(name))
  if (bearer) return [bearer]
  // "Plombier chauffagiste" is first of all a plumber: of those that bear the name, the only one that is called so.
  const [head] = wordsOf(fold(name))
  const called = occupations.filter(({ label }) => wordsOf(fold(label))[0] === head)
  if (called.length === 1) return [called[0]!]
  const ranked = referential
    // The name as the referential writes it, in both genders, whichever was said.
    .nearest(`${name}. ${rest}`, 30)
    .filter(({ occupation }) => occupations.some(({ code }) => code === occupation.code))
  const [best, next] = ranked
  if (!best) return [first!]
  // Neighbours of one domain lead to much the same offers: no need to ask.
  const sameDomain = occupations.every(({ code }) => code[0] === first!.code[0])
  const tied = next !== undefined && best.similarity - next.similarity < 0.02
  return tied && !sameDomain ? [best.occupation, next.occupation] : [best.occupation]
}

export const patterns = {
  later:
    /\b(?:avant|pour (?:integrer|entrer|acceder|rejoindre))(?: (?:(?:d'|de |l'|une? |la |sa |son )?(?:entrer|entree|commencer|debuter|integrer|preparer|suivre|faire|formation|ecole|concours|cursus))?(?: (?:en|une?|la|le|sa|son|de|au|dans))?(?: (?:formation|ecole|concours|cursus|qualifiante|diplomante|certifiante)){0,3}(?: (?:de|d'|du|des|en|pour))?)?[\s']*(?:de |d'|du |l')?$/,
  wants:
    /\b(?:veut|veux|veu|voudrai\w{1,3}|aimerai\w{1,3}|souhait\w{1,6}|vise|cherche)(?: (?:bien|donc|etre|faire|un|une|le|la|les|du|de|des|un poste de|plutot)| [dl]')*[ ']?$/,
  afterwards: /^ ?[,(-]? ?puis (?:(?:brievement|de|comme|un|une|d') ?)*$/,
  joins:
    /^ ?[,/;(]? ?(?:ou|et|sinon|voire|ou bien|ou encore|ou a defaut|ou alors|or|or failing that|and)?(?: (?:comme|bien|un|une|de|du|le|la|metier de|d'|l'|a|an))*[ ']?$/,
  aim: /\b(?:devenir|metier(?: vise)?(?: (?:de|d'|est|:))?|projet(?: (?:de|d'|est|:))?|poste (?:de|d')|travailler comme|pour etre|veut etre|vers|reconversion(?: en| comme| dans)?|se former (?:comme|au metier de|a)|former comme|formation (?:de|d'|pour)|finalement|plutot|en fait|autre metier ?:?|become|be an?|as an?)[\s']*(?:le |la |un |une |de |d'|du |comme |metier (?:de |d')|an? )?$/,
}
