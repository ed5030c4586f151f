import type { Vocabulary } from '../catalogue/vocabulary.ts'
import type { Criteria } from '../criteria/criteria.ts'
import type { Item } from '../item.ts'
import type { Referential } from '../occupations/referential.ts'
import { answersSubject, isWithin, subjectOf as subjectById, subjectDistance } from '../subjects/subject.ts'
import { createDoubts, type Doubts } from './doubts.ts'
import { type Frame, framesIn } from './frames.ts'
import { isLearntInCourses } from './leads.ts'
import { createNearness } from './nearness.ts'
import { createPrinter, type Printed } from './printed.ts'
import { described, isSaid, type Part, type Subject, subjectOf, weightOf } from './subject.ts'
import { type Features, featuresOf, type Sureness, surelyAmong, surenessLearned } from './sureness.ts'
import { isSilent, tellingAmong, tells } from './telling.ts'

/**
 * What an item answers a need by, or nearly: an occupation that its partner declared or that its title names, the same as asked or near it;
 * the words of the subject; or its kind alone, where nothing else was asked.
 */
export type Evidence =
  | { by: 'occupation'; code: string; how: 'declared' | 'named'; near: boolean }
  | { by: 'subject'; said: readonly string[]; where: 'title' | 'text' }
  | { by: 'kind' }

/**
 * `answers`: shown without excuse. `close`: shown where hardly anything answers, and opening with what it lacks. `not`: never shown. The
 * policy that tells them apart, and its precedents: README.md.
 */
export type Judgement =
  | { grade: 'answers'; evidence: readonly Evidence[] }
  | { grade: 'close'; evidence: readonly Evidence[]; lacks: Lack }
  | { grade: 'not'; evidence: readonly [] }

/**
 * What keeps an offer from answering: it is of a near occupation, or touches the one asked; of what the subject is a part of, or of a
 * part of the words; it only speaks of it; it is a course that does not lead to the trade asked; it is of another level or category than
 * those asked; it prepares the entry; it is a part of what is asked.
 */
export type Lack = 'occupation' | 'wider' | 'rest' | 'mention' | 'course' | 'level' | Exclude<Frame, 'studies'>

/** What keeps an offer from answering; undefined where it answers, or is of something else. */
export const lackOf = (judgement: Judgement): Lack | undefined =>
  judgement.grade === 'close' ? judgement.lacks : undefined

/** A need as it is judged, made once a need: one of these goals is enough. */
export type Asked = readonly [Goal, ...Goal[]]

export interface Goal {
  /** Whether workshops and events of no trade answer a need about an occupation: not beside trainings, which are what it asks first. */
  forAll: boolean
  /** A ROME code, those near it, and whether it was only described ("couper les branches"), not named. */
  occupation?: { code: string; near: ReadonlySet<string> }
  subject: Subject
  /** What it asks of its own account: the preparation of an entry, a part. */
  frames: ReadonlySet<Frame>
  /** Whether a course that does not lead to the trade answers too: it is what is asked, or nothing else is offered. */
  takesCourses: boolean
  /** Whether some offer tells the trade in its own words: then a diploma that leads to several and tells only others is first of those. */
  isTold: boolean
  /** What it is looked up by: as it was said, with the occupation that the words describe. */
  said: Pick<Criteria, 'topic' | 'occupation'>
}

/** Whether an item answers a need: an absolute judgement of the two, whatever else the catalogue holds. */
export interface Relevance {
  ask(criteria: Pick<Criteria, 'topic' | 'occupation' | 'alternatives'> & Told, vocabulary: Vocabulary): Asked
  /** The same, asked of a catalogue: where nothing that it was found to hold leads to a trade, a course is the way into it. */
  askOf(asked: Asked, found: readonly Item[]): Asked
  judge(item: Item, asked: Asked): Judgement
  /** Which of the items that answer do so surely, beside the others: learned, and only ever less than the rules let in. */
  surely(items: readonly Item[], asked: Asked): boolean[]
  /** Which of them tell what is asked in their own words, beside those that only bear its code: of no trade all do. */
  telling(items: readonly Item[], asked: Asked): boolean[]
  /** What is known of the two, as numbers: what that is learned from. */
  weigh(item: Item, goal: Goal): Features
  /** Where nothing answers: what may have been meant. */
  doubts(topic: string, vocabulary: Vocabulary): Doubts
}

/** What else a need says that tells what answers it. */
type Told = Pick<Criteria, 'kinds' | 'level' | 'certifying'>

export function createRelevance(referential: Referential, sureness: Sureness = surenessLearned): Relevance {
  const print = createPrinter(referential)
  const nearTo = createNearness(referential)

  function weigh(item: Item, goal: Goal): Features {
    const printed = print(item)
    return featuresOf({ printed, goal, called: goal.subject.filter((part) => isCalled(part, printed)) })
  }

  function goalOf(
    { topic, occupation }: Pick<Criteria, 'topic' | 'occupation'>,
    { kinds, level, certifying, vocabulary }: Told & { vocabulary: Vocabulary },
  ): Goal {
    const forAll = kinds.length > 0 && !kinds.includes('training')
    const subject = topic ? subjectOf(topic, { referential, vocabulary, behaviour: forAll }) : []
    const heard = occupation ?? (topic && described(topic, subject, referential))
    const near = occupation ? nearTo(occupation.code) : new Set<string>()
    const said = { topic, occupation: heard }
    // Who names a level or a diploma may mean a degree.
    const degree: Frame[] = level === undefined && certifying !== true ? [] : ['studies']
    const frames = new Set([...framesIn(topic ?? ''), ...degree])
    const takesCourses = frames.has('entry') || frames.has('part')
    return {
      forAll,
      subject,
      frames,
      takesCourses,
      isTold: false,
      said,
      ...(heard && { occupation: { code: heard.code, near } }),
    }
  }

  return {
    ask: ({ alternatives, ...first }, vocabulary) => [
      goalOf(first, { ...first, vocabulary }),
      ...alternatives
        .filter((other) => other.topic || other.occupation)
        .map((other) => goalOf(other, { ...first, vocabulary })),
    ],
    doubts: createDoubts(referential),
    weigh,
    surely: (items, asked) =>
      surelyAmong(
        items.map((item) => asked.map((goal) => weigh(item, goal))),
        sureness,
      ),
    telling(items, asked) {
      const offers = items.map((item) => ({ item, printed: print(item) }))
      const ofGoals = asked.map((goal) => tellingAmong(offers, goal))
      return items.map((_, at) => ofGoals.some((those) => those[at]))
    },
    askOf(asked, found) {
      const trainings = found.filter(({ kind }) => kind === 'training')
      const [first, ...others] = asked.map((goal): Goal => {
        const leading = trainings.filter((item) =>
          findingsFor(item, print(item), goal).some(({ lacks }) => lacks === undefined),
        )
        return {
          ...goal,
          takesCourses: goal.takesCourses || leading.length === 0,
          isTold: leading.some((item) => tells(print(item), goal)),
        }
      })
      return [first!, ...others]
    },
    judge(item, asked) {
      const printed = print(item)
      const found = asked.flatMap((goal) => findingsFor(item, printed, goal))
      const full = found.filter(({ lacks }) => lacks === undefined)
      if (full.length > 0) return { grade: 'answers', evidence: full.map(({ evidence }) => evidence) }
      const [first] = found
      if (first?.lacks === undefined) return { grade: 'not', evidence: [] }
      return { grade: 'close', evidence: found.map(({ evidence }) => evidence), lacks: first.lacks }
    },
  }
}

interface Finding {
  evidence: Evidence
  /** Of a trade, by its code or a name of who does it. */
  trade?: boolean
  /** Of a subject that is learnt in courses. */
  course?: boolean
  lacks?: Lack
}

function findingsFor(item: Item, printed: Printed, goal: Goal): Finding[] {
  const found = [byOccupation(item, printed, goal), bySubject(printed, goal)].filter((one) => one !== undefined)
  if (found.length === 0 && isForAll(item, printed, goal)) return [{ evidence: { by: 'kind' } }]
  const unasked = [...printed.frames].filter((frame) => !goal.frames.has(frame))
  const isDegree = unasked.includes('studies')
  // Who asks for English wants no degree in it.
  const suited = found.filter(({ course }) => !(course && isDegree))
  const isCourseBeside = !printed.leads && !goal.takesCourses
  return suited.map((one) => {
    const lacks = one.lacks ?? frameOf(unasked, one) ?? (one.trade && isCourseBeside ? 'course' : undefined)
    return { ...one, lacks }
  })
}

/** What prepares an entry or is a part of something answers those who ask for that; a degree leads to many trades beside the one it names. */
function frameOf(unasked: readonly Frame[], { evidence }: Finding): Lack | undefined {
  const framed = unasked.find((frame) => frame !== 'studies')
  if (framed !== undefined) return framed
  const isNamed = evidence.by === 'occupation' && evidence.how === 'named'
  return isNamed && unasked.includes('studies') ? 'occupation' : undefined
}

/** A need that names no subject is answered by the kind; so is one about an occupation, by a workshop or an event that is of no trade. */
function isForAll({ kind }: Item, { declared, derived }: Printed, { occupation, subject, forAll }: Goal): boolean {
  if (subject.length > 0) return false
  return occupation === undefined || (forAll && kind !== 'training' && declared.size + derived.size === 0)
}

function byOccupation({ kind }: Item, printed: Printed, goal: Goal): Finding | undefined {
  const { declared, derived, main, mains } = printed
  const { occupation, subject } = goal
  if (!occupation || weightOf(subject.filter(({ basic }) => basic)) * 2 > weightOf(subject)) return undefined
  const { code, near } = occupation
  const taught = subject.filter((part) => part.subjects.length > 0)
  // "SST" names a first-aider too: the course is asked, not the fire brigade.
  if (taught.some(({ codes }) => codes.includes(code))) return undefined
  // Beside a subject that has a name of its own, the trade is mostly who asks.
  const isBeside = weightOf(taught) * 2 > weightOf(subject)
  const lacks = isBeside ? 'rest' : goal.isTold && isSilent(printed, goal) ? 'occupation' : undefined
  if (mains.has(code)) return { evidence: { by: 'occupation', code, how: 'declared', near: false }, trade: true, lacks }
  if (derived.has(code)) return { evidence: { by: 'occupation', code, how: 'named', near: false }, trade: true, lacks }
  if (declared.has(code))
    return { evidence: { by: 'occupation', code, how: 'declared', near: false }, lacks: 'occupation' }
  // An event is about a sector, whose family stands for it.
  const isNear = (other: string) => near.has(other) || (kind === 'event' && other.slice(0, 3) === code.slice(0, 3))
  // What an offer also touches is near no one's trade: of its codes the first counts, or those that its title names where none is declared.
  const [neighbour] = (main === undefined ? [...derived] : [main]).filter(isNear)
  if (neighbour === undefined) return undefined
  const how = declared.has(neighbour) ? 'declared' : 'named'
  return { evidence: { by: 'occupation', code: neighbour, how, near: true }, lacks: 'occupation' }
}

/**
 * One thing that is a subject in itself is enough, wherever it is called so: in a message the rest is told beside it. Beside an occupation
 * nothing else counts, nor does a mere field ("accueil"): other words tell of the person there. Of other words most must be there, those
 * that the catalogue never says among them.
 */
function bySubject(printed: Printed, { occupation, subject }: Goal): Finding | undefined {
  const all = weightOf(subject)
  if (all === 0) return undefined
  const called = subject.filter((part) => isCalled(part, printed))
  const things = called.filter((part) => part.named && !(occupation && part.isField))
  if (things.length > 0) {
    return {
      evidence: evidenceOf(things, 'title'),
      lacks: things.every((part) => isOfAnotherLevel(part, printed)) ? 'level' : restOf(things, called, subject),
      trade: things.every(isOfWhoDoesIt),
      course: things.some(isCourse),
    }
  }
  const wider = subject.filter((part) => isWider(part, printed))
  if (wider.length > 0) return { evidence: evidenceOf(wider, 'title'), lacks: 'wider' }
  // Beside an occupation or what is learnt by its own name, plain words tell of the person.
  if (occupation || subject.some(({ subjects }) => subjects.length > 0)) return undefined
  const mentioned = subject.filter((part) => called.includes(part) || isMentioned(part, printed, 1))
  if (weightOf(called) >= all * subjectInTitle && weightOf(mentioned) >= all * subjectInText)
    return { evidence: evidenceOf(called, 'title'), lacks: subject.length === 1 ? 'mention' : undefined }
  return subject.every((part) => isMentioned(part, printed, REPEATED))
    ? { evidence: evidenceOf(subject, 'text'), lacks: 'mention' }
    : undefined
}

/**
 * In a few words nothing is told beside: "peintre animalier" is not asked by "peintre" alone. In more words a mere field is no more than what is
 * told ("officine d'accueil trouvée"). What has its own name stands for itself.
 */
function restOf(things: Subject, called: Subject, subject: Subject): Lack | undefined {
  const isTold = subject.length > FEW && things.some((part) => !part.isField)
  const isWhole = isTold || things.some((part) => part.subjects.length > 0)
  return isWhole || weightOf(called) >= weightOf(subject) * subjectInTitle ? undefined : 'rest'
}

const FEW = 3

/** Levels are asked of what is learnt by its own name, and the offer says only others; what lies between two that it says is taken for said. */
function isOfAnotherLevel(part: Part, { levels }: Printed): boolean {
  return part.subjects.some((asked) => {
    const order = subjectById(asked)?.levels ?? []
    const [wanted, said] = [part.levels, levels.get(asked) ?? []].map((those) => those.map((one) => order.indexOf(one)))
    const isThere = (level: number) => level >= Math.min(...said!) && level <= Math.max(...said!)
    return wanted!.length > 0 && said!.length > 0 && !wanted!.some(isThere)
  })
}

/** It names who does the work, no field ("comptabilité") and nothing that is learnt by its own name. */
const isOfWhoDoesIt = ({ codes, subjects, isField }: Part): boolean =>
  codes.length > 0 && subjects.length === 0 && !isField

/** What is learnt in a course of hours or weeks, beside any trade. */
const isCourse = ({ subjects }: Part): boolean => subjects.some(isLearntInCourses)

const evidenceOf = (parts: Subject, where: 'title' | 'text'): Evidence => ({
  by: 'subject',
  said: parts.map(({ said }) => said),
  where,
})

/** Shares of what the words of a subject tell, where none of them is a subject in itself: called so, and said at all. */
export const subjectInTitle = 0.5
export const subjectInText = 0.6
/** Words that no title says must come back. */
const REPEATED = 2

/** The title or the certification says it, or names the occupation that it names; not where what is declared is of other domains. */
function isCalled(part: Part, { title, main, declared, derived, subjects }: Printed): boolean {
  const { wordings, codes } = part
  if (part.subjects.some((asked) => subjects.some((said) => isWithin(said, asked)))) return true
  // Of one group, another: its trade may be the same, and what is asked is not.
  if (part.subjects.some((asked) => subjects.some((said) => subjectDistance(asked, said) === 'sibling'))) return false
  const isNamed = (code: string) => code === main || (part.subjects.length === 0 && derived.has(code))
  if (!isCourse(part) && codes.some(isNamed)) return true
  const elsewhere = codes.length > 0 && declared.size > 0 && !codes.some((code) => sharesDomain(code, declared))
  return !elsewhere && wordings.some((wording) => isSaid(wording, (stem) => title.has(stem)))
}

/** It is of what the subject is a part of: office software where a spreadsheet is asked, the trade where its licence is. */
const isWider = (part: Part, { subjects, main }: Printed): boolean =>
  part.subjects.some((asked) => subjects.some((said) => answersSubject(asked, said))) ||
  (isCourse(part) && main !== undefined && part.codes.includes(main))

const sharesDomain = (code: string, declared: ReadonlySet<string>): boolean =>
  [...declared].some((other) => other[0] === code[0])

const isMentioned = ({ wordings }: Part, { said }: Printed, times: number) =>
  wordings.some((wording) => isSaid(wording, (stem) => (said().get(stem) ?? 0) >= times))
