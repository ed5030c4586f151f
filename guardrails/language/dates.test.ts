import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { easter } from './calendar.ts'
import { datesIn } from './dates.ts'

/** A Sunday. */
const today = '2026-11-29'

/** "first day → last day" of each date read; nothing on a side that is open, "over" for what is behind. */
const read = (text: string, day = today): string[] =>
  datesIn(text, day).map(({ from = '', to = '', over }) => (over ? 'over' : `${from} → ${to}`.trim()))

describe('the dates of a message', () => {
  it.each([
    ['demain', '2026-11-30 → 2026-11-30'],
    ['après-demain', '2026-12-01 → 2026-12-01'],
    ['lundi', '2026-11-30 → 2026-11-30'],
    ['mardi prochain', '2026-12-01 → 2026-12-01'],
    ['mercredi en huit', '2026-12-09 → 2026-12-09'],
    ['jeudi de la semaine prochaine', '2026-12-03 → 2026-12-03'],
    ['mardi 8 décembre', '2026-12-08 → 2026-12-08'],
    ['jeudi 10', '2026-12-10 → 2026-12-10'],
    ['le 15/02', '2027-02-15 → 2027-02-15'],
    ['le premier mars 2028', '2028-03-01 → 2028-03-01'],
    ['2027-03-01', '2027-03-01 → 2027-03-01'],
    ['1st March', '2027-03-01 → 2027-03-01'],
    ['du 13 au 15 juillet', '2027-07-13 → 2027-07-15'],
    ['13-15 juillet', '2027-07-13 → 2027-07-15'],
    ['entre le 10 juin et le 1er juillet', '2027-06-10 → 2027-07-01'],
    ['entre le 13 et le dix-huit', '2026-12-13 → 2026-12-18'],
    ['à la Toussaint', '2027-11-01 → 2027-11-01'],
    ['à Pâques', '2027-03-28 → 2027-03-28'],
    ['lundi de Pâques', '2027-03-29 → 2027-03-29'],
    ['la semaine prochaine', '2026-11-30 → 2026-12-06'],
    ['semaine du 6 octobre', '2027-10-06 → 2027-10-12'],
    ['la dernière semaine de septembre', '2027-09-20 → 2027-09-26'],
    ['le premier mercredi du mois prochain', '2026-12-02 → 2026-12-02'],
    ["première quinzaine d'avril", '2027-04-01 → 2027-04-14'],
    ['en mars', '2027-03-01 → 2027-03-31'],
    ['fin mars', '2027-03-21 → 2027-03-31'],
    ['à la fin du mois de mars', '2027-03-21 → 2027-03-31'],
    ['en janvier ou février', '2027-01-01 → 2027-02-28'],
    ['entre mars et mai', '2027-03-01 → 2027-05-31'],
    ['de mi-janvier à fin mars', '2027-01-11 → 2027-03-31'],
    ['de septembre à juin', '2027-09-01 → 2028-06-30'],
    ['de mars à juin 2028', '2028-03-01 → 2028-06-30'],
    ['entre Noël et Pâques', '2026-12-25 → 2027-03-28'],
    ['au printemps', '2027-03-20 → 2027-06-20'],
    ['au printemps 2028', '2028-03-20 → 2028-06-20'],
    ['au premier semestre', '2027-01-01 → 2027-06-30'],
    ['au second semestre 2027', '2027-07-01 → 2027-12-31'],
    ['à la rentrée', '2027-09-01 → 2027-09-30'],
    ["l'année prochaine", '2027-01-01 → 2027-12-31'],
    ['début 2027', '2027-01-01 → 2027-02-28'],
    ["début de l'année prochaine", '2027-01-01 → 2027-02-28'],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual([expected])
    expect(datesIn(text, today)[0]).toMatchObject({ start: 0, end: text.length })
  })

  it.each([
    ['dès janvier', '2027-01-01 →'],
    ['à partir du 8', '2026-12-08 →'],
    ['pas avant septembre prochain', '2027-09-01 →'],
    ["après les vacances d'été", '2027-09-01 →'],
    ['fin de contrat en février', '2027-03-01 →'],
    ['dans deux mois', '2027-01-29 →'],
    ['dans une quinzaine', '2026-12-14 →'],
    ["avant la fin de l'année", '→ 2026-12-31'],
    ['avant mars', '→ 2027-02-28'],
    ['avant fin mars', '→ 2027-03-31'],
    ['pas après juin', '→ 2027-06-30'],
    ["d'ici Noël", '→ 2026-12-25'],
    ["d'ici deux mois", '→ 2027-01-29'],
    ['sous quinze jours', '→ 2026-12-14'],
    ['dans les 3 prochains mois', '→ 2027-02-28'],
    ['au plus tard le 1er mars', '→ 2027-03-01'],
    ['à partir de mi-janvier', '2027-01-15 →'],
    ['avant mi-février', '→ 2027-02-14'],
    ["CDD jusqu'au 3 janvier", '2027-01-04 →'],
    ['rien qui commence après le 30 avril', '→ 2027-04-30'],
    ["après le 15 mars c'est plus possible", '→ 2027-03-15'],
  ])('may be open: %s', (text, expected) => {
    expect(read(text)).toEqual([expected])
  })

  it('are the next ones, seen from the day', () => {
    expect(read("avant l'été", '2026-07-10')).toEqual(['→ 2027-06-20'])
    expect(read("après l'été", '2026-07-10')).toEqual(['2026-09-21 →'])
    expect(read('cet été', '2026-07-10')).toEqual(['2026-07-10 → 2026-09-20'])
    expect(read('début avril', '2026-04-20')).toEqual(['2027-04-01 → 2027-04-10'])
    expect(read('le 29 février', '2026-04-20')).toEqual(['2028-02-29 → 2028-02-29'])
    expect(read('le 31 avril')).toEqual([])
  })

  it.each([
    'depuis mars',
    'hier',
    'il y a trois mois',
    'en 2019',
    "l'été dernier",
    'diplômée en juin',
    "ARE jusqu'en juin",
  ])('are behind: %s', (text) => {
    expect(read(text)).toEqual(['over'])
  })

  it.each([
    'pas le lundi',
    'lundi, mardi et jeudi',
    'du lundi au vendredi',
    'tous les mercredis',
    'le premier jeudi du mois',
    'six jours sur sept',
    'sept mois',
    'les métiers de demain',
    'elle a été vendeuse',
    "horaires d'été",
    'version 4.2',
    'un filetage de 1/2 pouce',
    'CACES 1/3/5',
    'farine T45',
    'dans le 13',
    'de 9 h à 17 h',
    'niveau 2',
  ])('are none in "%s"', (text) => {
    expect(read(text)).toEqual([])
  })

  it('never lie behind when they lie ahead', () => {
    const said =
      'demain;lundi;mardi 8;le 15/02;en mars;fin mars;à la Toussaint;Pâques;cette semaine;ce mois-ci;au printemps;cet hiver'
    const units =
      "au second semestre;fin d'année;la semaine prochaine;de mars à juin;du 13 au 15 juillet;le 31 décembre".split(';')
    const names = fc.constantFrom(...said.split(';'), ...units)
    const leads = fc.constantFrom('', 'avant ', 'dès ', 'pas avant ', 'après ', "d'ici ", 'pas après ')
    const days = fc
      .integer({ min: 0, max: 4000 })
      .map((day) => new Date(1.75e12 + day * 864e5).toISOString().slice(0, 10))
    fc.assert(
      fc.property(leads, names, days, (lead, name, day) => {
        for (const { from, to, over } of datesIn(lead + name, day)) {
          if (over) continue
          if (from) expect(from >= day, `${lead}${name} ${day}`).toBe(true)
          if (to) expect(to >= (from ?? yesterday(day)), `${lead}${name} ${day}`).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('give offsets of the text as typed, and take time in proportion to it', () => {
    const text = 'Préfère dès février à Orléans'.normalize('NFD')
    const [one] = datesIn(text, today)
    expect(text.slice(one!.start, one!.end).normalize()).toBe('dès février')
    for (const part of [
      'le 12 ',
      'de mars à ',
      '1/2',
      'lundi, ',
      'fin de la ',
      'dans un ',
      'vingt et un ',
      '        ',
    ]) {
      const long = part.repeat(Math.ceil(8000 / part.length))
      const started = performance.now()
      datesIn(long, today)
      expect(performance.now() - started, part).toBeLessThan(400)
    }
  })

  it('follow Easter', () => {
    expect([2024, 2025, 2026, 2027, 2038].map(easter)).toEqual([
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
      '2027-03-28',
      '2038-04-25',
    ])
  })
})

interface Expression {
  text: string
  grain: string
  dates: [number[], ...number[][]]
}

/** Expressions and what they mean, by others (facts of duckling's French corpus), seen from a Tuesday. */
const outside = '../shared/bench/outside/duckling-fr-time.json'

describe('dates that others wrote', () => {
  it.skipIf(!existsSync(outside))('begin on the day they mean, of 220 ahead in four of five', () => {
    const day = '2013-02-12'
    const first = ({ dates: [[year, month, date]] }: Expression) =>
      new Date(Date.UTC(year!, (month || 1) - 1, date || 1)).toISOString().slice(0, 10)
    const ahead = (JSON.parse(readFileSync(outside, 'utf8')) as Expression[]).filter(
      (one) => !/Second|Minute|Hour/.test(one.grain) && first(one) >= day,
    )
    const right = ahead.filter((one) => datesIn(one.text, day).some(({ from, over }) => !over && from === first(one)))
    console.log(`dates of others: ${right.length} of ${ahead.length} begin on the day meant`)
    expect(right.length / ahead.length).toBeGreaterThanOrEqual(0.8)
  })
})

/** "Avant demain" ends today. */
function yesterday(day: string): string {
  return new Date(Date.parse(day) - 864e5).toISOString().slice(0, 10)
}
