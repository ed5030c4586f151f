import { beforeAll, describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { type Criteria, noCriteria } from '../criteria/criteria.ts'
import { rehearse } from '../rehearsal.ts'
import { askBack } from './question.ts'
import { readNeed } from './read-need.ts'

type Stage = Awaited<ReturnType<typeof rehearse>>

describe('a note of an interview', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await rehearse({ items: [] })
  })

  const hear = (text: string) => {
    const { places, referential, today } = stage
    return readNeed(mintRedacted(text), { previous: noCriteria, places, referential, today, locale: 'fr' })
  }
  const read = (text: string) => hear(text).patch

  it('searches the trade that is wanted, and none of those of the family', () => {
    const { occupation, near, past } = read(
      'Mme [PERSONNE_1], [AGE_1], Saint-Omer. Son mari est boulanger, sa fille est aide-soignante à Lille. Elle a tenu une mercerie dix ans. Elle veut devenir secrétaire médicale, elle a déjà fait un stage.',
    )
    expect([occupation?.code, near?.name]).toEqual(['M1609', 'Saint-Omer'])
    expect(past ?? []).not.toContainEqual(
      expect.objectContaining({ value: expect.objectContaining({ code: 'D1102' }) }),
    )
  })

  it('searches the words that are wanted, and not the story around them', () => {
    const { topic, occupation } = read(
      'Reçu ce matin M. [PERSONNE_1], Albi, envoyé par son ancien collègue. Il a gardé les chiens du voisin, sa voiture est au garage. Il souhaite une formation de soudure, le plus tôt possible.',
    )
    expect(occupation?.code).toBe('H2913')
    expect(topic).toBe('soudure')
  })

  it.each([
    ["il est boucher, veut plus voir de viande. Le bois ça l'attire. Doubs", 'bois', 'D1101'],
    [
      'Ancien machiniste de théâtre, habitué aux charges suspendues, intéressé par la conduite des grues à tour. Visite médicale faite. Gennevilliers.',
      'conduite des grues à tour',
      'L1506',
    ],
  ])(
    'names what is wanted in “%s”, with no word that says so, and leaves the trade that is told',
    (text, topic, past) => {
      const need = read(text)
      expect(need.topic).toContain(topic)
      expect(need.occupation).toBeUndefined()
      expect(need.past?.map(({ value }) => (typeof value === 'string' ? value : value.code))).toContain(past)
    },
  )

  it('lives where it says, whatever is said of where others are', () => {
    expect(
      read('Elle réside à Albi, son oncle tient un garage à Toulouse. Elle cherche une formation de secrétaire.').near
        ?.name,
    ).toBe('Albi')
    expect(read('une dame de Sarlat elle voudrait une formation de secrétaire').near?.code).toBe('24520')
    expect(read('M. [PERSONNE_1] [AGE_1] figeac, veut être paysagiste').near?.code).toBe('46102')
  })

  it.each([
    ['carreleur, Albi, elle fait 1 h de route', undefined],
    ['secrétaire à Albi, de 9 h à 15 h', undefined],
    ['secrétaire à Albi, rentrée à 18 h pour son frère', undefined],
    ['anglais à distance, il y a 4 h de décalage', undefined],
    ['carreleur, Albi, 400 h max', 400],
  ])('takes neither a clock nor a way for the length of a course in "%s"', (text, hours) => {
    expect(read(text).maxHours).toBe(hours)
  })

  it('asks which namesake is meant of where the search is, and not of where others are', () => {
    const told =
      'Mme [PERSONNE_1] réside à Chinon et cherche une formation de paysagiste. Son conjoint, boulanger à Azay, songe lui aussi à changer de vie, mais il n’est pas suivi chez nous.'
    expect([read(told).near?.name, hear(told).ambiguous]).toEqual(['Chinon', undefined])
    expect(read('formation de paysagiste, Aubusson').near?.code).toBe('23008')
    expect(hear('formation de paysagiste, Vitry').ambiguous?.criterion).toBe('near')
  })

  it('searches what is wanted without a full stop anywhere', () => {
    const { topic } = read(
      "alors il a été boucher vingt ans il en a assez ce qu'il aimerait c'est réparer les vélos parce qu'il en a toujours fait et il veut rester sur Albi",
    )
    expect(topic).toContain('réparer les vélos')
  })

  it.each([
    ['formation de secrétaire, rien à sa charge', 0],
    ["secrétaire à Lens, elle n'a pas un centime à y mettre", 0],
    ['formation photo, 1 200 max cpf', 1200],
    ['certiphyto, 250e max', 250],
  ])('reads what may be paid in "%s"', (text, price) => {
    expect(read(text).maxPrice).toBe(price)
  })

  it('takes a private school for a constraint, and a licence for heavy lorries for what is refused', () => {
    expect(read("formation comptable à Lille, pas d'école privée")).toMatchObject({
      constraints: ["pas d'école privée"],
    })
    expect(read('permis C à Albi, pas le super lourd').refused).toEqual([{ criterion: 'topic', value: 'super lourd' }])
  })

  it.each(['quelque chose avec des gens', 'travailler dehors, à Gap', 'un métier au calme'])(
    'asks which work is meant by "%s", and searches none',
    (text) => {
      const reading = hear(text)
      expect(reading.patch.topic).toBeUndefined()
      expect(
        askBack({ ...noCriteria, ...(reading.patch as Partial<Criteria>) }, reading, { locale: 'fr' })?.criterion,
      ).toBe('topic')
    },
  )

  it.each([
    ['fraîchement licenciée, veut ouvrir une boulangerie', 'ouvrir une boulangerie'],
    ['parle pas français, veut bosser vite, ménage ou plonge', 'ménage ou plonge'],
  ])('searches of "%s" what is work', (text, topic) => {
    expect(read(text).topic).toBe(topic)
  })

  it('searches no car and no neighbourhood beside a trade', () => {
    expect(read('voiture en panne donc que le bus, formation de secrétaire à Lens').topic).toBeUndefined()
    expect(read("une dame du quartier du Mirail cherche une formation d'aide à domicile").topic).toBeUndefined()
  })
})
