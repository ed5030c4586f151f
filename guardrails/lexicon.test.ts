import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { conductTypes, injectionTypes, sensitiveTypes } from './finding.ts'
import { conduct, sensitive } from './findings/findings.ts'
import injection from './findings/injection.json' with { type: 'json' }
import type { Terms } from './findings/room.ts'
import shared from './lexicon/conduct-classes.json' with { type: 'json' }
import declared from './lexicon/sensitive-words.json' with { type: 'json' }
import told from './lexicon/told-classes.json' with { type: 'json' }

const { about: _, owner: __, ...wordsByType } = declared
const lexiconTypes = Object.keys(wordsByType)

interface Words {
  /** Words that say it by themselves, a beginning with its star. */
  words: string[]
  /** Words that are said of things too: one in a term marked "%", two in any other. */
  loose: string[]
  /** Words that say it together, in this order. */
  together: string[]
}

const wordsOf = (type: string): Words => (declared as unknown as Record<string, Words>)[type]!

interface Lexicon {
  phrases: readonly string[]
  classes: Record<string, readonly string[]>
}

function lexiconOf(type: string): Lexicon {
  if (type === 'INJECTION') return { phrases: Object.values(injection.phrases).flat(), classes: injection.classes }
  if (type === 'DISCRIMINATION' || type === 'INAPPROPRIATE')
    return { phrases: conduct[type].phrases, classes: shared.classes }
  const terms: Terms = sensitive[type as keyof typeof sensitive].terms
  return { phrases: Object.values(terms).flat(), classes: told.classes }
}

describe('the least form of a phrase, without any word that may be left out', () => {
  it.each(lexiconTypes)('keeps what says it, in each phrase of %s', (type) => {
    const { phrases, classes } = lexiconOf(type)
    expect(phrases.length).toBeGreaterThan(10)
    expect(phrases.flatMap((written) => sayingNothing(written, classes, wordsOf(type)))).toEqual([])
  })

  it('covers every type that a lexicon has', () => {
    expect([...lexiconTypes].sort()).toEqual([...sensitiveTypes, ...conductTypes, ...injectionTypes].sort())
  })

  it('is told apart from words that may be left out, that may not be there, and from one choice among others', () => {
    const words = { words: ['prison', 'condamn*'], loose: ['opere', 'genou'], together: ['mal dos'] }
    const least = (pattern: string) => sayingNothing(pattern, { jail: ['prison', 'taule'] }, words)
    expect(least('sort de prison')).toEqual([])
    expect(least('sort de ?prison')).toEqual(['sort de ?prison: sort de'])
    expect(least('sort de prison|classe')).toEqual(['sort de prison|classe: sort de classe'])
    expect(least('sort de @jail')).toEqual(['sort de @jail: sort de taule'])
    expect(least('ete condamnee !prison')).toEqual([])
    expect(least('mal|maux au dos')).toEqual(['mal|maux au dos: maux au dos'])
    expect(least('mal ..3 dos')).toEqual([])
    expect(least('opere du genou')).toEqual([])
    expect(least('ete opere')).toEqual(['ete opere: ete opere'])
    expect(least('ete opere%')).toEqual([])
  })

  it.each(lexiconTypes)('declares no word of %s that no phrase holds', (type) => {
    const { phrases, classes } = lexiconOf(type)
    const held = new Set(
      [...phrases.map((written) => written.replace(marks, '')), ...Object.values(classes).flat()]
        .flatMap((words) => words.split(/[ |]/))
        .map((word) => word.replace(/^[?!]/, '')),
    )
    const { words, loose, together } = wordsOf(type)
    expect(
      [words, loose, together]
        .flat()
        .flatMap((entry) => entry.split(' '))
        .filter((word) => !held.has(word)),
    ).toEqual([])
  })
})

const marks = /[~^%]+$/

/** A least form of the phrase in which no declared word is left, told with the phrase; none when there is no such form. */
function sayingNothing(
  written: string,
  classes: Record<string, readonly string[]>,
  { words, loose, together }: Words,
): string[] {
  const says = wordTest(words)
  const hints = wordTest(loose)
  const joined = together.map((one) => one.split(' '))
  const inJoined = new Set(joined.flat())
  const slots = requiredOf(written.replace(marks, '')).map((step) => {
    const others = choicesOf(step, classes).filter((choice) => !says(choice))
    const told = others.filter((choice) => inJoined.has(choice))
    // Words that no expression holds are all alike, those that say nothing first.
    const alike = others.filter((choice) => !inJoined.has(choice))
    const least = alike.find((choice) => !hints(choice)) ?? alike[0]
    return least === undefined ? told : [...told, least]
  })
  const enough = /%[~^]?$/.test(written) ? 1 : 2
  const saysNothing = (form: readonly string[]): boolean =>
    form.filter(hints).length < enough && !joined.some((together) => isWithin(together, form))
  const form = formSuchThat(saysNothing, slots, [])
  return form ? [`${written}: ${form.join(' ')}`] : []
}

const requiredOf = (pattern: string): string[] =>
  pattern.split(' ').filter((step) => !/^(?:[?!].*|\.\.\.|\.\.\d+|,|\^)$/.test(step))

const choicesOf = (step: string, classes: Record<string, readonly string[]>): string[] =>
  step.split('|').flatMap((choice) => (choice.startsWith('@') ? classes[choice.slice(1)]! : [choice]))

/** The first form that says nothing: what says something already is followed no further. */
function formSuchThat(
  saysNothing: (form: readonly string[]) => boolean,
  [slot, ...rest]: readonly string[][],
  before: readonly string[],
): string[] | undefined {
  if (!saysNothing(before)) return undefined
  if (!slot) return [...before]
  for (const choice of slot) {
    const form = formSuchThat(saysNothing, rest, [...before, choice])
    if (form) return form
  }
  return undefined
}

function isWithin(words: readonly string[], form: readonly string[]): boolean {
  let at = 0
  for (const word of form) if (word === words[at]) at++
  return at === words.length
}

function wordTest(all: readonly string[]): (choice: string) => boolean {
  const whole = new Set(all)
  const beginnings = all.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1))
  return (choice) => whole.has(choice) || beginnings.some((beginning) => choice.startsWith(beginning))
}

describe('a list of words', () => {
  const folder = join(import.meta.dirname, 'lexicon')
  it.each(readdirSync(folder))('%s says who may change it', (name) => {
    const { owner } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { owner: string }
    expect(owner).toMatch(/\p{L}/u)
  })

  it.each(wordFiles(import.meta.dirname))('%s holds one term a line, in order, none twice', (name) => {
    const written = readFileSync(join(import.meta.dirname, name), 'utf8')
    expect(written).toBe(`${JSON.stringify(JSON.parse(written), null, 1)}\n`)
    expect(unordered(JSON.parse(written), '')).toEqual([])
  })

  it('is none where code stands: a file of code holds no more than a handful of words in one string', () => {
    expect(codeFiles(import.meta.dirname).flatMap(wordStrings)).toEqual([])
  })
})

/** Word lists and rooms: data that somebody who reads no code may change. */
function wordFiles(folder: string): string[] {
  return ['lexicon', 'findings', 'language', 'stories'].flatMap((room) =>
    readdirSync(join(folder, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(room, name))
      .filter((name) => !inAnOrderOfTheirOwn.some((other) => name.startsWith(other))),
  )
}

/** Calendars, cues of which the first that fits counts, and weights. */
const inAnOrderOfTheirOwn = [
  'language/date-leads',
  'language/month-names',
  'language/negat',
  'language/weekday-names',
  'stories/stories',
]

/** Where a list of words is out of order, or says a word twice; the examples of a room come as its owner likes. */
function unordered(value: unknown, at: string): string[] {
  if (typeof value !== 'object' || value === null || at.endsWith('/examples')) return []
  if (!Array.isArray(value)) return Object.entries(value).flatMap(([key, inner]) => unordered(inner, `${at}/${key}`))
  // A list of lists is in the order of their first words.
  const terms = value.map((term) => String(Array.isArray(term) ? term[0] : term))
  const ordered = [...new Set(terms)].sort()
  const first = terms.findIndex((term, index) => term !== ordered[index])
  return first < 0 ? [] : [`${at}: ${terms[first]}`]
}

const codeFiles = (folder: string): string[] =>
  ['detect', 'findings']
    .flatMap((room) =>
      readdirSync(join(folder, room), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, room, name)),
    )
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))

/** Strings that are lists of words, by their first words. */
function wordStrings(file: string): string[] {
  const code = readFileSync(file, 'utf8')
  return [...code.matchAll(/'([^'\n]*)'\.split\(|\[((?:\s*'[\p{L}-]+',?)+\s*)\]/gu)].flatMap(([, spaced, listed]) => {
    const words = spaced?.split(' ') ?? listed!.split(',')
    return words.length > 12 ? [`${file}: ${words.slice(0, 3).join(' ')}`] : []
  })
}
