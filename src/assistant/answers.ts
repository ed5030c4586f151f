import { fold } from '../../guardrails/language/fold.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import { isCertifying } from '../item.ts'
import type { Act } from '../need/acts/act.ts'
import { answerAbout, measuresAsked } from '../options/about.ts'
import type { Need } from '../options/argument.ts'
import { plainClaims } from '../options/claims.ts'
import type { Said } from '../options/compose.ts'
import { differencesOf } from '../options/differences.ts'
import { typeset } from '../options/french.ts'
import { allMeasures, atTheEnd, inARow, type Measure } from '../options/measures.ts'
import type { Answer, Claim, Option } from '../options/option.ts'
import type { Meant } from '../options/options-meant.ts'
import { questionsIn } from '../options/questions.ts'
import { wordings } from '../options/wording.ts'
import type { Sentence, Turn } from '../record/turn.ts'
import { type Replies, replies } from './replies.ts'
import { named, sentence, type Told, widenings } from './talk.ts'
import { termsIn } from './terms.ts'
import type { ToWord } from './with-model.ts'

/** A message about the offers on the table, and what it points at. */
export interface Asked {
  act: Act
  text: Redacted
  table: Turn
  offers: readonly Option[]
  meant: Meant
  need: Need
}

type Answered = Pick<Told, 'answers' | 'reply'>
type Answering = (asked: Asked, say: Replies, words: Words) => Answered

/** How claims of an offer are told: as they were extracted, or in the words and the order that a model gives them. */
type Words = (option: Option, claims: readonly Claim[]) => string[]

/** A message about the offers on the table: their arguments, facts, contrasts and silences, and what was left out beside them. */
export function tellAbout(asked: Asked): Told {
  const { table, offers, meant } = asked
  // A letter may name an offer that left the table.
  const earlier = meant.options.filter((option) => !offers.includes(option))
  return {
    outcome: 'about',
    options: [...table.options, ...earlier],
    nearest: table.nearest,
    ...(isEmpty(asked) && { suggestions: widenings(table, asked.need.locale) }),
    ...answerTo(asked, asExtracted),
  }
}

/** Where nothing is on the table, that is said, and all that can be told is what was left out. */
function answerTo(asked: Asked, words: Words): Answered {
  const say = replies[asked.need.locale]
  if (!isEmpty(asked) || !ofOffers.has(asked.act)) {
    const told = (answering[asked.act] ?? facts())(asked, say, words)
    const { by, absent } = asked.meant
    // "La A et la F" are told of A, and that there is no F.
    const missing = by === 'pointing' && absent ? [sentence(say.notThere(absent, asked.offers.map(named)))] : []
    return { ...told, reply: [...told.reply, ...missing] }
  }
  return { answers: [], reply: [sentence(say.noneToTell), ...leftOutOf(asked.table, say)] }
}

const isEmpty = ({ meant, offers }: Asked): boolean => meant.options.length === 0 && offers.length === 0

/** "Pourquoi celle-là en premier ?" */
const asksTheOrder = /\b(?:en (?:premier|premiere place|tete|haut|dernier)|d'abord|cet ordre|first|last|this order)\b/

/** Acts that say something of offers alone. */
const ofOffers: ReadonlySet<Act> = new Set<Act>([
  'why',
  'compare',
  'fact',
  'opinion',
  'entry',
  'funding',
  'travel',
  'summary',
])

const asExtracted: Words = (_, claims) => textsOf(claims)

/** What a model may word of such an answer: of each offer the claims that its sentences say, and those sentences once they are worded. */
export function toWordAbout(asked: Asked): ToWord {
  const said = new Map<Option, readonly Claim[]>()
  const { reply } = answerTo(asked, (option, claims) => {
    said.set(option, [
      ...new Map([...(said.get(option) ?? []), ...claims].map((claim) => [claim.text, claim])).values(),
    ])
    return textsOf(claims)
  })
  return {
    act: asked.act,
    options: [...said].map(([option, claims]) => ({ ...option, claims: [...claims] })),
    reply,
    common: [],
    worded(composed) {
      const { reply: again } = answerTo(asked, ({ id }, claims) => wordedBy(composed.said.get(id) ?? [], claims))
      return again.map((sentence, at) => {
        const before = reply[at]!
        return sentence.text === before.text
          ? composed.reply[at]!
          : { ...before, text: sentence.text, wording: 'model' }
      })
    },
  }
}

/** Those that a model said, in its words and its order, then the others. */
function wordedBy(said: readonly Said[], claims: readonly Claim[]): string[] {
  const isHere = ({ text }: Claim) => claims.some((claim) => claim.text === text)
  const told = said.filter(({ from, byModel }) => byModel && from.every(isHere))
  const rest = claims.filter(({ text }) => !told.some(({ from }) => from.some((claim) => claim.text === text)))
  return textsOf([...told.map(({ claim }) => claim), ...rest])
}

/** What the answer to each act holds, in its order; an empty one says so. Acts that are not here ask after a fact. */
const answering: { readonly [Name in Act]?: Answering } = {
  why: (asked, say, words) =>
    asksTheOrder.test(fold(asked.text))
      ? { answers: [], reply: [sentence(say.tool.order)] }
      : (measuresAsked(asked.text).length > 0 ? whyValues : whyShown)(asked, say, words),
  'why-not': ({ text, meant, table }, say) => {
    const wanted = meant.absent ?? wantedIn(text)
    return { answers: [], reply: [...(wanted ? notAmong(wanted, table, say) : []), ...leftOutOf(table, say)] }
  },
  excluded: ({ table }, say) => ({ answers: [], reply: leftOutOf(table, say) }),
  compare: (asked, say, words) => {
    const { text, meant, need } = asked
    const wanted = measuresAsked(text)
    // "Laquelle recrute le plus ?" compares what no row holds: what each record says of it is told.
    const others = questionsIn(text).filter((question) => question.asks !== 'difference')
    if (wanted.length === 0 && others.length > 0) return facts()(asked, say, words)
    const items = meant.options.map(({ item }) => item)
    const compared = meant.options.map((option) => ({
      option,
      differs: differencesOf(
        option.item,
        items.filter((item) => item !== option.item),
        need,
      ),
    }))
    const measures = wanted.length > 0 ? wanted : measuresApart(meant.options, need)
    const rows = measures.map((measure) => rowOf(measure, meant.options, need, say))
    return {
      answers: compared.flatMap(({ option, differs }) =>
        differs.map((claim): Answer => ({ optionId: option.id, claim })),
      ),
      reply:
        rows.length > 0
          ? rows.slice(0, 4)
          : compared
              .slice(0, 4)
              .map(({ option, differs }) =>
                sentence(say.told([named(option)], words(option, differs.slice(0, 2))), differs.slice(0, 2)),
              ),
    }
  },
  opinion: (asked, say, words) => {
    const { meant, offers, need } = asked
    const compared = meant.options.length > 1 ? meant.options : offers
    // Of one alone there is nothing to weigh it against: what speaks for it and against it is told.
    if (compared.length === 1) return whyShown({ ...asked, meant: { ...meant, options: compared } }, say, words)
    return {
      answers: claimsOf(compared, ({ differs }) => differs.slice(0, 1)),
      reply: [sentence(say.opinion(mattersOf(compared, need)))],
    }
  },
  'ask-person': ({ offers, need }, say) => ({
    answers: claimsOf(offers, ({ claims }) => claims.filter(({ stance }) => stance === 'unknown').slice(0, 2)),
    reply: [sentence(say.toAsk(questionsFor(offers, need, say)))],
  }),
  summary: ({ meant, need }, say, words) => ({
    answers: claimsOf(meant.options, (option) => practicalOf(option, need)),
    reply: [
      ...meant.options.slice(0, 3).map((option) => {
        const claims = practicalOf(option, need)
        return sentence(say.summary(option.letter, option.item.title, words(option, claims)), claims)
      }),
      sentence(say.noCommitment),
    ],
  }),
  entry: facts('/prerequisites', '/admission', '/audience'),
  funding: facts('/funding', '/remainingCost', '/price'),
  travel: facts('/places', '/distanceKm'),
  'explain-term': (asked, say, words) => {
    const terms = termsIn(asked.text, asked.need.locale)
    if (terms.length > 0) return { answers: [], reply: terms.map((term) => sentence(term)) }
    const told = facts()(asked, say, words)
    // "C'est quoi le prix ?" asks after a fact; words that no record says ask after a term.
    return questionsIn(asked.text).length > 0 || told.reply.some(({ claims }) => claims.length > 0)
      ? told
      : { answers: [], reply: [sentence(say.termUnknown)] }
  },
}

/** Why these offers are here: what speaks for each, and the first thing that speaks against it or is open. */
const whyShown: Answering = ({ meant }, say, words) => ({
  answers: claimsOf(meant.options, ({ claims }) => claims.filter(({ stance }) => stance === 'for')),
  reply: meant.options.slice(0, 4).map((option) => {
    const ofStance = (wanted: Claim['stance'], most: number) =>
      option.claims.filter(({ stance }) => stance === wanted).slice(0, most)
    const reasons = ofStance('for', 3)
    const against = ofStance('against', 1)
    const open = against.length > 0 ? [] : ofStance('unknown', 1)
    const told = [reasons, against, open].map((claims) => words(option, claims)) as [string[], string[], string[]]
    return sentence(say.why(named(option), ...told), [...reasons, ...against, ...open])
  }),
})

/** Why a price or a length is what it is: the values can be told, their cause is in no record. */
function whyValues(asked: Asked, say: Replies, words: Words): Answered {
  const { answers, reply } = facts()(asked, say, words)
  return { answers, reply: [...reply.slice(0, 3), sentence(say.causeUnknown)] }
}

/** What the catalogue says: values in a row where they can be, else which records say it and which do not. */
function facts(...otherwise: readonly string[]): Answering {
  return ({ text, meant, need, table }, say, words) => {
    const answers = answerAbout(text, meant.options, need, otherwise)
    const rows = measuresAsked(text).map((measure) => rowOf(measure, meant.options, need, say))
    if (rows.length > 0) return { answers, reply: rows.slice(0, 3) }
    // "Et le lycée Vauvert, il fait ça ?" asks after one that is not there: that no record says so tells nothing of it.
    const wanted = nameIn(text)
    if (wanted && otherwise.length === 0 && !answers.some(({ claim }) => tells(claim, need)))
      return { answers: [], reply: notAmong(wanted, table, say) }
    return { answers, reply: toldOf(meant.options, answers, need, { say, words }) }
  }
}

/** The measures on which these offers do not all stand alike. */
const measuresApart = (offers: readonly Option[], need: Need): Measure[] =>
  allMeasures.filter((measure) => {
    const { known, priced } = inARow(measure, offers, need)
    const differ = [known, priced].some((row) => row.at(0)?.value !== row.at(-1)?.value)
    return differ || (known.length > 0 && known.length < offers.length)
  })

function rowOf(measure: Measure, offers: readonly Option[], need: Need, say: Replies): Sentence {
  return sentence(
    say.row(
      measure,
      inARow(
        measure,
        offers.map((offer) => ({ ...offer, ...named(offer) })),
        need,
      ),
    ),
  )
}

/** What the records say, once for all that say the same; then whose records do not, and whom to ask. */
function toldOf(
  offers: readonly Option[],
  answers: readonly Answer[],
  need: Need,
  { say, words }: { say: Replies; words: Words },
): Sentence[] {
  const each = offers.map((option) => ({
    option,
    claims: answers
      .filter(({ optionId }) => optionId === option.id)
      .map(({ claim }) => claim)
      .filter((claim) => tells(claim, need))
      .slice(0, offers.length === 1 ? 3 : 2)
      // A line of the record that is quoted at length stands in the table below: the reply says the first.
      .filter(({ text }, at) => at === 0 || text.length <= longestBeside),
  }))
  const telling = each.filter(({ claims }) => claims.length > 0)
  const silent = each.filter(({ claims }) => claims.length === 0).map(({ option }) => named(option))
  const alike = Map.groupBy(telling, ({ claims }) => textsOf(claims).join(' '))
  const told = [...alike.values()].slice(0, silent.length > 0 ? 3 : 4).map((those) =>
    sentence(
      say.told(
        those.map(({ option }) => named(option)),
        words(those[0]!.option, those[0]!.claims),
      ),
      those.flatMap(({ claims }) => claims),
    ),
  )
  return silent.length > 0 ? [...told, sentence(say.silent(silent))] : told
}

/** Whether a claim tells what a record says, and not that it says nothing. */
const tells = ({ stance, text, evidence }: Claim, { locale }: Need): boolean =>
  stance !== 'unknown' || (evidence[0].value !== null && text !== typeset(wordings[locale].silent))

/** In characters. */
const longestBeside = 120

const textsOf = (claims: readonly Claim[]): string[] => claims.map(({ text }) => text)

const claimsOf = (options: readonly Option[], claims: (option: Option) => readonly Claim[]): Answer[] =>
  options.flatMap((option) => claims(option).map((claim): Answer => ({ optionId: option.id, claim })))

/** Where, when, how long and at what cost: what a person needs to know of an offer first. */
const practicalOf = ({ item }: Option, need: Need): Claim[] => {
  const claims = plainClaims(item, need)
  const about = (fields: RegExp) => claims.find(({ evidence }) => evidence.some(({ field }) => fields.test(field)))
  const cost = claims.find(({ stance, evidence }) => stance !== 'unknown' && evidence[0].field.startsWith('/remaining'))
  const found = [
    about(/^\/places|^\/modality/),
    about(/^\/sessions|^\/entry/),
    about(/^\/hours/),
    cost ?? about(/^\/price/),
  ]
  return [...new Set(found.filter((claim) => claim !== undefined))]
}

/** What may matter, and the offers that have it: no side is taken, and what all have tells nothing apart. */
function mattersOf(offers: readonly Option[], need: Need): { matter: keyof Replies['matters']; letters: string[] }[] {
  const certified = offers.filter(({ item }) => isCertifying(item) === true)
  return [
    { matter: 'start' as const, having: atTheEnd('start', 'least', offers, need) },
    { matter: 'distance' as const, having: atTheEnd('distance', 'least', offers, need) },
    { matter: 'hours' as const, having: atTheEnd('hours', 'least', offers, need) },
    {
      matter: inARow('cost', offers, need).known.length > 0 ? ('cost' as const) : ('price' as const),
      having: atTheEnd('cost', 'least', offers, need),
    },
    { matter: 'certified' as const, having: certified.length < offers.length ? certified : [] },
  ].flatMap(({ matter, having }) =>
    having.length > 0 ? [{ matter, letters: having.map(({ letter }) => letter) }] : [],
  )
}

/** What to ask the person: what would tell these offers apart and neither the need nor the dossier says, three questions at most. */
function questionsFor(offers: readonly Option[], { criteria, profile }: Need, { questions }: Replies): string[] {
  const items = offers.map(({ item }) => item)
  const toCheck = items.some(({ prerequisites, admission }) => prerequisites.length > 0 || admission)
  return [
    ...(toCheck && profile.level === undefined ? [questions.level] : []),
    ...(criteria.radiusKm === undefined && items.some(({ modality }) => modality !== 'remote')
      ? [questions.travel]
      : []),
    ...(criteria.startAfter || criteria.startBefore ? [] : [questions.start]),
    ...(criteria.schedule ? [] : [questions.schedule]),
    ...(criteria.maxPrice === undefined ? [questions.cost] : []),
  ].slice(0, 3)
}

/** The words that a "why not" is about: after "pourquoi pas", or a name that a capital shows. */
const wantedIn = (text: string): string | undefined =>
  (
    /\bpourquoi\s+pas\s+(?:passer\s+par\s+|plutôt\s+|un\s+|une\s+|la\s+|le\s+|les\s+|de\s+)?(?<said>[^?,.!]{2,40})/i.exec(
      text,
    ) ?? aName.exec(text)
  )?.groups?.said?.trim()

/** What a capital shows within a sentence. */
const aName = /(?<!^)(?<![.!?…:]\s)(?<=\s|['’])(?<said>\p{Lu}[\p{L}'’-]+)/u

/** A name that is no acronym. */
const nameIn = (text: string): string | undefined => {
  const said = aName.exec(text)?.groups?.said
  return said && isAName(said) ? said : undefined
}

const isAName = (said: string): boolean => /^(?:l['’])?\p{Lu}/u.test(said) && said !== said.toUpperCase()

function notAmong(wanted: string, { alsoValid, excluded }: Turn, say: Replies): Sentence[] {
  const said = wanted.toLowerCase()
  const says = (...texts: readonly string[]) => texts.some((text) => text.toLowerCase().includes(said))
  const valid = alsoValid.find(({ item }) => says(item.title, item.provider))
  const left = excluded.examples.find(({ item }) => says(item.title))
  const told = say.notAmong(wanted, valid?.item.title, left && { title: left.item.title, rule: left.because.rule })
  return [sentence(told), ...(valid || left || !isAName(wanted) ? [] : [sentence(say.byName(wanted))])]
}

function leftOutOf({ excluded, alsoValid }: Turn, say: Replies): Sentence[] {
  const counted = excluded.counts.length > 0 ? say.leftOut(excluded.counts) : say.nothingLeftOut
  const titles = alsoValid.slice(0, 3).map(({ item }) => `${item.title} (${item.provider})`)
  return [sentence(counted), ...(titles.length > 0 ? [sentence(say.alsoValid(titles))] : [])]
}
