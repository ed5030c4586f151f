import { overlaps, type Span } from '../../../guardrails/language/fold.ts'
import { joinRedacted, type Redacted } from '../../../guardrails/redacted.ts'
import { holdsTrade, TELLS, tellsOfWork } from '../../occupations/fields.ts'
import type { Referential } from '../../occupations/referential.ts'
import type { Family, Subject } from '../../subjects/subject.ts'
import { subjectsIn } from '../../subjects/subjects-in.ts'
import { patterns as kinds } from '../kinds/read-kinds.ts'
import abbreviations from '../occupation/abbreviations.json' with { type: 'json' }
import { isAimBetween } from '../reading/cues.ts'
import { isDenied, isToldNot } from '../reading/denials.ts'
import type { Found, Message, ReadingContext } from '../reading/message.ts'
import { isBesideNeed, isNote, isSought, stretchAt } from '../reading/stances.ts'
import filler from './filler.json' with { type: 'json' }
import { isOnlyQuality } from './qualities.ts'

/** Words beyond these say less than they blur. */
const mostWords = 8

/**
 * What to search for: the words nobody else took, without filler, without the person, without what is refused, left or set aside. Words after
 * "formation en", "apprendre" and the like are preferred to the rest. Only excerpts of the message, so that it stays redacted.
 */
export function readTopic(message: Message, { referential }: Pick<ReadingContext, 'referential'>): Found[] {
  const all = wantedRuns(message)
  // "Dehors, genre espaces verts": what work is like says nothing beside which.
  const isWork = ({ start, end }: Run) => !isOnlyQuality(message.text.slice(start, end))
  const { runs, anchored } = all.runs.some(isWork)
    ? { runs: all.runs.filter(isWork), anchored: all.anchored.filter(isWork) }
    : all
  const sought = beyondLacks(message, soughtRuns(message, { runs, anchored, referential }), referential)
  const about = aboutSubjects(message, sought)
  const known = about.map((run) => trimmed(message, run, referential)).filter((run) => run !== undefined)
  // Words that nothing knows are searched where there are no others: they may be an offer's own.
  return topicOf(message, known.length > 0 ? known : about)
}

/**
 * Those to search for: that stand in what is wanted, of a note; of a few words all that tell of nothing else. What words for learning lead to
 * comes first.
 */
function soughtRuns(
  message: Message,
  { runs, anchored, referential }: { runs: readonly Run[]; anchored: readonly Run[]; referential: Referential },
): readonly Run[] {
  const roleOf = (run: Run) => stretchAt(message, run)?.role ?? 'none'
  const isWanted = (run: Run) => wantedRoles.has(roleOf(run))
  const led = anchored.filter((run) => !toldRoles.has(roleOf(run)))
  const subjects = subjectsOf(message)
  const tells = (run: Run) =>
    subjectsHeard(message).some((said) => overlaps(said, run)) ||
    tellsOfWork(message.text.slice(run.start, run.end), referential)
  // "Ce qu'il aimerait c'est conduire le bus": wanted, whatever the model hears around it.
  const wishes = runs.filter(
    (run, at) => isAimBetween(message, runs[at - 1]?.end ?? 0, run.start) && !toldRoles.has(roleOf(run)),
  )
  const aimed = wishes.some(tells) ? wishes.filter(tells) : wishes
  const known = runs.filter((run) => subjects.some((said) => overlaps(said, run)))
  const asked = known.filter((run) =>
    subjects.some((said) => overlaps(said, run) && isSought(message, 'subject', said)),
  )
  const choices = isNote(message)
    ? [
        led.filter(isWanted),
        runs.filter(isWanted),
        aimed,
        led,
        asked,
        bestTold(
          message,
          runs.filter((run) => !toldRoles.has(roleOf(run))),
          referential,
        ),
      ]
    : [led.filter(isWanted), led, anchored, runs]
  const some = choices.filter(({ length }) => length > 0)
  // A subject known by its name is surer than words wanted in a clause, and those that tell of work than others ("elle veut rester").
  return (
    some.find((choice) => choice.some((run) => asked.includes(run))) ??
    choices.slice(0, isNote(message) ? 3 : 0).find((choice) => choice.some(tells)) ??
    some[0] ??
    []
  )
}

/**
 * Of what is told of the person, where nothing is said to be wanted, the run that names a subject, or else tells most of work. One word tells
 * little, unless it names a trade.
 */
function bestTold(message: Message, runs: readonly Run[], referential: Referential): readonly Run[] {
  const subjects = subjectsHeard(message).filter(
    ({ subject, start }) => subject.family !== 'evenements' && !isDenied(message, start),
  )
  const telling = runs.map((run) => {
    if (subjects.some((said) => overlaps(said, run))) return { run, weight: NAMED }
    const said = message.text.slice(run.start, run.end)
    const [best] = referential.nearest(said, 1)
    const isSaid = run.words > 1 || referential.match(said).length > 0
    return { run, weight: isSaid && best ? best.similarity : 0 }
  })
  const [first] = telling.sort((one, other) => other.weight - one.weight)
  return first && first.weight >= TELLS ? [first.run] : []
}

/** What a subject that is only told of weighs: work that is named whole says more. */
const NAMED = 0.5

/** "Parle pas français, ménage ou plonge": what is lacked is told beside work that is named. */
function beyondLacks(message: Message, runs: readonly Run[], referential: Referential): readonly Run[] {
  const lacked = subjectsHeard(message).filter(({ start, end }) =>
    message.negations.some(({ kind, cue }) => kind === 'unable' && overlaps(cue, { start, end })),
  )
  const namesWork = ({ start, end }: Run) => holdsTrade(message.text.slice(start, end), referential)
  const others = runs.filter((run) => !lacked.some((said) => overlaps(said, run)))
  return lacked.length > 0 && others.some(namesWork) ? others : runs
}

/**
 * Without the words before a trade or a field that is named which no occupation, no subject and no slip of theirs says: "fraîchement ouvrir une
 * boulangerie". Undefined where no word of a few is known.
 */
function trimmed(message: Message, run: Run, referential: Referential): Run | undefined {
  const subjects = subjectsHeard(message)
  const said = message.text.slice(run.start, run.end)
  const words = Array.from(said.matchAll(patterns.word), ({ index, 0: text }) => ({ text, start: run.start + index }))
  const isKnown = ({ text, start }: { text: string; start: number }) =>
    subjects.some((one) => one.start <= start && start < one.end) ||
    (referential.nearest(text, 1)[0]?.similarity ?? 0) >= UNKNOWN ||
    referential.meant(text).length > 0
  const telling = words.filter(({ text }) => !links.has(text))
  const first = telling.findIndex(isKnown)
  if (first < 0) return isNote(message) ? run : undefined
  const { start } = telling[first]!
  const rest = message.text.slice(start, run.end)
  const isNamed = holdsTrade(rest, referential)
  const isList = /\b(?:ou|et)\b/.test(message.text.slice(run.start, start))
  return first > 0 && isNamed && !isList ? { ...run, start, words: run.words - first } : run
}

/** Below it a word shares a few letters with some occupation, and no more. */
const UNKNOWN = 0.15

const wantedRoles: ReadonlySet<string> = new Set(['want', 'question'])

/** Of the person, the past or to us: nothing to look for. */
const toldRoles: ReadonlySet<string> = new Set(['left', 'story', 'courtesy', 'refuse'])

/**
 * Runs that say a subject, whole, where one does: the rest of the message is told beside it ("nul en français", "Excel pour son poste"). A
 * basic one of small and common words only ("ne lit pas") is a run of its own.
 */
function aboutSubjects(message: Message, runs: readonly Run[]): readonly Run[] {
  const subjects = subjectsOf(message)
  // "Parle bien anglais" says nothing to look for.
  const had = subjectsHeard(message).filter((span) => proven.has(span.subject.family) && isHeld(message, span))
  const asked = runs.filter((run) => !had.some(({ start, end }) => start <= run.start && run.end <= end))
  if (asked.length === 0)
    return subjects.flatMap(({ subject, start, end }) => (subject.basic ? [{ start, end, words: 1 }] : []))
  const about: Run[] = []
  for (const run of asked) {
    const said = subjects.filter((subject) => overlaps(subject, run))
    if (said.length === 0) continue
    const whole = { ...run, start: Math.min(run.start, ...said.map((span) => span.start)) }
    whole.end = Math.max(run.end, ...said.map((span) => span.end))
    const before = about.at(-1)
    if (before && before.end > whole.start) before.end = Math.max(before.end, whole.end)
    else about.push(whole)
  }
  return about.length > 0 ? about : asked
}

/**
 * The subjects that a message asks for: nobody took them, and they are neither refused nor held already. A sort of event says nothing of what
 * it is about, a group nothing of which.
 */
const subjectsOf = (message: Message): SubjectHeard[] =>
  subjectsHeard(message).filter((span) => {
    const { subject, start, end } = span
    if (subject.group || subject.family === 'evenements') return false
    if (
      message.isTaken(start, end) ||
      isDenied(message, start) ||
      (isNote(message) && isBesideNeed(message, 'subject', span))
    )
      return false
    return !(proven.has(subject.family) && isHeld(message, span))
  })

interface SubjectHeard extends Span {
  subject: Subject
}

/** Every subject that a message says, whatever it says of it, in folded offsets. */
export function subjectsHeard(message: Message): readonly SubjectHeard[] {
  const known = heard.get(message)
  if (known) return known
  const said = subjectsIn(message.original).map(({ subject, start, end }) => ({
    subject,
    start: message.index(start),
    end: message.index(end),
  }))
  heard.set(message, said)
  return said
}

const heard = new WeakMap<Message, readonly SubjectHeard[]>()

/** What one has a paper of, or speaks: "permis B depuis dix ans", "parle déjà arabe", "AFGSU faite" tell of the person. */
const isHeld = ({ text }: Message, { start, end }: Span): boolean =>
  patterns.holds.test(text.slice(Math.max(0, start - 30), start)) || patterns.held.test(text.slice(end, end + 24))

const proven: ReadonlySet<Family> = new Set(['caces', 'langues', 'logiciels', 'permis', 'securite'])

/** What is wanted, as stretches of words; `anchored` are those that words for learning or working lead to. */
export function wantedRuns(message: Message): { runs: Run[]; anchored: Run[] } {
  const runs = runsOf(message).filter(({ start }) => !isDenied(message, start) && !isToldNot(message, start))
  const anchored: Run[] = []
  for (const [index, run] of runs.entries()) {
    const before = runs[index - 1]
    const goesOn = before !== undefined && before === anchored.at(-1) && follows(message, before, run)
    if (goesOn || isAnchored(message, run)) anchored.push(run)
  }
  return { runs, anchored }
}

/** Whether words for learning or working lead to it: "formation en", "apprendre". */
export const isLedTo = (message: Message, { start }: Run): boolean => {
  const before = message.text.slice(Math.max(0, start - 40), start)
  return patterns.anchor.test(before) || patterns.diploma.test(before)
}

const isAnchored = (message: Message, run: Run): boolean =>
  isLedTo(message, run) || (message.text.slice(run.start, run.end).match(/[a-z0-9]+/g) ?? []).some(isAbbreviation)

const isAbbreviation = (word: string): boolean => Object.hasOwn(abbreviations, word)

/** "Formation en informatique : réseaux ou cybersécurité": the list goes on, with nothing but small words between. */
const follows = (message: Message, before: Run, run: Run): boolean =>
  run.start - before.end <= 8 &&
  !message.isTaken(before.end, run.start) &&
  patterns.goesOn.test(message.text.slice(before.end, run.start))

function topicOf(message: Message, runs: readonly Run[]): Found[] {
  const chosen: Run[] = []
  let words = 0
  for (const run of runs) {
    if (words + run.words > mostWords && chosen.length > 0) break
    chosen.push(run)
    words += run.words
  }
  const [first] = chosen
  if (!first) return []
  const parts = chosen.map(({ start, end }) => message.excerpt(start, end))
  const value: Redacted = parts.length === 1 ? parts[0]! : joinRedacted(parts, ' ')
  return [{ criterion: 'topic', value, start: first.start, end: chosen.at(-1)!.end }]
}

export interface Run {
  start: number
  end: number
  words: number
}

/**
 * Stretches of meaningful words held together by small ones: "prise de parole", "gestion du stress". `apart`: "la vente et le commerce" are two.
 */
export function runsOf(message: Message, apart = false): Run[] {
  const runs: Run[] = []
  let run: Run | undefined
  let lastEnd = 0
  for (const match of message.text.matchAll(patterns.phraseOrWord)) {
    const start = match.index
    const end = start + match[0].length
    const gap = message.text.slice(lastEnd, start)
    const broken = run !== undefined && (patterns.breaks.test(gap) || (end > start && message.isTaken(lastEnd, start)))
    if (broken) run = undefined
    lastEnd = end
    if (message.isTaken(start, end)) {
      run = undefined
      continue
    }
    if (links.has(match[0])) {
      if (apart && /^(?:et|ou|and|or)$/.test(match[0])) run = undefined
      continue
    }
    // "SSIAP 1", "anglais pro": a number or a tail belongs to the word it follows, and is nothing alone.
    if (/^\d{1,3}$/.test(match[0]) || tails.has(match[0])) {
      if (run && gap === ' ') run.end = end
      continue
    }
    const whole = match.groups?.phrase !== undefined
    if (match.groups?.hollow !== undefined) {
      run = undefined
      continue
    }
    if (!whole && (fillers.has(match[0]) || patterns.empty.test(match[0]))) {
      run = undefined
      continue
    }
    if (run) {
      run.end = end
      run.words += 1
    } else {
      run = { start, end, words: 1 }
      runs.push(run)
    }
  }
  return runs
}

const behaviour = `${kinds.behaviour.source}|${kinds.spokenOf.source}`
const fillers = new Set(filler.words)
/** Small words that may stand inside a topic and never begin or end it. */
const links = new Set(filler.links)
const tails = new Set(filler.tails)

/** Children one works with; the person's own say nothing of the need. */
const children =
  "(?<=\\b(?:travail|boss|occup|gard|metier|emploi|aupres|anim|encadr|activite|contact|aim|ador|passionn)[a-z]{0,4}(?: [a-z]{2,6}){0,2}[ '](?:l|d)?)(?:(?:tout |tres )?(?:petits?|jeunes|grands) )?enfants|tout[- ]petits"

export const patterns = {
  phraseOrWord: new RegExp(
    `(?<hollow>\\b(?:${filler.hollow.join('|')})\\b)|(?<phrase>${behaviour}|${children}|\\b(?:${filler.phrases.join('|')})\\b)|[a-z0-9+#]+(?:[-&][a-z0-9]+)*`,
    'g',
  ),
  word: /[a-z0-9+#]+(?:[-&][a-z0-9]+)*/g,
  breaks: /[,;:.!?\n()[\]>→]| - /,
  empty: /^(?:\d{1,6}(?:ere?|e|eme|h|nd)?|[a-z])$/,
  holds:
    /\b(?:ai|as?|ont|parle(?:nt)?|possede|titulaire|detient|maitrise|obtenu|skills)(?: (?:deja|bien|aussi|le|la|un|son|sa|du|de|des|les)| (?:de )?l'){0,3} ?$/,
  held: /^ ?[(,:]? ?(?:est |sont )?(?:deja |bien )?(?:ok|obtenue?s?|en poche|acquise?s?|faite?s?|courante?|correcte?|couramment|fluent|valides?|depuis|de l'an|en cours|envisageable|(?:et )?(?:voiture|vehicule))\b/,
  goesOn: /^ ?(?:[,:;+/(]|ou|et|puis|sinon|plus|niveau)? ?(?:de |du |des |en |le |la |les |l'|d'|un |une )?$/,
  /** "CAP maréchalerie": what a diploma is of; one that is held is told of the person. */
  diploma:
    /(?<!\b(?:a|ai|avec|titulaire|apres|possede|obtenu|ancien)(?: (?:deja|un|une|le|son|d'un|du))? ?)\b(?:cap|bep|bp|bac pro|bts|licence pro|mc|mention complementaire|bpjeps)(?: (?:en|de|d'))?[ ']*$/,
  anchor:
    /\b(?:formations?|cours|stages?|modules?|ateliers?|cursus|parcours|perfectionnement|initiation|remise a niveau|apprendre|se former|former|bases?|reconversion(?: pro(?:fessionnelle)?)?|reconvertir|secteur|domaine|metiers?|travailler|diplome|(?<!\ba )titre(?= (?:de|d'|pro))|cqp|tp|deust|certification|competences|training|course|learn|workshops?)(?: (?:de|du|des|d'|en|dans|a|au|aux|sur|pour|vers|la|le|les|l'|un|une|apprendre|a la|metier|metiers|domaine|secteur|se former|in|on|to|the)){0,4}[\s']*(?:l'|d')?$/,
}
