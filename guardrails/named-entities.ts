import type { Candidate, Message, Recogniser } from './detect/recogniser.ts'
import { kindOf } from './finding.ts'
import { overlaps } from './language/fold.ts'
import { type Folded, fold } from './normalise.ts'
import type { Part } from './parts.ts'
import { placeholderSpans } from './placeholders.ts'

/** The name of a person, as a model sees it. Offsets are UTF-16 code units of the text it was given, end excluded; score from 0 to 1. */
export interface NamedPerson {
  start: number
  end: number
  score: number
}

/** A model that reads names in a text. It may take its time, and may fail. */
export type NamedEntityModel = (text: string) => Promise<NamedPerson[]>

/**
 * Runs a step that guards texts, and waits for nothing, with a model that must be waited for. The step takes from `more` what joins the
 * guard for each text: `withNamedEntities(model, (more) => guard(text, policy, { locale, placeholders, more: more(text) }))`.
 * While it asks about texts that the model has not read, they are blocked, the model reads them and the step runs again from its start:
 * it must bear that. Where the model fails, the guard blocks. Without a model, the step runs once and `more` is empty.
 */
export async function withNamedEntities<Result>(
  model: NamedEntityModel | undefined,
  step: (more: (text: string) => readonly Recogniser[]) => Result,
): Promise<Result> {
  if (!model) return step(() => [])
  const read = new Map<string, Recogniser>()
  for (let round = 0; ; round++) {
    const asked = new Set<string>()
    const result = step((text) => [read.get(text) ?? failing(() => asked.add(text))])
    if (asked.size === 0 || round === roundsAtMost) return result
    for (const text of asked) read.set(text, await readOnce(text, model))
  }
}

/** More texts than any message holds; a step that never stops asking ends blocked. */
const roundsAtMost = 100

async function readOnce(text: string, model: NamedEntityModel): Promise<Recogniser> {
  try {
    return recogniserOf(text, await model(text))
  } catch {
    return failing()
  }
}

const name = 'named-entities'

/** Adds names and widens those found, never takes anything away: a name that the model cuts short stays whole. */
function recogniserOf(text: string, people: readonly NamedPerson[]): Recogniser {
  const folded = fold(text)
  // A placeholder stands for a name that is masked already.
  const placeholders = placeholderSpans(text)
  const named = people
    .flatMap((person) => apart(checked(person, text), placeholders))
    .map((part) => onFolded(part, folded))
  return { name, find: (message, found) => (isReadingOf(message, folded) ? addedTo(found, named, message.plain) : []) }
}

const failing = (noted: () => void = () => {}): Recogniser => ({
  name,
  find() {
    noted()
    throw new Error('The model did not read this text.')
  },
})

function addedTo(found: readonly Candidate[], named: readonly Part[], plain: string): Candidate[] {
  const others = found.filter(({ type }) => type !== 'PERSON' && kindOf(type) === 'personal')
  const people = found.filter((one) => one.type === 'PERSON' && !others.some((other) => overlaps(one, other)))
  return named
    .flatMap((part) => apart(part, others))
    .flatMap((part) => trimmed(part, plain))
    .map((part) => {
      const same = people.filter((person) => overlaps(person, part))
      return {
        type: 'PERSON',
        start: Math.min(part.start, ...same.map(({ start }) => start)),
        end: Math.max(part.end, ...same.map(({ end }) => end)),
        score: Math.max(unsure, ...same.map(({ score }) => score)),
      }
    })
}

/** Without the blanks around; nothing at all when no letter and no digit is left. */
function trimmed({ start, end }: Part, plain: string): Part[] {
  const said = plain.slice(start, end)
  const blank = said.length - said.trimStart().length
  return /[\p{L}\p{N}]/u.test(said) ? [{ start: start + blank, end: start + said.trimEnd().length }] : []
}

/** Below what any check key or context gives: alone, a model's word yields to theirs. */
const unsure = 0.5

/** The guard also reads a text in other ways, to see through disguises; the model read it as it was typed. */
function isReadingOf({ plain }: Message, folded: Folded): boolean {
  if (plain.length !== folded.plain.length) return false
  for (let index = 0; index < plain.length; index++) {
    // Placeholders are blanked before anything reads the text.
    if (plain[index] !== folded.plain[index] && plain[index] !== '\u0001') return false
  }
  return true
}

function checked(person: NamedPerson, text: string): NamedPerson {
  const { start, end, score } = person
  const isPart = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length
  if (!isPart || !(score >= 0 && score <= 1))
    throw new RangeError('The model told of a part that the text does not have.')
  return person
}

/** What is left of a part without those that it meets. */
function apart(part: Part, others: readonly Part[]): Part[] {
  const left: Part[] = []
  let { start } = part
  for (const other of others.toSorted((one, two) => one.start - two.start)) {
    if (other.end <= start || other.start >= part.end) continue
    if (other.start > start) left.push({ start, end: other.start })
    start = other.end
  }
  if (start < part.end) left.push({ start, end: part.end })
  return left
}

function onFolded({ start, end }: Part, folded: Folded): Part {
  let first = 0
  while (first < folded.plain.length - 1 && folded.endOf(first) <= start) first++
  let last = first
  while (last < folded.plain.length - 1 && folded.startOf(last + 1) < end) last++
  return { start: first, end: last + 1 }
}
