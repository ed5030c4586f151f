import { type Candidate, type Message, messageOf, type Recogniser } from './detect/recogniser.ts'
import { recognisers } from './detect/recognisers.ts'
import { kindOf } from './finding.ts'
import { type Folded, fold } from './normalise.ts'
import { placeholderSpans } from './placeholders.ts'
import { hiddenTexts, otherViews, touchesEdit } from './views.ts'

export interface Inspection {
  /** In offsets of the text as typed, in order, none inside another of its kind. */
  candidates: Candidate[]
  /** The text hides something that was found in no plain reading of it. */
  disguised: boolean
  folded: Folded
}

/** A recogniser that threw: its name is all that may be told. */
export class RecogniserFailure extends Error {
  readonly recogniser: string
  constructor(recogniser: string, cause: unknown) {
    super(`The recogniser "${recogniser}" failed.`, { cause })
    this.name = 'RecogniserFailure'
    this.recogniser = recogniser
  }
}

/** Runs every recogniser over every reading of a text. Throws a RecogniserFailure only. */
export function inspect(text: string, more: readonly Recogniser[] = []): Inspection {
  const all = more.length > 0 ? [...recognisers, ...more] : recognisers
  const folded = withoutPlaceholders(fold(text))
  const plainly = read(folded, all)
  const candidates = plainly.map((candidate) => onOriginal(candidate, folded))
  for (const view of otherViews(folded)) {
    for (const candidate of read(view.folded, all)) {
      if (!touchesEdit(view, candidate.start, candidate.end)) continue
      if (view.name === 'letter-digits' && candidate.type !== 'INJECTION') continue
      if (view.name === 'number-words' && (kindOf(candidate.type) !== 'personal' || candidate.type === 'AGE')) continue
      candidates.push(onOriginal(candidate, view.folded))
    }
  }
  return {
    candidates: resolve(candidates),
    disguised:
      folded.disguised ||
      hiddenTexts(unexplained(folded.cased, plainly)).some((hidden) => reveals(hidden, folded.plain, all)),
    folded,
  }
}

function read(folded: Pick<Folded, 'plain' | 'cased'>, all: readonly Recogniser[]): Candidate[] {
  const message: Message = messageOf(folded)
  const found: Candidate[] = []
  for (const recogniser of all) {
    try {
      found.push(...recogniser.find(message, found))
    } catch (cause) {
      throw new RecogniserFailure(recogniser.name, cause)
    }
  }
  return found
}

/** The text without what was found in it already. */
function unexplained(cased: string, candidates: readonly Candidate[]): string {
  let rest = cased
  for (const { type, start, end } of candidates) {
    if (kindOf(type) === 'personal') rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end)
  }
  return rest
}

/** A decoded text is judged alone, then behind the words that announce a value: those words stayed in clear. */
function reveals(hidden: string, plain: string, all: readonly Recogniser[]): boolean {
  const folded = fold(hidden)
  const found = (announced: string): boolean =>
    read({ plain: announced + folded.plain, cased: announced + folded.cased }, all).some(
      ({ type, start, end }) =>
        type !== 'AGE' && type !== 'HANDLE' && !plain.includes((announced + folded.plain).slice(start, end)),
    )
  return found('') || (folded.plain.length < 60 && announcements.some(found))
}

const announcements = ['ne le ', 'identifiant ft ', 'passeport ', 'nir ', 'je recois ', 'siret ', 'habite ']

function onOriginal(candidate: Candidate, folded: Folded): Candidate {
  return { ...candidate, start: folded.startOf(candidate.start), end: folded.endOf(candidate.end - 1) }
}

/**
 * Where two candidates of one kind overlap, the surer stays, then the longer. Kinds do not compete, but a sensitive word
 * inside a name, an address or a link is part of it: "Jean-Baptiste", "rue des Carmes".
 */
export function resolve(candidates: Candidate[]): Candidate[] {
  const kept: Candidate[] = []
  const bySureness = candidates.toSorted(
    (one, other) =>
      other.score - one.score || other.end - other.start - (one.end - one.start) || one.start - other.start,
  )
  for (const candidate of bySureness) {
    const kind = kindOf(candidate.type)
    if (
      !kept.some((other) => other.start < candidate.end && candidate.start < other.end && kindOf(other.type) === kind)
    )
      kept.push(candidate)
  }
  const wholes = kept.filter(({ type }) => kindOf(type) === 'personal')
  return kept
    .filter(
      ({ type, start, end }) =>
        kindOf(type) !== 'sensitive' || !wholes.some((whole) => whole.start <= start && end <= whole.end),
    )
    .sort((one, other) => one.start - other.start || one.end - other.end)
}

/** Placeholders are opaque: no recogniser reads "PERSONNE" or the number in them. */
function withoutPlaceholders(folded: Folded): Folded {
  const spans = placeholderSpans(folded.cased)
  if (spans.length === 0) return folded
  let { cased, plain } = folded
  for (const { start, end } of spans) {
    const blank = `[${'\u0001'.repeat(end - start - 2)}]`
    cased = cased.slice(0, start) + blank + cased.slice(end)
    plain = plain.slice(0, start) + blank + plain.slice(end)
  }
  return { ...folded, cased, plain }
}
