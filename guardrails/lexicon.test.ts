import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { conductTypes, injectionTypes, sensitiveTypes } from './finding.ts'
import conduct from './lexicon/conduct.json' with { type: 'json' }
import injection from './lexicon/injection.json' with { type: 'json' }
import sensitive from './lexicon/sensitive.json' with { type: 'json' }
import declared from './lexicon/sensitive-words.json' with { type: 'json' }

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
  phrases: string[]
  classes: Record<string, readonly string[]>
}

function lexiconOf(type: string): Lexicon {
  if (type === 'INJECTION') return { phrases: Object.values(injection.phrases).flat(), classes: injection.classes }
  if (type === 'DISCRIMINATION' || type === 'INAPPROPRIATE') return { phrases: conduct[type], classes: conduct.classes }
  const kinds = (sensitive.terms as Record<string, Record<string, string[]>>)[type]!
  return { phrases: Object.values(kinds).flat(), classes: sensitive.classes }
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
  it.each(readdirSync(folder).filter((name) => name !== 'policy.json'))(
    '%s holds one term a line, and says who may change it',
    (name) => {
      const written = readFileSync(join(folder, name), 'utf8')
      expect(Math.max(...written.split('\n').map((line) => line.replace(/^ *"about": .*/, '').length))).toBeLessThan(
        600,
      )
      expect((JSON.parse(written) as { owner: string }).owner).toMatch(/\p{L}/u)
    },
  )
})
