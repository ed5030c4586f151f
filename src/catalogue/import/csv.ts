import { csvFormat } from './csv-format.ts'
import type { CsvRow } from './csv-records.ts'
import type { ImportContext, Imported } from './format.ts'
import { readPublished } from './jsonl.ts'
import { amountOf, communeCodeOf, hoursOf, isoDateOf, romeCodesOf } from './published-values.ts'

/**
 * Our own table, for partners who keep theirs in a spreadsheet: one offer a row, columns named as in `COLUMNS` (French or English), several values in
 * a cell separated by "|". Only the title and the provider are compulsory; what is empty is unknown.
 */
export const csv = csvFormat('csv', readRow)

export const COLUMNS = {
  reference: ['reference', 'référence'],
  partner: ['partner', 'partenaire'],
  kind: ['kind', 'type'],
  title: ['title', 'titre', 'intitulé'],
  summary: ['summary', 'résumé'],
  objective: ['objective', 'objectif'],
  content: ['content', 'contenu'],
  provider: ['provider', 'organisme'],
  siret: ['siret'],
  /** A name, or "non" where there is none. */
  certification: ['certification'],
  rncp: ['rncp'],
  rs: ['rs'],
  level: ['level', 'niveau'],
  rome: ['rome', 'codes rome'],
  commune: ['commune', 'code insee'],
  postcode: ['postcode', 'code postal'],
  city: ['city', 'ville'],
  modality: ['modality', 'modalité'],
  start: ['start', 'début'],
  end: ['end', 'fin'],
  seats: ['seats', 'places'],
  hours: ['hours', 'heures'],
  schedule: ['schedule', 'rythme'],
  price: ['price', 'prix'],
  remainingCost: ['remaining cost', 'reste à charge'],
  funding: ['funding', 'financement'],
  audience: ['audience', 'public'],
  admission: ['admission'],
  prerequisites: ['prerequisites', 'prérequis'],
  accessibility: ['accessibility', 'accessibilité'],
  /** "permanente", or the number of a month, where no day is known. */
  entry: ['entry', 'entrée', 'entrées'],
  phone: ['phone', 'téléphone'],
  email: ['email', 'courriel', 'e-mail'],
  site: ['site', 'site web'],
  url: ['url', 'lien'],
  updatedAt: ['updated at', 'mis à jour le'],
} as const

type Column = keyof typeof COLUMNS

function readRow(row: CsvRow, context: ImportContext): Imported {
  const one = (column: Column) => row.value(...COLUMNS[column])
  const several = (column: Column) => (one(column) ?? '').split('|').map((value) => value.trim())
  const filled = (column: Column) => several(column).filter((value) => value !== '')
  const title = one('title')
  const reference =
    one('reference') ?? [one('siret') ?? one('provider'), title, one('start'), one('postcode')].join('/')
  const cost = amountOf(one('remainingCost'))
  const rncp = one('rncp')
  const rs = one('rs')
  const named = one('certification')
  const none = named !== undefined && NO_CERTIFICATION.test(named)
  const label = none ? undefined : named
  const imported = readPublished(
    {
      kind: KINDS[(one('kind') ?? '').toLowerCase()] ?? one('kind') ?? 'training',
      title,
      summary: one('summary'),
      objective: one('objective'),
      content: one('content'),
      provider: one('provider') && { name: one('provider'), siret: one('siret') },
      ...((label || rncp || rs) && {
        certification: {
          label: label ?? title,
          rncp: rncp && `RNCP${rncp.replace(/\D/g, '')}`,
          rs: rs && `RS${rs.replace(/\D/g, '')}`,
          level: Number(/[1-8]/.exec(one('level') ?? '')?.[0]) || undefined,
        },
      }),
      certifying: none ? false : undefined,
      occupations: romeCodesOf(filled('rome')).map((code) => ({ code })),
      places: placesOf(several('commune'), several('postcode'), several('city')),
      modality: MODALITIES[(one('modality') ?? '').toLowerCase()] ?? one('modality') ?? 'onsite',
      sessions: sessionsOf(several('start'), several('end'), several('seats')),
      entry: entryOf(several('entry')),
      hours: hoursOf(one('hours')),
      schedule: SCHEDULES[(one('schedule') ?? '').toLowerCase()],
      price: priceOf(one('price')),
      ...(cost !== undefined && { remainingCost: { amount: cost, currency: 'EUR' } }),
      funding: filled('funding'),
      audience: one('audience'),
      admission: one('admission'),
      prerequisites: filled('prerequisites'),
      accessibility: one('accessibility'),
      contact: (one('phone') || one('email') || one('site')) && {
        organisation: one('provider'),
        ...{ phone: one('phone'), email: one('email'), url: one('site') },
      },
      url: one('url'),
      updatedAt: isoDateOf(one('updatedAt')),
      partner: { name: one('partner'), reference },
    },
    context,
    row.position,
  )
  if ('accepted' in imported) {
    imported.repaired.push(...row.repaired)
    if ([...filled('start'), ...filled('end')].some((written) => !isoDateOf(written))) {
      imported.repaired.push('impossible date left out')
    }
    if (!one('modality')) imported.repaired.push('modality not published, taken as onsite')
  }
  return imported
}

const NO_CERTIFICATION = /^(?:non|no|aucune?|none|sans|0)$/i
const KINDS: Readonly<Record<string, string>> = { formation: 'training', compétence: 'skill', événement: 'event' }
const MODALITIES: Readonly<Record<string, string>> = {
  ...{ présentiel: 'onsite', 'en présentiel': 'onsite', 'à distance': 'remote', distanciel: 'remote' },
  ...{ mixte: 'mixed', hybride: 'mixed' },
}
const SCHEDULES: Readonly<Record<string, string>> = {
  ...{ 'temps plein': 'full-time', 'temps partiel': 'part-time', soir: 'evening', 'week-end': 'weekend' },
  ...{ alternance: 'alternating', 'full-time': 'full-time', 'part-time': 'part-time', evening: 'evening' },
  ...{ weekend: 'weekend', alternating: 'alternating' },
}

function entryOf(written: string[]): object | undefined {
  if (written.some((one) => /^permanent/i.test(one))) return { permanent: true }
  const months = written.map(Number).filter((month) => Number.isInteger(month) && month >= 1 && month <= 12)
  return months.length > 0 ? { months } : undefined
}

/** Free only when said in words: a 0 is how tables say "not filled in". */
function priceOf(written: string | undefined): object | undefined {
  if (/^(gratuit|gratuite|free)$/i.test(written ?? '')) return { free: true }
  const amount = amountOf(written)
  return amount !== undefined && amount > 0 ? { amount, currency: 'EUR' } : undefined
}

function placesOf(codes: string[], postcodes: string[], cities: string[]): object[] {
  const count = Math.max(codes.length, postcodes.length, cities.length)
  return Array.from({ length: count }, (_, at) => {
    const [code, postcode, name] = [codes[at], postcodes[at], cities[at]]
    // People also write the name of the commune where its code is asked for.
    const isCode = communeCodeOf(code) !== undefined
    return { commune: { code: isCode ? code : undefined, name: name || (isCode ? undefined : code) }, postcode }
  }).filter(({ commune, postcode }) => commune.code || commune.name || postcode)
}

function sessionsOf(starts: string[], ends: string[], seats: string[]): object[] {
  return starts.flatMap((written, at) => {
    const start = isoDateOf(written)
    const end = isoDateOf(ends[at])
    const free = /^\d+$/.test(seats[at] ?? '') ? Number(seats[at]) : undefined
    return start ? [{ start, ...(end && end >= start && { end }), seats: free }] : []
  })
}
