import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { createRandom } from '../catalogue/demonstration/random.ts'
import { noCriteria } from '../criteria/criteria.ts'
import { writtenForms } from '../occupations/names.ts'
import { createReferential } from '../occupations/referential.ts'
import { createPlaces } from '../places/places.ts'
import { readOccupations } from '../read-sources.ts'
import { readNeed } from './read-need.ts'

const occupations = readOccupations()
const context = {
  previous: noCriteria,
  places: createPlaces([]),
  referential: createReferential(occupations),
  today: '2026-11-29',
  locale: 'fr' as const,
}
const read = (text: string) => readNeed(mintRedacted(text), context)
const codeOf = (text: string) => read(text).patch.occupation?.code
const askedAbout = (text: string) => {
  const { ambiguous } = read(text)
  return ambiguous?.criterion === 'occupation' ? ambiguous.candidates.map(({ code }) => code) : []
}
const corrected = (text: string) => read(text).read.find(({ criterion }) => criterion === 'occupation')?.corrected

describe('a trade with a word misspelt', () => {
  it.each([
    ['formation de mecanissien', 'I1604', 'mecanissien'],
    ['devenir coifeuse', 'D1202', 'coifeuse'],
    ['formation de pintre en batiment', 'F1606', 'pintre en batiment'],
    ['soudur', 'H2913', 'soudur'],
  ])('is read and shown as corrected: “%s”', (text, code, typed) => {
    expect(codeOf(text)).toBe(code)
    expect(corrected(text)).toBe(typed)
  })

  it('is a trade only where a trade is asked for', () => {
    expect(codeOf('les coifeuses du quartier parlent anglais avec elle')).toBeUndefined()
  })

  it('is read or asked about with one letter wrong, over the referential', () => {
    const figures = { kept: 0, asked: 0, lost: 0 }
    const names = occupations.flatMap(({ label, names }) => [label, ...names]).filter((_, at) => at % 40 === 0)
    for (const name of names) {
      const [said] = writtenForms(name)
      const slip = misspelt(said!)
      const code = codeOf(`formation de ${said}`)
      if (!slip || !code) continue
      if (codeOf(`formation de ${slip}`) === code) figures.kept += 1
      else if (askedAbout(`formation de ${slip}`).includes(code)) figures.asked += 1
      else figures.lost += 1
    }
    const all = figures.kept + figures.asked + figures.lost
    console.log('trades with one letter wrong:', JSON.stringify(figures))
    expect(all).toBeGreaterThan(200)
    expect((figures.kept + figures.asked) / all).toBeGreaterThanOrEqual(0.85)
  })
})

/** One letter of the longest word left out, doubled, changed or turned round with the next, never the first. */
function misspelt(name: string): string | undefined {
  const words = name.split(' ')
  const longest = words.reduce((best, word, at) => (word.length > words[best]!.length ? at : best), 0)
  const word = words[longest]!
  if (word.length < 5) return undefined
  const random = createRandom(`slip ${name}`)
  const at = random.between(1, word.length - 3)
  const [before, one, two, after] = [word.slice(0, at), word[at]!, word[at + 1]!, word.slice(at + 2)]
  const slips = [
    before + two + after,
    before + one + one + two + after,
    `${before}x${two}${after}`,
    before + two + one + after,
  ]
  const slip = random.pick(slips.filter((made) => made !== word))
  return words.with(longest, slip).join(' ')
}

describe('a trade said by its letters', () => {
  it.each([
    ['DEAES', 'K1302', 'accompagnant éducatif et social / accompagnante éducative et sociale'],
    ['AES', 'K1302', 'accompagnant éducatif et social / accompagnante éducative et sociale'],
    ['CQP APS', 'K2503', undefined],
    ['TP ADVF', 'K1302', 'assistant de vie aux familles / assistante de vie aux familles'],
    ['titre pro TSSR', 'M1810', 'technicien systèmes et réseaux / technicienne systèmes et réseaux'],
    ['CAP AEPE', 'K1303', 'accompagnant éducatif petite enfance / accompagnante éducative petite enfance'],
    ['BPJEPS activités aquatiques', 'G1204', 'BPJEPS activités aquatiques'],
    ['BPJEPS LTP', 'G1203', 'BPJEPS LTP'],
  ])('is that trade, by its own name: %s', (text, code, name) => {
    expect(read(text).patch.occupation).toMatchObject({ code, ...(name && { name }) })
  })

  it('leaves cards and tests to the subjects', () => {
    expect(read('SSIAP 1').patch.topic).toBe('SSIAP 1')
    expect(codeOf('CACES R489')).toBeUndefined()
  })
})

describe('work told without its name', () => {
  it('is taken where one trade stands clear, its words kept as the topic', () => {
    const { patch } = read('mettre le goudron sur les routes, pas conduire de camion')
    expect(patch).toMatchObject({ occupation: { code: 'F1702' }, topic: 'goudron sur les routes' })
    expect(corrected('mettre le goudron sur les routes')).toBe('mettre le goudron sur les routes')
    expect(codeOf('celui qui pose les vitres')).toBe('F1607')
    expect(codeOf('réparer les clims et les frigos')).toBe('I1306')
  })

  it('is asked about where trades of several domains are close', () => {
    expect(askedAbout('travailler avec les personnes âgées')).toEqual(['K1302', 'J1501', 'G1202'])
  })

  it('is not heard in a subject, a wish of no trade or things', () => {
    for (const text of ['anglais débutant', 'confiance en soi', 'veut travailler dehors', 'il installe des serveurs'])
      expect([codeOf(text), askedAbout(text)], text).toEqual([undefined, []])
  })
})

it('names a person beside the need, and no trade, unless it stands where one is asked for', () => {
  expect(codeOf('son patron lui propose Excel')).toBeUndefined()
  expect(codeOf('formateur lui a dit de passer le permis B')).toBeUndefined()
  expect(codeOf('management pour cadres')).toBeUndefined()
  expect(codeOf('devenir formateur')).toBe('K2111')
  expect(codeOf('formation de chef')).toBe(codeOf('chef'))
})

it('hears a roofer as a roofer, whatever its code was called later', () => {
  expect(read('couvreur').patch.occupation).toMatchObject({ code: 'F1610', name: 'couvreur / couvreuse' })
  expect(codeOf('conducteur d’engins forestiers')).toBe('A1101')
})
