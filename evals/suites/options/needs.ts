import { createRandom } from '../../../src/catalogue/demonstration/random.ts'
import type { Item } from '../../../src/item.ts'
import { writtenForms } from '../../../src/occupations/names.ts'
import type { Referential } from '../../../src/occupations/referential.ts'
import type { Places } from '../../../src/places/places.ts'

const howMany = 240

/** Messages as counsellors might write them, over the occupations of the catalogue and the communes it teaches in. Always the same ones. */
export function generateNeeds(places: Places, referential: Referential, items: readonly Item[]): string[] {
  const random = createRandom('evals/options/needs')
  const trainings = items.filter(
    ({ kind, occupations, places }) => kind === 'training' && occupations.length > 0 && places.length > 0,
  )
  return Array.from({ length: howMany }, () => {
    const item = random.pick(trainings)
    const occupation = referential.byCode(item.occupations[0]!.code)
    const name = occupation ? random.pick(writtenForms(random.pick(occupation.names))) : item.occupations[0]!.label
    // Most people ask where something is taught; some live anywhere.
    const commune = random.chance(0.8) ? item.places[0]!.commune.name : random.pick(places.communes).name
    const limits = random.chance(0.55) ? ` ${random.pick(constraints)(random.between(1, 9))}` : ''
    const subject = random.pick(subjects)(name.toLowerCase())
    return `${subject}${random.chance(0.85) ? ` ${random.pick(wheres)(commune)}` : ''}${limits}`
  })
}

const subjects: readonly ((name: string) => string)[] = [
  (name) => `formation ${name}`,
  (name) => `cherche une formation de ${name}`,
  (name) => `veut devenir ${name}`,
  (name) => `reconversion ${name}`,
  (name) => `bonjour, la personne souhaite travailler comme ${name}`,
]

const wheres: readonly ((commune: string) => string)[] = [
  (commune) => `à ${commune}`,
  (commune) => `près de ${commune}`,
  (commune) => `secteur ${commune}`,
  (commune) => `à moins de 50 km de ${commune}`,
]

const constraints: readonly ((n: number) => string)[] = [
  (n) => `, moins de ${n * 100} heures`,
  () => ', plutôt à distance',
  () => ', pas à distance',
  () => ', certifiante',
  () => ', à temps partiel',
  (n) => `, budget ${n * 500} €`,
  () => ', sans port de charges',
  () => ', dès octobre',
  () => ', avant janvier',
  () => ', gratuite de préférence',
]
