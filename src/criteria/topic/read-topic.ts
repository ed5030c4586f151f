import type { Locale } from '../../../guardrails/finding.ts'
import { isEnglishAround } from '../../../guardrails/language/english.ts'
import { overlaps, type Span } from '../../../guardrails/language/fold.ts'
import { joinRedacted, type Redacted } from '../../../guardrails/redacted.ts'
import type { Family, Subject } from '../../subjects/subject.ts'
import { subjectsIn } from '../../subjects/subjects-in.ts'
import { patterns as kinds } from '../kinds/read-kinds.ts'
import { isDenied, isToldNot } from '../reading/denials.ts'
import type { Found, Message } from '../reading/message.ts'
import { goalsOf, isBesideNeed, isNote } from '../reading/stances.ts'
import filler from './filler.json' with { type: 'json' }
import { isOnlyQuality } from './qualities.ts'

/** Words beyond these say less than they blur. */
const mostWords = 12

/**
 * What to search for: the words that name what is wanted, as the model of goals hears them.
 * What is refused, left, taken by others or told not to be so is none. Only excerpts of the message, so that it stays redacted.
 */
export const readTopic = (message: Message): Found[] => topicOf(message, goalRuns(message))

/**
 * The words that name what is wanted and that nobody took: those the model hears; else what a subject is called by; else all that few words say,
 * and of a note those that come closest.
 */
export function goalRuns(message: Message): Run[] {
  const runs = runsOf(message)
  const within = (spans: readonly Span[]) => joined(message, runs, spans)
  const isFree = ({ start }: Span) => !isDenied(message, start) && !isToldNot(message, start)
  const wanted = goalsOf(message).filter(({ goal }) => goal === 'wanted')
  const subjects = subjectsOf(message)
  const choices = [
    () => within(wanted.filter(({ faint }) => !faint)).filter(isFree),
    () => runs.filter((run) => isFree(run) && subjects.some((said) => overlaps(said, run))),
    // Of small and common words only: "ne lit pas".
    () => subjects.flatMap(({ subject, start, end }) => (subject.basic ? [{ start, end, words: 1 }] : [])),
    () => (isNote(message) ? within(wanted) : runs).filter(isFree),
  ]
  for (const choose of choices) {
    const chosen = choose()
    if (chosen.length > 0) return besideOthers(message, chosen)
  }
  return []
}

/**
 * The runs that stand in some spans, those of one span made one unless somebody took what is between. Few words are taken as they run on
 * ("import-export avec le Maroc"); a note runs on into what it tells.
 */
function joined(message: Message, runs: readonly Run[], spans: readonly Span[]): Run[] {
  const whole: Run[] = []
  let next = 0
  for (const span of spans) {
    let before: Run | undefined
    while (next < runs.length && runs[next]!.end <= span.start) next += 1
    for (let at = next; at < runs.length && runs[at]!.start < span.end; at += 1) {
      const { words, ...run } = runs[at]!
      const start = isNote(message) ? Math.max(run.start, span.start) : run.start
      const end = isNote(message) ? Math.min(run.end, span.end) : run.end
      if (before && !message.isTaken(before.end, start)) {
        before.end = end
        before.words += words
      } else {
        before = { start, end, words }
        whole.push(before)
      }
    }
  }
  return whole
}

/** "Dehors, genre espaces verts", "parle pas français, ménage ou plonge": what work is like, or what is lacked, says nothing beside which. */
function besideOthers(message: Message, runs: Run[]): Run[] {
  const works = runs.filter(
    ({ start, end }) =>
      !isOnlyQuality(message.text.slice(start, end)) &&
      !message.negations.some(({ kind, scope }) => kind === 'unable' && overlaps(scope, { start, end })),
  )
  return works.length > 0 ? works : runs
}

/** Runs with the whole of the subjects that they say part of, without those that the person holds already: "parle bien anglais" says nothing to look for. */
function withSubjects(message: Message, runs: readonly Run[]): Run[] {
  const had = subjectsHeard(message).filter((span) => proven.has(span.subject.family) && isHeld(message, span))
  const subjects = subjectsOf(message)
  const whole: Run[] = []
  for (const run of runs) {
    if (had.some(({ start, end }) => start <= run.start && run.end <= end)) continue
    const said = subjects.filter((subject) => overlaps(subject, run))
    const start = Math.min(run.start, ...said.map((span) => span.start))
    const end = Math.max(run.end, ...said.map((span) => span.end))
    const before = whole.at(-1)
    if (before && before.end > start) before.end = Math.max(before.end, end)
    else whole.push({ ...run, start, end })
  }
  return whole
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

/** The topic that runs make, each with the whole of the subjects that it says part of. */
export function topicOf(message: Message, found: readonly Run[]): Found[] {
  const runs = withSubjects(message, found)
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
    if (!whole && (isFiller(match[0], message.language) || patterns.empty.test(match[0]))) {
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
/** Says nothing of what a message is about. */
export const isFiller = (folded: string, language: Locale = 'fr'): boolean =>
  fillers.has(folded) || (language === 'en' && isEnglishAround(folded))
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
  empty: /^(?:\d{1,6}(?:ere?|e|eme|h|nd)?|[a-z]|[+#]+)$/,
  holds:
    /\b(?:ai|as?|ont|parle(?:nt)?|possede|titulaire|detient|maitrise|obtenu|skills)(?: (?:deja|bien|aussi|le|la|un|son|sa|du|de|des|les)| (?:de )?l'){0,3} ?$/,
  held: /^ ?[(,:]? ?(?:est |sont )?(?:deja |bien )?(?:ok|obtenue?s?|en poche|acquise?s?|faite?s?|courante?|correcte?|couramment|fluent|valides?|depuis|de l'an|en cours|envisageable|(?:et )?(?:voiture|vehicule))\b/,
}
