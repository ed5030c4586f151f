import { type Offer, untold } from '../../item.ts'
import { accept, cautiously } from './accept.ts'
import type { ImportContext, Imported, ImportFormat, Position } from './format.ts'
import { jsonRecords } from './json-records.ts'
import { placeOf } from './offer-place.ts'
import { beginningOf, createPartnerText } from './partner-text.ts'
import { hoursOf, sheetOf, siretOf, uaiOf } from './published-values.ts'

/**
 * The flat export of apprenticeships by the network of Carif-Oref (Intercarif), as JSON lines: one action, place and certification a line. It
 * publishes no days, prices or modality, but the month of entry; the numbers went through a spreadsheet, which ate leading zeros.
 */
export const rco: ImportFormat = {
  name: 'rco',
  async *read(chunks, context) {
    // The same action comes once per certification it leads to: the first keeps the plain key, the others add theirs.
    const certifications = new Map<string, Set<string>>()
    for await (const line of jsonRecords(chunks)) {
      if ('refused' in line) {
        yield line
        continue
      }
      const { record, position } = line
      const key = [FIELDS.formation, FIELDS.action, FIELDS.session]
        .map((name) => written(record[name]) ?? '-')
        .join('/')
      if (!written(record[FIELDS.formation]) && !written(record[FIELDS.action])) {
        yield { refused: 'incomplete', detail: 'numeroFO, numeroAf', position }
        continue
      }
      const certification = written(record[FIELDS.certifinfo]) ?? ''
      const known = certifications.get(key)
      if (known?.has(certification)) {
        yield { refused: 'repeated', detail: key, position }
        continue
      }
      const reference = known ? `${key}/${certification}` : key
      yield cautiously(position, () => readRecord(record, reference, context, position))
      if (known) known.add(certification)
      else certifications.set(key, new Set([certification]))
    }
  },
}

/** Who the network is when no partner is named with the file. */
const NETWORK = 'Réseau des Carif-Oref'

const FIELDS = {
  formation: 'numeroFO',
  action: 'numeroAf',
  session: 'identifiant session--<session numero =...>',
  title: 'Nom de la formation',
  diploma: 'Diplôme ou titre visé',
  speciality: 'Intitulé du diplôme ou titre',
  level: 'code niveau européen',
  formerLevel: 'code niveau EN',
  certifinfo: 'code-CERTIFINFO',
  cfd: 'Code scolarité',
  school: 'UAI localisation formation (ORESP) map fichier UAI-SIRET Onisep-CO',
  rncp: 'code-RNCP--<code-RNCP>',
  provider: 'CFA-OFA responsable_nom',
  providerRegistered: 'CFA-OFA raison sociale',
  siret: 'CFA-OFA SIRET (ORESP)',
  trainer: 'formateur_RS',
  trainerSiret: 'formateur_SIRET',
  postcode: 'code postal lieu',
  commune: 'code INSEE lieu',
  hours: "nombre total d''heures de AF--<nombre-heures-total>",
  entries: 'modalites-entrees-sorties',
  entryMonth: "Périodes d'entrée",
} as const

function readRecord(
  record: Readonly<Record<string, unknown>>,
  reference: string,
  context: ImportContext,
  position: Position,
): Imported {
  const text = createPartnerText(context)
  const repaired = new Set<string>()
  const title = text.line(written(record[FIELDS.title]))
  const provider =
    text.line(written(record[FIELDS.provider])) ??
    text.line(written(record[FIELDS.providerRegistered])) ??
    text.line(written(record[FIELDS.trainer]))
  if (!title) return { refused: 'incomplete', detail: `Nom de la formation (${reference})`, position }
  if (!provider) return { refused: 'incomplete', detail: `CFA-OFA responsable_nom (${reference})`, position }

  const siretWritten = written(record[FIELDS.siret])
  const siret = siretOf(siretWritten)
  if (siret && siret !== siretWritten) repaired.add('SIRET completed')
  if (!siret && siretWritten && Number(siretWritten) !== 0) repaired.add('SIRET with a wrong key left out')
  const place = placeOf(
    { communeCode: written(record[FIELDS.commune]), postcode: written(record[FIELDS.postcode]) },
    context.places,
    repaired,
  )
  const certification = readCertification(record, text)

  return accept(
    {
      ...untold(),
      kind: 'training',
      title,
      summary:
        certification && bare(certification.label) !== bare(title) ? `Prépare\u00a0: ${certification.label}.` : '',
      provider: { name: provider, siret },
      certification,
      places: place ? [place] : [],
      // Apprentices are taught at a training centre; the export has no field for it.
      modality: 'onsite',
      hours: hoursOf(written(record[FIELDS.hours])),
      schedule: 'alternating',
      audience: 'Apprentis',
      entry: readEntry(record),
      admission: 'Contrat d’apprentissage avec un employeur',
      contact: { organisation: provider },
      updatedAt: context.receivedAt,
      partner: { name: context.partner ?? NETWORK, reference },
      declared: {
        certifinfo: written(record[FIELDS.certifinfo]),
        cfd: written(record[FIELDS.cfd]),
        uai: uaiOf(written(record[FIELDS.school])),
        trainer: {
          name: text.line(written(record[FIELDS.trainer])),
          siret: siretOf(written(record[FIELDS.trainerSiret])),
        },
      },
    },
    { text, repaired, position },
  )
}

/** The month of entry as a number; 0 is how the export says that it is unknown. */
function readEntry(record: Readonly<Record<string, unknown>>): Offer['entry'] {
  if (written(record[FIELDS.entries]) === '1') return { permanent: true }
  const month = Number(record[FIELDS.entryMonth])
  return Number.isInteger(month) && month >= 1 && month <= 12 ? { months: [month] } : undefined
}

function readCertification(
  record: Readonly<Record<string, unknown>>,
  text: ReturnType<typeof createPartnerText>,
): Offer['certification'] {
  const diploma = text.line(written(record[FIELDS.diploma]))
  const speciality = text.line(written(record[FIELDS.speciality]))
  // "Autre titre…" names a drawer of the nomenclature, not a diploma.
  const label = [diploma?.startsWith('Autre ') && speciality ? undefined : diploma, speciality]
    .filter(Boolean)
    .join(' ')
  if (label === '') return undefined
  const european = Number(record[FIELDS.level])
  const former = Number(record[FIELDS.formerLevel])
  const level = european >= 1 && european <= 8 ? european : FORMER_LEVELS[former]
  return { rncp: sheetOf('RNCP', written(record[FIELDS.rncp])), label: label[0]!.toUpperCase() + label.slice(1), level }
}

/** The levels of 1969, V to I, in those of 2019. */
const FORMER_LEVELS: Readonly<Record<number, number>> = { 5: 3, 4: 4, 3: 5, 2: 6, 1: 7 }

function bare(label: string): string {
  return beginningOf(label, 200).toLowerCase()
}

function written(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' && value.trim() !== '-' ? value.trim() : undefined
}
