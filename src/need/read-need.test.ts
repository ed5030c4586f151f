import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { type Criteria, noCriteria } from '../criteria/criteria.ts'
import type { ReadingContext } from '../criteria/reading/message.ts'
import type { Reading } from '../criteria/reading/reading.ts'
import { createReferential } from '../occupations/referential.ts'
import type { Commune } from '../places/commune.ts'
import { createPlaces } from '../places/places.ts'
import { mergeTurn } from './merge.ts'
import { emptyProfile } from './profile.ts'
import { askBack } from './question.ts'
import { readNeed } from './read-need.ts'

const commune = (
  code: string,
  name: string,
  postcode: string,
  lat: number,
  lon: number,
  population: number,
): Commune => ({
  code,
  name,
  postcodes: [postcode],
  departement: code.slice(0, 2),
  region: '32',
  lat,
  lon,
  exactness: 'exact',
  population,
})

const places = createPlaces([
  commune('59350', 'Lille', '59000', 50.63, 3.06, 236_000),
  commune('59512', 'Roubaix', '59100', 50.69, 3.17, 98_000),
  commune('62498', 'Lens', '62300', 50.43, 2.83, 32_000),
  commune('80021', 'Amiens', '80000', 49.89, 2.3, 134_000),
])

const referential = createReferential([
  { code: 'D1102', label: 'Boulanger / Boulangère', names: ['boulanger / boulangère'], activities: ['pétrir le pain'] },
  { code: 'D1209', label: 'Fleuriste', names: ['fleuriste'], activities: ['composer des bouquets'] },
  { code: 'F1703', label: 'Maçon / Maçonne', names: ['maçon / maçonne'], activities: ['monter des murs'] },
  {
    code: 'J1501',
    label: 'Aide-soignant / Aide-soignante',
    names: ['aide-soignant / aide-soignante'],
    activities: ['aider à la toilette'],
  },
  {
    code: 'L1508',
    label: 'Régisseur du son / Régisseuse du son',
    names: ['ingénieur du son / ingénieure du son'],
    activities: ['régler le son'],
  },
])

const context: ReadingContext = {
  previous: noCriteria,
  places,
  referential,
  today: '2026-11-24',
  locale: 'fr',
}
const read = (text: string, more: Partial<ReadingContext> = {}) => readNeed(mintRedacted(text), { ...context, ...more })
const holding = (criteria: Partial<Criteria>): Criteria => ({
  ...noCriteria,
  ...criteria,
  read: Object.keys(criteria).map((criterion) => ({
    criterion,
    from: 'message',
    strength: 'must',
  })) as Criteria['read'],
})

const asked = (reading: Reading) =>
  askBack(mergeTurn(noCriteria, { profile: emptyProfile, message: reading, today: context.today }).criteria, reading, {
    locale: 'fr',
  })

describe('reading a message', () => {
  it.each([
    ['fleuriste bac+2 CPF', undefined],
    ['fleuriste, groupe de 8 CPF', undefined],
    ['fleuriste, RS 5801 CPF', undefined],
    ['fleuriste, 1600 sur son compte', 1600],
    ['fleuriste, 800 de CPF', 800],
  ])('takes a number for money where it counts nothing else: %s', (text, price) => {
    expect(read(text).patch.maxPrice).toBe(price)
  })

  it('takes a rhythm for no length, and waiting for a month for its first day only', () => {
    expect(read('fleuriste, la nuit une semaine sur trois').patch.maxHours).toBeUndefined()
    const { startAfter, startBefore } = read('fleuriste, et si on attend mars ?').patch
    expect([startAfter, startBefore]).toEqual([expect.stringMatching(/-03-01$/), undefined])
  })

  it.each([
    ['fleuriste à Lille, le vendredi seulement', 'le vendredi seulement'],
    ['fleuriste à Lille, hébergé', 'hébergé'],
    ['fleuriste à Lille en petit groupe', 'en petit groupe'],
    ['fleuriste à Lille semaine 42', 'semaine 42'],
    ['fleuriste à Lille avec internat', 'avec internat'],
  ])('tells what no record says, and makes no subject of it: %s', (text, untold) => {
    const { patch, unread } = read(text)
    expect([patch.topic, patch.occupation?.code]).toEqual([undefined, 'D1209'])
    expect(unread.map(({ start, end }) => text.slice(start, end))).toEqual([untold])
  })

  it('reads subject, place, dates, duration, price, modality and constraints said in one breath', () => {
    const { patch } = read(
      'Formation de boulangère à Lille, dès janvier, moins de 3 mois, pas plus de 500 €, pas à distance, sans port de charges',
    )
    expect(patch).toMatchObject({
      kinds: ['training'],
      occupation: { code: 'D1102' },
      near: { code: '59350', name: 'Lille' },
      startAfter: '2027-01-01',
      maxHours: 450,
      maxPrice: 500,
      excludeModalities: ['remote'],
      constraints: ['sans port de charges'],
    })
  })

  it('keeps by which of its names an occupation was said, where that is not its label', () => {
    expect(read('une ingénieure du son à Lille').patch.occupation).toEqual({
      code: 'L1508',
      label: 'Régisseur du son / Régisseuse du son',
      name: 'ingénieur du son / ingénieure du son',
    })
    expect(read('boulangère à Lille').patch.occupation).toEqual({ code: 'D1102', label: 'Boulanger / Boulangère' })
  })

  it.each([
    ["elle n'ose pas dire non", ['skill'], "n'ose pas dire non"],
    ["n'arrive jamais à l'heure", ['skill'], "jamais à l'heure"],
    ['refaire son CV', ['skill', 'event'], 'refaire son CV'],
    ['visiter une usine', ['event'], 'visiter une usine'],
    ['gérer une petite entreprise', undefined, 'gérer une petite entreprise'],
    ['bosser avec des ados en difficulté', undefined, 'bosser avec des ados en difficulté'],
    ['travailler en maison de retraite', undefined, 'maison de retraite'],
    ['réparer les bagnoles', undefined, 'réparer les bagnoles'],
  ])('hears in "%s" what nobody names: %s', (text, kinds, topic) => {
    const { patch } = read(text)
    expect({ kinds: patch.kinds, topic: patch.topic, near: patch.near }).toEqual({ kinds, topic, near: undefined })
  })

  it('takes how one behaves for the need only where no occupation is aimed at', () => {
    expect(read("elle n'ose pas dire non, projet aide-soignante").patch.kinds).toBeUndefined()
  })

  it.each([
    ['job dating de maçons', 'job dating'],
    ['qui recrute des maçons à Lens ?', 'qui recrute'],
    ["salon de l'alternance à Lille", "salon de l'alternance"],
    ['un atelier pour les maçons', undefined],
  ])('keeps by which words "%s" says what sort of event is meant', (text, said) => {
    const { patch, read: sources } = read(text)
    expect(patch.kinds).toEqual(['event'])
    expect(sources.find(({ criterion }) => criterion === 'kinds')?.said).toBe(said)
  })

  it('says where each criterion was read, in the offsets of the message as written', () => {
    const text = 'Bonjour 👋🏽, une reconversion en pâtisserie, à de\u0301marrer dès février, 20 km autour de Lille'
    const { read: entries } = read(text)
    const said = Object.fromEntries(
      entries.map(({ criterion, span }) => [criterion, text.slice(span!.start, span!.end)]),
    )
    expect(said).toMatchObject({ topic: 'pâtisserie', startAfter: 'dès février', radiusKm: '20 km autour' })
    expect(said.near).toContain('Lille')
  })

  it('takes a preference for a wish and a demand for a must', () => {
    const strengths = (text: string) => Object.fromEntries(read(text).read.map((one) => [one.criterion, one.strength]))
    expect(strengths('anglais, à distance de préférence').modality).toBe('wish')
    expect(strengths('anglais, si possible le soir').schedule).toBe('wish')
    expect(strengths('anglais, à distance, idéalement le soir')).toMatchObject({ modality: 'must', schedule: 'wish' })
    expect(strengths('anglais, uniquement à distance').modality).toBe('must')
  })

  it('takes "plutôt à distance" for a change of mind once there was another wish', () => {
    const { patch, read: entries } = read('plutôt à distance', {
      previous: holding({ topic: mintRedacted('anglais'), modality: 'onsite' }),
    })
    expect(patch).toEqual({ modality: 'remote' })
    expect(entries[0]).toMatchObject({ from: 'message', strength: 'must' })
  })

  it('compares with the options on screen when there are some, with the criteria otherwise', () => {
    const previous = holding({ topic: mintRedacted('anglais'), maxHours: 400, radiusKm: 40, maxPrice: 900 })
    expect(read('moins long', { previous }).patch).toEqual({ maxHours: 200 })
    const shown = [
      { hours: 300, distanceKm: 12.4, price: 700 },
      { hours: 120, distanceKm: 31, price: 450 },
    ]
    expect(read('moins long', { previous, shown }).patch).toEqual({ maxHours: 120 })
    expect(read('plus près', { previous, shown }).patch).toEqual({ radiusKm: 13 })
    expect(read('moins cher', { previous, shown }).patch).toEqual({ maxPrice: 450 })
  })

  it('replaces the occupation, and lifts the topic it replaces', () => {
    const previous = holding({ topic: mintRedacted('pâtisserie'), near: { code: '59350', name: 'Lille' } })
    expect(read('un autre métier : fleuriste', { previous }).patch).toEqual({
      occupation: { code: 'D1209', label: 'Fleuriste' },
      topic: null,
    })
  })

  it('forgets everything said before when told to start over', () => {
    const previous = holding({ topic: mintRedacted('anglais'), modality: 'remote' })
    expect(read('Nouvelle recherche : maçon à Lens', { previous }).patch).toMatchObject({
      occupation: { code: 'F1703' },
      modality: null,
      topic: null,
    })
  })

  it('asks instead of guessing when two things said cannot both hold', () => {
    const { contradictory, patch } = read('fleuriste, avant mars et après juin')
    expect(contradictory).toMatchObject({
      criterion: 'startAfter',
      alternatives: [{ startAfter: '2027-07-01' }, { startBefore: '2027-02-28' }],
    })
    expect(patch).not.toHaveProperty('startAfter')
    expect(patch).not.toHaveProperty('startBefore')
  })

  it.each([
    ['il veut bosser avec les enfants', { topic: 'enfants' }],
    ['elle veut travailler avec les petits enfants', { topic: 'petits enfants' }],
    ['il adore les tout-petits', { topic: 'tout-petits' }],
    [
      'elle garde ses jeunes enfants le mercredi, cherche une formation de soudeur',
      { kinds: ['training'], topic: 'soudeur' },
    ],
    ['elle veut bosser dans la vente', { topic: 'vente' }],
    ['remise à niveau avant aide-soignante', { topic: 'remise à niveau aide-soignante' }],
    ['quelque chose dans les espaces verts', { topic: 'espaces verts' }],
    ['il touche à tout, aime bricoler', { topic: 'bricoler' }],
    ['un truc dans l’informatique pour ma DE', { topic: 'informatique' }],
    ['passer le caces 3', { topic: 'caces 3' }],
    ['se reconvertir dans le soin', { topic: 'soin' }],
    ['FLE', { topic: 'FLE' }],
    ['reprendre confiance pour les entretiens', { kinds: ['skill'], topic: 'reprendre confiance pour les entretiens' }],
    [
      'y a-t-il un forum emploi près de Lille la semaine prochaine ?',
      { kinds: ['event'], near: { code: '59350', name: 'Lille' }, startAfter: '2026-11-30', startBefore: '2026-12-06' },
    ],
  ])('searches for "%s" instead of asking back', (text, patch) => {
    const reading = read(text)
    expect(reading.patch).toEqual(patch)
    expect(asked(reading)).toBeNull()
  })

  it.each(['elle ne sait pas quoi faire', 'bonjour', 'une formation', 'à Lille', 'merci d’avance pour votre aide'])(
    'asks what to search for when "%s" names nothing',
    (text) => {
      const reading = read(text)
      expect(asked(reading)).toMatchObject({
        criterion: 'topic',
      })
    },
  )

  it('says in the words of the message what a cue that refuses nothing denies', () => {
    expect(read('elle ne connaît pas l’informatique').patch).toEqual({ topic: 'informatique' })
    expect(read('fleuriste, la zone n’a pas la fibre').patch.constraints).toEqual(['n’a pas la fibre'])
    expect(read('fleuriste, contrats non renouvelés, rien au-delà').patch.constraints).toBeUndefined()
    expect(read("fleuriste, le tuteur n'était pas présent").patch.constraints).toBeUndefined()
    expect(read("fleuriste, le tuteur n'était pas présent").patch.refused).toBeUndefined()
  })

  it.each([
    ['anglais, ni soir ni samedi', { topic: 'anglais', constraints: ['ni samedi', 'ni soir'] }],
    [
      'métiers de la viande, alternance exclue',
      { topic: 'viande', refused: [{ criterion: 'schedule', value: 'alternating' }] },
    ],
    ['sans alternance à Lille, bureautique', { topic: 'bureautique', near: { code: '59350', name: 'Lille' } }],
    [
      "bureautique, elle n'est plus intéressée par la vente",
      { topic: 'bureautique', refused: [{ criterion: 'topic', value: 'vente' }] },
    ],
    ['bureautique, la vente non merci', { topic: 'bureautique', refused: [{ criterion: 'topic', value: 'vente' }] }],
  ])('searches for nothing of what "%s" refuses', (text, patch) => {
    expect(read(text).patch).toMatchObject(patch)
  })

  it.each([
    ["avant la fin de l'année", { startBefore: '2026-12-31' }],
    ['demain', { startAfter: '2026-11-25', startBefore: '2026-11-25' }],
    ['du 13 au 15 juillet', { startAfter: '2027-07-13', startBefore: '2027-07-15' }],
    ['en janvier ou février', { startAfter: '2027-01-01', startBefore: '2027-02-28' }],
    ['au second semestre 2027', { startAfter: '2027-07-01', startBefore: '2027-12-31' }],
    ['à la Toussaint', { startAfter: '2027-11-01', startBefore: '2027-11-01' }],
    ["aujourd'hui", {}],
    ['licencié en mars', {}],
    ['l’été dernier', {}],
  ])('reads when it may start in "anglais, %s"', (text, dates) => {
    expect(read(`anglais, ${text}`).patch).toEqual({ topic: 'anglais', ...dates })
  })

  it('does not search for what the person did before', () => {
    expect(read('ancienne boulangère, veut devenir fleuriste').patch).toMatchObject({
      occupation: { code: 'D1209', label: 'Fleuriste' },
    })
    expect(read('a travaillé dix ans comme maçon, cherche en aide-soignant').patch).toMatchObject({
      occupation: { code: 'J1501' },
    })
  })

  it('does not take half of a name for the whole of it', () => {
    expect(read('informatique, pour un ingénieur').patch).not.toHaveProperty('occupation')
  })

  it.each([
    ['formation de boulanger à Lille', 'formation de boulangère à Lille'],
    ['un homme cherche une formation de maçon à Lens', 'une femme cherche une formation de maçonne à Lens'],
    ['formation de fleuriste à Lens', 'maman solo, formation de fleuriste à Lens'],
    ['formation de fleuriste à Lens', 'jeune réfugié, formation de fleuriste à Lens'],
    ['formation de fleuriste à Lens', 'senior au RSA en quartier prioritaire, formation de fleuriste à Lens'],
    ['formation de fleuriste à Lens', 'après une interruption de 5 ans, formation de fleuriste à Lens'],
    ['formation de fleuriste à Lens', 'personne divorcée avec deux enfants, formation de fleuriste à Lens'],
  ])('reads "%s" and "%s" the same', (one, other) => {
    expect(read(other).patch).toEqual(read(one).patch)
  })

  it('never reads a placeholder as a subject', () => {
    expect(read('[PERSONNE_1] au [TELEPHONE_2] cherche').patch).toEqual({})
  })

  it('answers whatever it is given, with spans inside the message', () => {
    const words = fc.constantFrom(
      'à',
      'Lille',
      'sans',
      '3',
      'mois',
      '€',
      'pas',
      '\n',
      '½',
      'é',
      '12/13',
      'dès',
      'fin',
      'mars',
      '👩🏽‍🍳',
      'İ',
      '[PERSONNE_1]',
      'ﬁ',
      'moins de',
    )
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      // Lone surrogates, controls, anything that UTF-16 can hold.
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 120 }).map((units) => String.fromCharCode(...units)),
      fc.array(words, { maxLength: 40 }).map((all) => all.join(' ')),
    )
    const previous = holding({
      topic: mintRedacted('anglais'),
      maxHours: 400,
      radiusKm: 40,
      excludeModalities: ['mixed'],
    })
    const shown = [{ hours: 300, distanceKm: 12.4, price: 700, start: '2027-02-01' }]
    fc.assert(
      fc.property(texts, (text) => {
        const reading = read(text, { previous, shown })
        for (const { span } of reading.read) {
          expect(span!.start).toBeGreaterThanOrEqual(0)
          expect(span!.end).toBeLessThanOrEqual(text.length)
          expect(span!.start).toBeLessThanOrEqual(span!.end)
        }
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    'a ',
    'pas ',
    '1',
    '1 ',
    'de ',
    "d'",
    'en en formation ',
    'à Lille ',
    'sans port de ',
    'niveau bac ',
    'dès le ',
    '- ',
    'ancien ',
  ])('takes time in proportion to its length on repeated %j', (piece) => {
    // The processor's own time: a busy machine makes the clock run, not this. In ms, best of five, as a collection falls in some.
    const time = (length: number) => {
      const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
      const start = process.cpuUsage()
      read(text)
      const { user, system } = process.cpuUsage(start)
      return (user + system) / 1000
    }
    time(4000)
    const rounds = Array.from({ length: 5 }, () => ({ short: time(4000), long: time(8000) }))
    const [short, long] = (['short', 'long'] as const).map((one) => Math.min(...rounds.map((round) => round[one])))
    // The guard lets 8,000 code points through at most. Twice as long takes twice the time (measured: 1.3 to 2.5 times, 3 to 38 ms); what
    // took 10 ms for 2,000 and the square of it would take 160.
    expect(long).toBeLessThan(Math.max(100, 3 * short!))
  })
})
