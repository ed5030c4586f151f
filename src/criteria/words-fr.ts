import { monthAfter, spokenDate, spokenEntry, spokenGoal, spokenNumber, spokenPrice } from './spoken.ts'
import type { CriteriaWords } from './words.ts'

const date = (iso: string): string => spokenDate(iso, 'fr')
/** Up to that day, and on it. */
const latest = (iso: string): string => {
  const month = monthAfter(iso, 'fr')
  return month ? `avant ${month}` : `au plus tard le ${date(iso)}`
}
const number = (value: number): string => spokenNumber(value, 'fr')
const price = (amount: number): string => (amount === 0 ? 'gratuit' : spokenPrice(amount, 'fr'))
const level = (value: number): string => `niveau ${value}`
const itself = (text: string): string => text
const listed = (texts: readonly string[]): string => texts.join(', ')
const each = <Entry>(entries: readonly Entry[], say: (entry: Entry) => string): string => entries.map(say).join(', ')
const count = (entries: readonly unknown[], one: string, several: string): string =>
  `${entries.length} ${entries.length > 1 ? several : one}`

const kinds = { training: 'formation', skill: 'savoir-être', event: 'événement' }
const modalities = { onsite: 'en présentiel', remote: 'à distance', mixed: 'en partie à distance' }
const schedules = {
  'full-time': 'à temps plein',
  'part-time': 'à temps partiel',
  evening: 'le soir',
  weekend: 'le week-end',
  alternating: 'en alternance',
}

export const fr: CriteriaWords = {
  kinds,
  modalities,
  schedules,
  criterion: {
    topic: { name: 'Sujet', value: itself },
    occupation: { name: 'Métier', value: ({ name, label }) => name ?? label },
    kinds: { name: 'Type d’offre', value: (held) => each(held, (kind) => kinds[kind]) },
    near: { name: 'Commune', value: ({ name }) => name, said: ({ name }) => `autour de ${name}` },
    radiusKm: {
      name: 'Distance',
      value: (km) => `${number(km)} km`,
      said: (km) => `à ${number(km)} km au plus`,
    },
    modality: { name: 'Modalité', value: (modality) => modalities[modality] },
    excludeModalities: {
      name: 'Modalité exclue',
      value: (held) => each(held, (modality) => modalities[modality]),
      said: (held) => each(held, (modality) => `pas ${modalities[modality]}`),
    },
    startAfter: { name: 'Début au plus tôt', value: date, said: (iso) => `à partir du ${date(iso)}` },
    startBefore: { name: 'Début au plus tard', value: date, said: latest },
    maxHours: {
      name: 'Durée maximale',
      value: (hours) => `${number(hours)} h`,
      said: (hours) => `${number(hours)} h au plus`,
    },
    maxPrice: {
      name: 'Prix maximal',
      value: price,
      said: (amount) => (amount === 0 ? price(0) : `${price(amount)} au plus`),
    },
    certifying: {
      name: 'Certification',
      value: (certifying) => (certifying ? 'avec certification' : 'sans certification'),
    },
    level: { name: 'Niveau visé', value: level },
    schedule: { name: 'Rythme', value: (schedule) => schedules[schedule] },
    constraints: { name: 'Contrainte', value: listed },
    includeItems: {
      name: 'Offre ajoutée à la main',
      value: (held) => number(held.length),
      said: (held) => count(held, 'offre ajoutée', 'offres ajoutées'),
    },
    excludeItems: {
      name: 'Offre écartée à la main',
      value: (held) => number(held.length),
      said: (held) => count(held, 'offre écartée', 'offres écartées'),
    },
    excludeProviders: {
      name: 'Organisme écarté',
      value: listed,
      said: (held) => each(held, (provider) => `sauf ${provider}`),
    },
    alternatives: {
      name: 'Autre piste',
      value: (held) => each(held, spokenGoal),
      said: (held) => each(held, (other) => `ou ${spokenGoal(other)}`),
    },
    refused: {
      name: 'Refusé',
      value: (held) => each(held, (refused) => spokenEntry(refused, fr)),
      said: (held) =>
        each(held, (refused) => `${refused.criterion === 'schedule' ? 'pas' : 'sauf'} ${spokenEntry(refused, fr)}`),
    },
    past: {
      name: 'Fait avant, ou quitté',
      value: (held) => each(held, (past) => spokenEntry(past, fr)),
      said: (held) => each(held, (past) => `avant : ${spokenEntry(past, fr)}`),
    },
    levelHad: { name: 'Niveau déjà acquis', value: level, said: (value) => `a déjà le ${level(value)}` },
  },
}
