import type { Locale } from '../../guardrails/finding.ts'
import type { ItemSession, Outcome } from '../catalogue/item.ts'
import type { Kind, Modality, Schedule } from '../need/criteria.ts'

/** The sentences of extracted claims: short, plain, one fact each, no superlative and no directive. French first, English second. */
export interface Wording {
  occupation(label: string): string
  mentions(field: 'title' | 'objective' | 'content', words: string): string
  nearestOccupation(label: string): string
  distance(km: number, place: string, approximate: boolean): string
  distanceFrom(km: number, place: string, from: string, approximate: boolean): string
  placeUnknown: string
  remote: string
  onsite: string
  mixed: string
  nextSession(session: ItemSession): string
  seats(seats: number): string
  noSession: string
  hours(hours: number): string
  hoursWithin(hours: number, limit: number): string
  hoursUnknown: string
  free: string
  price(amount: number): string
  priceWithin(amount: number, limit: number): string
  priceUnknown: string
  remainingCost(amount: number): string
  remainingCostUnknown: string
  funding(list: string): string
  prerequisites(list: string): string
  entryLevel(asked: number, has: number): string
  certification(label: string): string
  certificationLevel(label: string, level: number): string
  notCertifying: string
  schedule(schedule: Schedule): string
  scheduleUnlike(schedule: Schedule, wanted: string): string
  partTime: string
  scheduleUnknown: string
  accessibility(text: string): string
  accessibilityUnknown: string
  constraintMet(constraint: string, passage: string): string
  constraintUnknown(constraint: string): string
  audience(text: string): string
  admission(text: string): string
  outcome(outcome: Outcome): string
  outcomesUnknown: string
  outcomesMasked: string
  kind(kind: Kind): string
  provider(name: string): string
  shorter(hours: number): string
  longer(hours: number): string
  nearer(km: number): string
  farther(km: number): string
  earlier(start: string): string
  later(start: string): string
  cheaper(amount: number): string
  dearer(amount: number): string
  onlyFree: string
  onlyCertifying: string
  onlyNotCertifying: string
  onlyModality(modality: Modality): string
  silent: string
  date(iso: string): string
  euros(amount: number): string
}

const frenchDate = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' })
const englishDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const frenchEuros = new Intl.NumberFormat('fr-FR', {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 2,
  minimumFractionDigits: 0,
})
const englishEuros = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 2,
  minimumFractionDigits: 0,
})
const at = (iso: string) => new Date(`${iso}T00:00:00Z`)

const frenchSchedules: Record<Schedule, string> = {
  'full-time': 'à temps plein',
  'part-time': 'à temps partiel',
  evening: 'en cours du soir',
  weekend: 'le week-end',
  alternating: 'en alternance',
}
const englishSchedules: Record<Schedule, string> = {
  'full-time': 'full time',
  'part-time': 'part time',
  evening: 'in the evening',
  weekend: 'at weekends',
  alternating: 'as a work-study course',
}
const frenchMeasures: Record<Outcome['measure'], string> = {
  success: 'ont obtenu la certification',
  employment: 'avaient un emploi ensuite',
  continuation: 'ont poursuivi leurs études',
  satisfaction: 'se disent satisfaits',
}
const englishMeasures: Record<Outcome['measure'], string> = {
  success: 'obtained the certification',
  employment: 'were in work afterwards',
  continuation: 'went on studying',
  satisfaction: 'say they are satisfied',
}
const frenchKinds: Record<Kind, string> = {
  training: 'Une formation.',
  skill: 'Une ressource pour travailler un savoir-être.',
  event: 'Un événement local.',
}
const englishKinds: Record<Kind, string> = {
  training: 'A training.',
  skill: 'A behavioural-skill resource.',
  event: 'A local event.',
}
const frenchFields = { title: "L'intitulé", objective: "L'objectif", content: 'Le programme' }
const englishFields = { title: 'The title', objective: 'The objective', content: 'The syllabus' }
const frenchNumber = new Intl.NumberFormat('fr-FR')
const englishNumber = new Intl.NumberFormat('en-GB')
const about = (approximate: boolean) => (approximate ? 'environ ' : '')

const fr: Wording = {
  occupation: (label) => `Prépare au métier visé : ${label}.`,
  nearestOccupation: (label) => `Prépare à un métier proche de la demande : ${label}.`,
  mentions: (field, words) => `${frenchFields[field]} mentionne « ${words} ».`,
  distance: (km, place, approximate) => `À ${about(approximate)}${km} km, à ${place}.`,
  distanceFrom: (km, place, from, approximate) =>
    km === 0 && place === from ? `À ${place}.` : `À ${about(approximate)}${km} km de ${from}, à ${place}.`,
  placeUnknown: "Le lieu n'est pas précisé.",
  remote: 'Se suit entièrement à distance.',
  onsite: 'Se suit sur place.',
  mixed: 'Se suit en partie sur place, en partie à distance.',
  nextSession: (session) =>
    `Prochaine session le ${fr.date(session.start)}${session.startTime && session.endTime ? `, de ${session.startTime} à ${session.endTime}` : ''}.`,
  seats: (seats) =>
    seats > 1 ? `${seats} places restantes à la prochaine session.` : `${seats} place restante à la prochaine session.`,
  noSession: "Aucune date n'est publiée.",
  hours: (hours) => `Dure ${frenchNumber.format(hours)} heures.`,
  hoursWithin: (hours, limit) =>
    `Dure ${frenchNumber.format(hours)} heures, dans la limite de ${frenchNumber.format(limit)} heures.`,
  hoursUnknown: "La durée n'est pas précisée.",
  free: 'Gratuit pour la personne.',
  price: (amount) => `Coûte ${fr.euros(amount)}.`,
  priceWithin: (amount, limit) => `Coûte ${fr.euros(amount)}, dans la limite de ${fr.euros(limit)}.`,
  priceUnknown: "Le prix n'est pas précisé.",
  remainingCost: (amount) => `Reste à charge publié : ${fr.euros(amount)}.`,
  remainingCostUnknown: "Le reste à charge n'est pas précisé.",
  funding: (list) => `Financements possibles : ${list}.`,
  prerequisites: (list) => `Prérequis à vérifier : ${list}.`,
  entryLevel: (asked, has) => `Demande le niveau ${asked} à l'entrée ; le profil indique le niveau ${has}.`,
  certification: (label) => `Prépare une certification : ${label}.`,
  certificationLevel: (label, level) => `Prépare une certification de niveau ${level} : ${label}.`,
  notCertifying: 'Ne mène pas à une certification.',
  schedule: (schedule) => `Se déroule ${frenchSchedules[schedule]}.`,
  scheduleUnlike: (schedule, wanted) =>
    `Se déroule ${frenchSchedules[schedule]}, alors que la demande est : ${wanted}.`,
  partTime: 'temps partiel',
  scheduleUnknown: "Le rythme n'est pas précisé.",
  accessibility: (text) => `Accessibilité : ${text}`,
  accessibilityUnknown: "L'accessibilité n'est pas décrite.",
  constraintMet: (constraint, passage) => `« ${constraint} » : le catalogue signale « ${passage} ».`,
  constraintUnknown: (constraint) => `Le catalogue ne dit rien au sujet de « ${constraint} ».`,
  audience: (text) => `Public annoncé, à vérifier : ${text}.`,
  admission: (text) => `Entrée en formation, à vérifier : ${text}.`,
  outcome: ({ measure, value, n, period, territory }) =>
    `${frenchNumber.format(value)} % ${frenchMeasures[measure]} (${n} personnes, ${period}, ${territory}).`,
  outcomesUnknown: "Aucun taux de réussite ou d'emploi n'est publié.",
  outcomesMasked: 'Les taux publiés portent sur trop peu de personnes pour être montrés.',
  kind: (kind) => frenchKinds[kind],
  provider: (name) => `Proposé par ${name}.`,
  shorter: (hours) => `Dure ${frenchNumber.format(hours)} heures ; les autres durent davantage.`,
  longer: (hours) => `Dure ${frenchNumber.format(hours)} heures ; les autres durent moins longtemps.`,
  nearer: (km) => `À ${km} km ; les autres se trouvent à une distance supérieure.`,
  farther: (km) => `À ${km} km ; les autres sont moins loin.`,
  earlier: (start) => `Commence le ${fr.date(start)} ; les autres commencent après.`,
  later: (start) => `Commence le ${fr.date(start)} ; les autres commencent avant.`,
  cheaper: (amount) => `Coûte ${fr.euros(amount)} ; les autres coûtent davantage.`,
  dearer: (amount) => `Coûte ${fr.euros(amount)} ; les autres coûtent moins.`,
  onlyFree: 'Gratuit ; les autres sont payants.',
  onlyCertifying: 'Mène à une certification ; les autres non.',
  onlyNotCertifying: 'Ne mène pas à une certification ; les autres si.',
  onlyModality: (modality) => `${fr[modality].slice(0, -1)} ; les autres non.`,
  silent: 'Le catalogue ne le dit pas.',
  date: (iso) => frenchDate.format(at(iso)).replace(/^1 /, '1er '),
  euros: (amount) => frenchEuros.format(amount),
}

const en: Wording = {
  occupation: (label) => `Prepares for the intended occupation: ${label}.`,
  nearestOccupation: (label) => `Prepares for an occupation close to the request: ${label}.`,
  mentions: (field, words) => `${englishFields[field]} mentions "${words}".`,
  distance: (km, place, approximate) => `${approximate ? 'About ' : ''}${km} km away, in ${place}.`,
  distanceFrom: (km, place, from, approximate) =>
    km === 0 && place === from ? `In ${place}.` : `${approximate ? 'About ' : ''}${km} km from ${from}, in ${place}.`,
  placeUnknown: 'The place is not stated.',
  remote: 'Entirely at a distance.',
  onsite: 'On site.',
  mixed: 'Partly on site, partly at a distance.',
  nextSession: (session) =>
    `Next session on ${en.date(session.start)}${session.startTime && session.endTime ? `, ${session.startTime} to ${session.endTime}` : ''}.`,
  seats: (seats) => (seats === 1 ? '1 seat left in the next session.' : `${seats} seats left in the next session.`),
  noSession: 'No date is published.',
  hours: (hours) => `Takes ${englishNumber.format(hours)} hours.`,
  hoursWithin: (hours, limit) =>
    `Takes ${englishNumber.format(hours)} hours, within the limit of ${englishNumber.format(limit)} hours.`,
  hoursUnknown: 'The length is not stated.',
  free: 'Free for the person.',
  price: (amount) => `Costs ${en.euros(amount)}.`,
  priceWithin: (amount, limit) => `Costs ${en.euros(amount)}, within the limit of ${en.euros(limit)}.`,
  priceUnknown: 'The price is not stated.',
  remainingCost: (amount) => `Published remaining cost: ${en.euros(amount)}.`,
  remainingCostUnknown: 'The remaining cost is not stated.',
  funding: (list) => `Possible funding: ${list}.`,
  prerequisites: (list) => `Prerequisites to check: ${list}.`,
  entryLevel: (asked, has) => `Asks for level ${asked} at entry; the profile says level ${has}.`,
  certification: (label) => `Prepares for a certification: ${label}.`,
  certificationLevel: (label, level) => `Prepares for a level ${level} certification: ${label}.`,
  notCertifying: 'Does not lead to a certification.',
  schedule: (schedule) => `Takes place ${englishSchedules[schedule]}.`,
  scheduleUnlike: (schedule, wanted) => `Takes place ${englishSchedules[schedule]}, whereas the request is: ${wanted}.`,
  partTime: 'part time',
  scheduleUnknown: 'The pace is not stated.',
  accessibility: (text) => `Accessibility: ${text}`,
  accessibilityUnknown: 'Accessibility is not described.',
  constraintMet: (constraint, passage) => `"${constraint}": the catalogue mentions "${passage}".`,
  constraintUnknown: (constraint) => `The catalogue says nothing about "${constraint}".`,
  audience: (text) => `Stated audience, to check: ${text}.`,
  admission: (text) => `Admission, to check: ${text}.`,
  outcome: ({ measure, value, n, period, territory }) =>
    `${englishNumber.format(value)}% ${englishMeasures[measure]} (${n} people, ${period}, ${territory}).`,
  outcomesUnknown: 'No success or employment rate is published.',
  outcomesMasked: 'The published rates cover too few people to be shown.',
  kind: (kind) => englishKinds[kind],
  provider: (name) => `Offered by ${name}.`,
  shorter: (hours) => `Takes ${englishNumber.format(hours)} hours; the others take more.`,
  longer: (hours) => `Takes ${englishNumber.format(hours)} hours; the others take less.`,
  nearer: (km) => `${km} km away; the others are farther.`,
  farther: (km) => `${km} km away; the others are nearer.`,
  earlier: (start) => `Starts on ${en.date(start)}; the others start later.`,
  later: (start) => `Starts on ${en.date(start)}; the others start earlier.`,
  cheaper: (amount) => `Costs ${en.euros(amount)}; the others cost more.`,
  dearer: (amount) => `Costs ${en.euros(amount)}; the others cost less.`,
  onlyFree: 'Free; the others are not.',
  onlyCertifying: 'Leads to a certification; the others do not.',
  onlyNotCertifying: 'Does not lead to a certification; the others do.',
  onlyModality: (modality) => `${en[modality].slice(0, -1)}; the others are not.`,
  silent: 'The catalogue does not say.',
  date: (iso) => englishDate.format(at(iso)),
  euros: (amount) => englishEuros.format(amount),
}

export const wordings: Record<Locale, Wording> = { fr, en }
