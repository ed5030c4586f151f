import { beforeAll, describe, expect, it } from 'vitest'
import { type Item, untold } from '../item.ts'
import { createReferential } from '../occupations/referential.ts'
import { readOccupations } from '../read-sources.ts'
import type { CatalogueIndex } from './catalogue-index.ts'
import { createMemoryIndex } from './memory.ts'
import { sparse } from './memory-vectors.ts'
import { itemText } from './ranking.ts'
import { printedWords, SPOKEN_WORDS } from './spoken-words.ts'
import { topicOf } from './topic.ts'

const referential = createReferential(readOccupations())
let index: CatalogueIndex

beforeAll(() => {
  const items = [
    ...['Reprendre confiance en soi', 'Organiser son temps', 'Gérer son stress', 'Retrouver sa motivation'].map(
      workshop,
    ),
    ...['Prendre la parole en public', 'Donner et recevoir un retour', 'Ponctualité et régularité'].map(workshop),
    ...['CV et lettre : trouver ses mots', 'Développer son réseau', "Simulations d'entretien"].map(workshop),
    ...['Travaux souterrains du réseau ferré', "Entretien d'espaces verts", "Courtier d'assurance"].map(training),
    training('Adapter un logement à la perte d’autonomie'),
  ]
  const vectors = items.map((item) => sparse(referential.vector(itemText(item))))
  index = createMemoryIndex({ version: 'spoken', fictitious: true, items, vectors })
})

describe('What is said at a desk', () => {
  it.each([
    ['estime de soi', 'Reprendre confiance en soi'],
    ['elle manque d’assurance', 'Reprendre confiance en soi'],
    ['il est débordé', 'Organiser son temps'],
    ['sophrologie', 'Gérer son stress'],
    ['elle baisse les bras', 'Retrouver sa motivation'],
    ['éloquence', 'Prendre la parole en public'],
    ['susceptible', 'Donner et recevoir un retour'],
    ['toujours en retard', 'Ponctualité et régularité'],
    ['lettre de motivation', 'CV et lettre : trouver ses mots'],
    ['carnet d’adresses', 'Développer son réseau'],
    ['entretien blanc', "Simulations d'entretien"],
  ])('finds the workshop meant by “%s”', async (said, title) => {
    expect(await firstFound(said)).toBe(title)
  })

  it.each([
    ['réseau ferré', 'Travaux souterrains du réseau ferré'],
    ['entretien des espaces verts', "Entretien d'espaces verts"],
    ['le domaine de l’assurance', "Courtier d'assurance"],
    ['adapter un logement', 'Adapter un logement à la perte d’autonomie'],
  ])('leaves the trade named by “%s” a trade', async (said, title) => {
    expect(printedWords(said)).toEqual([])
    expect(await firstFound(said)).toBe(title)
  })

  it('is the longest phrase of those that begin at the same word', () => {
    expect(printedWords('lettre de motivation')).not.toContain(SPOKEN_WORDS.get('motivation'))
    expect(printedWords('motivation')).toContain(SPOKEN_WORDS.get('motivation'))
    expect(printedWords('pas de voiture')).not.toContain(SPOKEN_WORDS.get('voiture'))
  })

  it('is found whatever its accents, capitals and apostrophes', () => {
    const printed = printedWords("création d'un job d'été")
    expect(printed).toHaveLength(1)
    expect(printedWords('Création d’un JOB D’ÉTÉ')).toEqual(printed)
  })

  it('is not looked up in a written text, which says itself what it means', () => {
    const written =
      'Diagnostic, prévention, médiation, régulation, facilitation, arbitrage, transaction, négociation : les conflits'
    expect(printedWords(written)).not.toEqual([])
    expect(topicOf(written)).toBe(written)
  })

  it('can be read: every phrase has its printed words, and is one that a text can hold', () => {
    for (const [said, printed] of SPOKEN_WORDS) {
      expect(printed, said).toMatch(/\p{L}/u)
      expect(printedWords(said), said).toEqual([printed])
    }
  })
})

async function firstFound(text: string): Promise<string | undefined> {
  const found = await index.search({ text, vector: referential.vector(topicOf(text)), filter: {}, limit: 1 })
  return found[0]?.item.title
}

const workshop = (title: string): Item => ({ ...training(title), id: `workshop-${title}`, kind: 'skill' })

const training = (title: string): Item => ({
  ...untold(),
  id: `training-${title}`,
  kind: 'training',
  title,
  provider: { name: 'Centre Exemple' },
  modality: 'onsite',
  partners: [{ name: 'exemple', reference: title, updatedAt: '2026-01-01' }],
  updatedAt: '2026-01-01',
})
