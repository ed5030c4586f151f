import type { Criterion } from '../criteria/criteria.ts'
import { inSentence, spokenDate, spokenNumber, spokenPrice } from '../criteria/spoken.ts'
import { criteriaWords } from '../criteria/words.ts'
import { en as explained } from '../explanation/wording-en.ts'
import type { Kind, Modality } from '../item.ts'
import { listed } from '../options/french.ts'
import type { Measure, Row } from '../options/measures.ts'
import type { Closest } from '../options/shortlist.ts'
import type { Lack } from '../relevance/relevance.ts'
import type { Named, Replies } from './replies.ts'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
/** A claim within a sentence of ours: no capital but a name's, no stop. */
const within = (text: string): string => small(text).replace(/\.$/, '')
/** Of what is to be checked, after it was said that it is. */
const unannounced = (text: string): string => text.replace(/,? to check(?=\s?:)/, '')
const named = ({ letter, provider }: Named): string => `${letter} (${provider})`
const all = (parts: readonly string[]): string => listed(parts, 'and')
const letters = (offers: readonly Named[]): string => all(offers.map(({ letter }) => letter).sort())
/** "B (Provider 2) on 4 January, then A and C on 8 February": those of one value stand together. */
const inOrder = (row: Row<Named>['known'], value: (value: number) => string): string =>
  [...Map.groupBy(row, (one) => value(one.value))]
    .map(([told, those]) => {
      const offers = those.map(({ offer }) => offer)
      return `${offers.length > 1 ? letters(offers) : named(offers[0]!)} ${told}`
    })
    .join(', then ')
const providers = (offers: readonly Named[]): string =>
  offers.length > 2 ? 'the provider' : all([...new Set(offers.map(({ provider }) => provider))])

const nouns: Record<Kind | 'offer', string> = {
  training: 'training',
  skill: 'workshop',
  event: 'event',
  offer: 'offer',
}
const modalities: Record<Modality, string> = { onsite: 'on site', remote: 'remote', mixed: 'partly remote' }
const measured: Record<Measure, { name: string; value: (value: number) => string }> = {
  start: { name: 'Start', value: (value) => `on ${spokenDate(new Date(value).toISOString().slice(0, 10), 'en')}` },
  distance: { name: 'Distance', value: (km) => (km === 0 ? 'in the town' : `${spokenNumber(km, 'en')} km`) },
  hours: { name: 'Length', value: (hours) => `${spokenNumber(hours, 'en')} hours` },
  cost: { name: 'To pay', value: (amount) => (amount === 0 ? 'nothing' : spokenPrice(amount, 'en')) },
}

/** A criterion as it would be asked instead: "Widen to 50 km", "No limit (price)". */
const widened = (criterion: Criterion, to: unknown): string =>
  isNothing(to)
    ? `No limit (${small(words.criterion[criterion].name)})`
    : criterion === 'radiusKm'
      ? `Widen to ${to} km`
      : capital(inSentence(words, criterion, to as never))
const isNothing = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0)
const words = criteriaWords.en

const atClosest = ({ town, km }: Closest): string => `nearest: ${town}, ${spokenNumber(km, 'en')} km away`
/** What keeps offers from answering to the letter. */
const lacking: Record<Lack, (many: boolean) => string> = {
  occupation: (many) => (many ? 'are of a neighbouring occupation' : 'is of a neighbouring occupation'),
  wider: (many) => (many ? 'are about something wider' : 'is about something wider'),
  rest: (many) => (many ? 'are about a part of it' : 'is about a part of it'),
  mention: (many) => (many ? 'mention it, without being about it' : 'mentions it, without being about it'),
  course: (many) => (many ? 'do not lead to it by themselves' : 'does not lead to it by itself'),
  level: (many) => (many ? 'are of another level or category' : 'is of another level or category'),
  entry: (many) => (many ? 'prepare the entry to it' : 'prepares the entry to it'),
  part: (many) => (many ? 'are only a part of it' : 'is only a part of it'),
}

export const english: Replies = {
  options: ({ count, nearest, beside, kind, modality, withinKm, lack, parted }) => {
    const noun = nouns[kind ?? 'offer']
    const many = `${count} ${count > 1 ? `${noun}s` : noun}`
    const answer = `${many} ${count > 1 ? 'answer' : 'answers'} the request`
    const shared = [modality && modalities[modality], withinKm && `within ${withinKm} km`].filter(Boolean)
    const how = shared.length > 0 ? ` (${shared.join(', ')})` : ''
    const what = lack
      ? `nothing answers the request exactly; ${many}${how} ${lacking[lack](count > 1)}`
      : [answer, ...shared].join(', ')
    const several = (list: readonly string[], one: string, many: string) =>
      `${all(list)} ${list.length > 1 ? many : one}`
    return [
      beside ? `Beside: ${what}.` : `${capital(what)}.`,
      count === 1 && 'Being alone says nothing of its quality.',
      parted &&
        `${several(parted.certifying, 'leads', 'lead')} to a certification; ${several(parted.others, 'announces', 'announce')} none.`,
      nearest > 0 && `${nearest} more would, but for a criterion or two.`,
    ]
      .filter(Boolean)
      .join(' ')
  },
  notEnough: (nearest, closest) =>
    nearest > 0
      ? `No offer meets every criterion. ${nearest} would, but for one or two.`
      : closest
        ? `No offer meets every criterion. ${capital(atClosest(closest))}.`
        : 'No offer of the catalogue answers this request.',
  anywhere: 'No place was said: the whole country is searched. Say a town.',
  changed: (now, lifted) =>
    `Changed: ${[...now, ...lifted.map((one) => `no more limit (${one})`)].join(', ')}. “Undo” brings the earlier offers back.`,
  moves: ({ gone, stay, come }) =>
    `${capital(
      [
        gone.length > 0 && `${all(gone)} ${gone.length > 1 ? 'leave' : 'leaves'}`,
        stay.length > 0 && `${all(stay)} ${stay.length > 1 ? 'stay' : 'stays'}`,
        come.length > 0 && `new: ${all(come)}`,
      ]
        .filter(Boolean)
        .join('; '),
    )}.`,
  would: ({ what, before, after, come, letters: seen, between, closest }) => {
    const many = (count: number) => `${count} ${count === 1 ? 'offer' : 'offers'}`
    const where = between
      ? between.least === between.most
        ? `, ${between.least} km away`
        : `, ${between.least} to ${between.most} km away`
      : ''
    const which = `${where}${seen.length > 0 ? `, ${all(seen)} of them on screen` : ''}`
    const gain =
      after === 0
        ? `no offer would answer${closest ? ` (${atClosest(closest)})` : ''}`
        : come > 0
          ? after - before === come
            ? `${many(come)} more${which} (${after} in all, ${before} today)`
            : `${many(after)} would answer, ${come} of them new${which} (${before} today)`
          : after < before
            ? `${many(after)} would answer instead of ${before}`
            : `nothing more, the same ${many(after)}`
    return `${capital(what.join(', '))}: ${gain}. Nothing has changed on screen.`
  },
  alreadySo: 'That is what is searched already: nothing more would come.',
  withoutLimit: (name) => `no limit (${name})`,
  suggest: {
    apply: (what) => `Search that way: ${what.join(', ')}`,
    widen: (changes, gains) =>
      `${changes.map(({ criterion, to }) => widened(criterion, to)).join(', and ')}: ${gains} more`,
    compare: (one, other) => `Compare ${one} and ${other}`,
    undo: 'Undo',
    askPerson: 'What should I ask her?',
    excluded: 'What was left out?',
    help: 'What can you do?',
    newExchange: 'New exchange',
    samePerson: 'Same person: search here, keeping nothing',
  },
  anotherPerson: 'One exchange a person: the need of another person opens a new exchange, with nothing of this one.',

  undone: 'Here are the earlier offers again.',
  alreadyThere: 'That is the request on screen: its offers have not moved.',
  notRecorded: 'Nothing was recorded: the choice stays open, and the offers have not moved.',
  decided: (those) =>
    `The decision recorded (${those}) is not undone by words: “Revise the decision”, below the options, replaces it and keeps the first.`,
  nothingToUndo: 'There is no earlier set of offers to go back to: these are the first ones.',
  nothingShown: 'No offer is on the table yet. Write the need: an occupation or a subject, a place.',

  stillAsked: 'No offer is on the table yet: a question waits for its answer first.',
  notAnAnswer: 'That answer was not understood: nothing has changed.',
  noneToTell: 'No offer is on the table: there is nothing to tell of any.',
  allCut:
    'This message tells of the person’s life: nothing of it is searched or kept. If they are in danger or at the end of their tether, that calls for a person first, speaking: 15 or 112, 3919 for violence, 3114 for suicidal thoughts. If not, say what they are looking for, or the limit without its cause.',

  nothingToDecide: 'No offer is on the table: nothing to choose or refuse. Change a criterion, or say another trade.',
  notUnderstood:
    'Nothing changed: no criterion was read in this message. Say an occupation, a place, a distance, a date, a budget; or ask about a letter (“when does A start?”).',
  notSupposed:
    'Nothing to count: what was supposed was not read as a criterion, and nothing has changed. Suppose a distance, a town, a date, a price, a schedule or a level (“and within 60 km?”).',

  nothingRemoved:
    'Nothing to take off: none of the criteria shown was recognised in this message. The cross beside a criterion takes it off.',

  remain: (those) => `${all(those)} ${those.length > 1 ? 'remain' : 'remains'}`,
  hello: (waiting) =>
    waiting
      ? `Hello. Nothing has moved: ${waiting} to decide.`
      : 'Hello. Write what the person needs: an occupation or a subject, a place, what must be respected.',
  thanks: (waiting) =>
    waiting
      ? `Noted. Nothing is passed on: ${waiting} to decide, when you wish.`
      : 'Noted, you are welcome. The rest when you wish.',
  displeasure:
    'The annoyance is heard. Say what is wrong (the occupation, the place, the dates) to search otherwise; “undo” brings the earlier offers back.',
  distress:
    'What you write calls for a person first, speaking. Immediate danger: 15 or 112. Suicidal thoughts: 3114, day and night. Violence: 3919. The search can wait.',
  tool: {
    does: 'Éventail is a program. It searches the catalogue for options that answer the need (trainings, workshops, events), gives the pros and cons of each, and decides nothing. Write an occupation or a subject, a place; correct the criteria shown; tick what you keep. The guide of the page says the rest.',
    is: 'Éventail is a program, not a person: a machine that searches the catalogue by public rules. You decide.',
    print: 'To print: record a decision first, then open the sheet for the person and print it from the browser.',
    enrols:
      'No: Éventail enrols nobody and sends nothing. Once the choice is recorded, you or the person contact the provider; the record says whom to ask.',
    fresh:
      'Offers come from the providers’ catalogue; each record bears the date it was updated. Dates and seats are to be checked with the provider.',
    kept: 'Names and what identifies people are masked on your machine before anything is sent. The masked message, the offers shown and your decision are kept for the time set, so that it can be explained to the person; the exchange can be erased.',
    order: 'The order of the cards is drawn: it says nothing. Nor do the letters.',
    plainly:
      'More simply: on the left one writes what the person is looking for; the cards show what answers; you tick, or not. Say the occupation and the town.',
  },
  termUnknown: 'That word is not in Éventail’s small glossary, and the records shown, if any, do not explain it.',

  why: (offer, reasons, against, toCheck) =>
    [
      reasons.length > 0
        ? `${named(offer)}, for: ${reasons.map(within).join('; ')}.`
        : `${named(offer)}: nothing in its record speaks for it here.`,
      against.length > 0 && `Against: ${against.map(within).join('; ')}.`,
      toCheck.length > 0 && `To check: ${toCheck.map(within).map(unannounced).join('; ')}.`,
    ]
      .filter(Boolean)
      .join(' '),
  causeUnknown: 'The catalogue does not say why: to ask the provider.',
  leftOut: (counts) =>
    `Left out by the criteria: ${counts.map(({ rule, count }) => `${count} (${small(explained.rules[rule])})`).join(', ')}.`,
  nothingLeftOut: 'No criterion left out an offer that answers the request.',
  alsoValid: (titles) => `As valid, not shown for want of room: ${titles.join('; ')}.`,
  notAmong: (wanted, valid, left) =>
    valid
      ? `“${wanted}”: “${valid}” is as valid, not shown for want of room.`
      : left
        ? `“${wanted}”: “${left.title}” is left out (${small(explained.rules[left.rule])}).`
        : `“${wanted}”: neither among the offers shown, nor among the examples kept of what else the catalogue has for this request.`,
  byName: (wanted) =>
    `If it is a town, write “around ${wanted}”. If it is a provider, “Other lead” keeps what you know of it.`,
  row: (measure, { known, priced, remote, anytime, silent }) => {
    const { name, value } = measured[measure]
    const parts = [
      inOrder(known, value),
      priced.length > 0 && `listed price, what is left to pay is not said: ${inOrder(priced, value)}`,
      remote.length > 0 && `${letters(remote)} remote`,
      anytime.length > 0 && `entry all year round for ${letters(anytime)}`,
      silent.length > 0 && `not said for ${letters(silent)}, to ask ${providers(silent)}`,
    ]
    return `${name}: ${parts.filter(Boolean).join('; ')}.`
  },
  told: (offers, claims) => {
    const who = offers.length === 1 ? named(offers[0]!) : `${letters(offers)}, each`
    return `${who}: ${claims.length > 0 ? claims.map(within).join('; ') : 'nothing apart in its record'}.`
  },
  silent: (offers) => `Not said for ${letters(offers)}: the catalogue does not say it, to ask ${providers(offers)}.`,
  opinion: (having) =>
    having.length > 0
      ? `That depends on what matters to the person, beside what the catalogue does not say: ${having.map(({ matter, letters: those }) => `${english.matters[matter]}, ${all(those)}`).join('; ')}.`
      : 'That depends on what matters to the person: date, distance, length and cost do not tell them apart.',
  matters: {
    start: 'if it is starting early',
    distance: 'if it is the distance',
    hours: 'if it is a short length',
    cost: 'if it is the cost',
    price: 'if it is the listed price',
    certified: 'if it is a certification',
  },
  toAsk: (questions) =>
    questions.length > 0
      ? `To ask the person: ${questions.join(' ')}`
      : 'The need says the main things already; what the records leave to check stands below.',
  questions: {
    level: 'Which level or diploma, for entry?',
    travel: 'How do they travel, and how far?',
    start: 'From which date are they free?',
    schedule: 'Which hours suit, full time or not?',
    cost: 'Which budget, and which funding?',
  },
  always: ['Which occupation or subject?', 'How do they travel, and how far?', 'From which date?'],
  summary: (letter, title, claims) => `${letter}. ${title}: ${claims.map(within).join('; ')}.`,
  noCommitment: 'This is neither an enrolment nor an agreement to fund. The person may say no.',
  notThere: (said, there) => `“${said}”: there ${there.length > 1 ? 'are' : 'is'} only ${letters(there)} on the table.`,
  whichOne: 'Which one?',

  unsaid: (said) => `${said.map((one) => `“${one}”`).join(', ')}: no offer says it. Did you mean something else?`,
  meant: 'No offer answers these words. Is it one of these occupations?',

  confirm: (those) => `Record this choice: ${those}? Nothing is recorded before your gesture.`,
  which: 'Which one to record? Nothing is recorded before your gesture.',
  gone: (those) => `${those}: no longer on the table, since the request changed; “undo” goes back.`,
  record: (letter, title) => `I propose ${letter}: ${title}`,
  recorded: 'Your decision is recorded; you can revise it.',
  whatIsWrong: 'What is wrong? Say it in words, or tap a reason to turn these offers down.',
  wrong: {
    'not-relevant': 'Not the right occupation or subject',
    'too-far': 'Too far',
    dates: 'The dates do not suit',
    price: 'Too expensive',
    prerequisites: 'The entry level asked',
  },
}
