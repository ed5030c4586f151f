import { describe, expect, it } from 'vitest'
import { smallWordsOf } from '../../guardrails/language/english.ts'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { noCriteria } from '../criteria/criteria.ts'
import { createReferential } from '../occupations/referential.ts'
import { loadCommunes } from '../places/load-node.ts'
import { createPlaces } from '../places/places.ts'
import { readOccupations } from '../read-sources.ts'
import english from '../subjects/english.json' with { type: 'json' }
import { subjectOf } from '../subjects/subject.ts'
import { subjectsIn } from '../subjects/subjects-in.ts'
import { readNeed } from './read-need.ts'
import { languageOf } from './reading/language.ts'

const occupations = readOccupations()
const referential = createReferential(occupations)
const places = createPlaces(await loadCommunes())
const read = (text: string) =>
  readNeed(mintRedacted(text), { previous: noCriteria, places, referential, today: '2026-11-30', locale: 'en' }).patch

describe('a need written in English names its occupation', () => {
  it.each([
    ['plumber in Nantes', 'F1603', 'Nantes'],
    ['plumber job in Nantes', 'F1603', 'Nantes'],
    ['Looking for a welding course near Lille', 'H2913', 'Lille'],
    ['She wants to become a nursing assistant, in Rennes', 'J1501', 'Rennes'],
    ['bus driver in Le Havre', 'N4103', 'Le Havre'],
    ['estate agent in Annecy', 'C1504', 'Annecy'],
    ['taxi driver, Nice', 'N4102', 'Nice'],
  ])('“%s” is %s around %s, and leaves no word to search', (text, code, town) => {
    const { occupation, near, topic } = read(text)
    expect([occupation?.code, near?.name, topic]).toEqual([code, town, undefined])
  })

  it('as French calls it, where its code has other trades', () => {
    expect(read('roofer training in Limoges').occupation?.name).toBe('couvreur / couvreuse')
  })

  it('and a licence to drive is no degree', () => {
    for (const text of [
      'forklift licence near Lyon',
      'truck driving licence near Strasbourg',
      'he needs a driving licence',
    ])
      expect(read(text).level).toBeUndefined()
  })

  it('and a word without a capital is no town misspelt', () => {
    expect(read('She worked as a nanny and wants to learn to read in Aubervilliers').near?.name).toBe('Aubervilliers')
  })

  it('and a subject keeps all its words', () => {
    expect(read('first aid certificate, Marseille').topic).toBe('first aid')
  })

  it('and what helps to look for a job is asked of workshops', () => {
    expect(read('help writing a CV').kinds).toEqual(['skill', 'event'])
  })

  it('beside those that are left and refused', () => {
    const left = read('He used to be a baker and would like to train as a truck driver')
    expect([left.occupation?.code, left.past?.[0]]).toEqual([
      'N4101',
      { criterion: 'occupation', value: { code: 'D1102', label: 'Boulanger / Boulangère' } },
    ])
    const refused = read('He no longer wants to work as a waiter, prefers gardening')
    expect([refused.occupation?.code, refused.refused?.[0]]).toMatchObject([
      'A1203',
      { criterion: 'occupation', value: { code: 'G1803' } },
    ])
  })
})

describe('the English names of occupations', () => {
  it('are known for every code', () => expect(occupations.filter((one) => !one.english?.length)).toEqual([]))

  it('are heard whole, each as its code, in a text in English', () => {
    const unheard = occupations.flatMap(({ code, english: called = [] }) =>
      called.filter(
        ({ said }) =>
          !referential.english
            .match(said)
            .some(
              ({ start, end, occupations: bearing }) =>
                end - start === said.length && start === 0 && bearing.some((one) => one.code === code),
            ),
      ),
    )
    expect(unheard).toEqual([])
  })

  it('say the same as a French name of the code, where they tell one', () => {
    const strangers = occupations.flatMap(({ names, english: called = [] }) =>
      called.filter(({ means }) => means !== undefined && !names.includes(means)),
    )
    expect(strangers).toEqual([])
  })

  it('leave alone to French what it calls another occupation', () => {
    const shared = occupations.flatMap(({ english: called = [] }) =>
      called.filter(({ said }) => referential.match(said).some(({ start, end }) => start === 0 && end === said.length)),
    )
    expect(shared.length).toBeGreaterThan(0)
    // "Head of sales" is English by its small word.
    const words = shared.filter(({ said }) => smallWordsOf(said).english === 0)
    expect(words.filter(({ said }) => languageOf(mintRedacted(said), referential) === 'en')).toEqual([])
  })

  it.each(['Un chef de cuisine à Nantes', 'elle veut devenir coach', 'agent à Lyon, dans la banque', 'barman'])(
    'are not heard in French: “%s”',
    (text) => expect(languageOf(mintRedacted(text), referential)).toBe('fr'),
  )
})

describe('the English names of subjects', () => {
  it('are of subjects that exist, and each is heard', () => {
    const unheard = Object.entries(english).flatMap(([id, names]) =>
      names.filter((name) => subjectOf(id) === undefined || subjectsIn(name)[0]?.start !== 0),
    )
    expect(unheard).toEqual([])
  })

  it.each([
    ['forklift licence near Lyon', 'caces-r489'],
    ['French classes in the evening', 'fle'],
    ['help to write her CV', 'cv'],
    ['wants to start his own business', 'creation-entreprise'],
  ])('“%s” asks for %s', (text, id) => expect(subjectsIn(text).map(({ subject }) => subject.id)).toContain(id))

  it.each(['résumé en dix lignes', 'massage à Lyon', 'il aime les drones, il voudrait les piloter'])(
    'are not heard in French: “%s”',
    (text) => {
      const names = new Set(Object.values(english).flat())
      expect(subjectsIn(text).filter(({ name }) => names.has(name))).toEqual([])
    },
  )
})
