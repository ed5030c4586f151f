import { type Candidate, type Message, messageOf, type Recogniser } from './detect/recogniser.ts'
import { recognisers, wordRecognisers } from './detect/recognisers.ts'
import { kindOf } from './finding.ts'
import { type Folded, fold } from './normalise.ts'
import { resolve } from './overlaps.ts'
import type { Part } from './parts.ts'
import { placeholderSpans } from './placeholders.ts'
import { surest } from './surest.ts'
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
  const all = [...recognisers, ...more]
  const hidden = [...wordRecognisers, ...more]
  const folded = withoutPlaceholders(fold(text))
  const plainly = read(folded, all)
  const candidates = plainly.map((candidate) => onOriginal(candidate, folded))
  for (const view of otherViews(folded)) {
    // Digits in place of letters disguise orders to a machine, not names.
    const readers = view.name === 'letter-digits' ? hidden.filter(({ name }) => name === 'injection') : hidden
    for (const candidate of read(view.folded, readers)) {
      if (!touchesEdit(view, candidate.start, candidate.end)) continue
      if (view.name === 'number-words' && (kindOf(candidate.type) !== 'personal' || candidate.type === 'AGE')) continue
      candidates.push(onOriginal(candidate, view.folded))
    }
  }
  return {
    candidates: resolve(candidates, text),
    disguised:
      folded.disguised ||
      hiddenTexts(unexplained(folded.cased, plainly)).some((text) => reveals(text, folded.plain, hidden)),
    folded,
  }
}

function read(folded: Pick<Folded, 'plain' | 'cased'>, all: readonly Recogniser[]): Candidate[] {
  const message: Message = messageOf(folded)
  const found: Candidate[] = []
  for (const recogniser of all) {
    try {
      for (const candidate of recogniser.find(message, found)) found.push(candidate)
    } catch (cause) {
      throw new RecogniserFailure(recogniser.name, cause)
    }
  }
  return found
}

/** The text without what was found in it already. */
function unexplained(cased: string, candidates: readonly Candidate[]): string {
  return blankOut(cased, surest(candidates.filter(({ type }) => kindOf(type) === 'personal')), (length) =>
    ' '.repeat(length),
  )
}

/** The text with each part replaced by a blank of the same length. Parts come in order. */
function blankOut(text: string, parts: readonly Part[], blank: (length: number) => string): string {
  if (parts.length === 0) return text
  const pieces: string[] = []
  let from = 0
  for (const { start, end } of parts) {
    pieces.push(text.slice(from, start), blank(end - start))
    from = end
  }
  return pieces.join('') + text.slice(from)
}

/** A decoded text is judged alone, then behind the words that announce a value: those words stayed in clear. */
function reveals(hidden: string, plain: string, all: readonly Recogniser[]): boolean {
  const folded = fold(hidden)
  const found = (announced: string): boolean =>
    read({ plain: announced + folded.plain, cased: announced + folded.cased }, all).some(
      ({ type, start, end }) =>
        type !== 'AGE' && type !== 'HANDLE' && !plain.includes((announced + folded.plain).slice(start, end)),
    )
  return (
    found('') ||
    (folded.plain.length < 60 && announcements.some(({ said, announced }) => said.test(plain) && found(announced)))
  )
}

/** Where a text announces a value in clear, the hidden value is judged as if it stood there. */
const announcements: readonly { said: RegExp; announced: string }[] = [
  { said: /\bnee? |naissance|\bddn\b|\bborn\b/, announced: 'ne le ' },
  { said: /identifiant|\bft\b|france travail|pole emploi|\bid\b/, announced: 'identifiant ft ' },
  { said: /passe?port/, announced: 'passeport ' },
  { said: /\bnir\b|secu|\bn?ss\b|vitale/, announced: 'nir ' },
  {
    said: /\brecoi|\bvois\b|\bm(?:me|lle|r)?\b|monsieur|madame|dossier|appel|nomm|rdv|rendez-vous/,
    announced: 'je recois ',
  },
  { said: /\bsire[tn]\b|entreprise|societe/, announced: 'siret ' },
  { said: /habit|adresse|demeur|domicil|\brue\b|loge|\bvit\b/, announced: 'habite ' },
]

function onOriginal(candidate: Candidate, folded: Folded): Candidate {
  return { ...candidate, start: folded.startOf(candidate.start), end: folded.endOf(candidate.end - 1) }
}

/** Placeholders are opaque: no recogniser reads "PERSONNE" or the number in them. */
export function withoutPlaceholders(folded: Folded): Folded {
  const spans = placeholderSpans(folded.cased)
  if (spans.length === 0) return folded
  const opaque = (length: number): string => `[${'\u0001'.repeat(length - 2)}]`
  return { ...folded, cased: blankOut(folded.cased, spans, opaque), plain: blankOut(folded.plain, spans, opaque) }
}
