import { createHash } from 'node:crypto'
import { type ItemPlace, type Offer, untold } from '../../item.ts'
import { accept } from './accept.ts'
import { csvFormat } from './csv-format.ts'
import type { CsvRow } from './csv-records.ts'
import { diplomaLevelOf } from './diploma-level.ts'
import type { ImportContext, Imported } from './format.ts'
import { placeOf } from './offer-place.ts'
import { createPartnerText, type PartnerText } from './partner-text.ts'
import { pointOf, uaiOf } from './published-values.ts'

/**
 * The two tables of Parcoursup: the map of trainings (school, programme and GPS) and the apprenticeships (school, commune, speciality). Neither
 * gives dates, prices or hours.
 */
export const parcoursup = csvFormat('parcoursup', (row, context) =>
  row.has('libformation') ? readApprenticeship(row, context) : readProgramme(row, context),
)

const PUBLISHER = 'Parcoursup'

function readApprenticeship(row: CsvRow, context: ImportContext): Imported {
  const { position } = row
  const text = createPartnerText(context)
  const repaired = new Set(row.repaired)
  const speciality = text.line(row.value('libspécialité'))?.replace(/ - en apprentissage$/i, '')
  const title = titleOf([text.line(row.value('libformation')), speciality, text.line(row.value('lib_ins'))])
  const provider = text.line(row.value('lib_composante', 'lib_aff'))
  if (!title) return { refused: 'incomplete', detail: 'LIBFORMATION', position }
  if (!provider) return { refused: 'incomplete', detail: 'LIB_COMPOSANTE', position }
  const place = placeOf(
    { communeCode: row.value('codecommune'), postcode: row.value('codepostal'), city: row.value('libcommune') },
    context.places,
    repaired,
  )
  const codes = ['uai_aff', 'codeformation', 'codespécialité', 'codecommune'].map((name) => row.value(name) ?? '-')
  const inscription = row.value('lib_ins')
  return accept(
    {
      ...offerOf(title, provider, place, text),
      schedule: 'alternating',
      audience: 'Apprentis',
      admission: 'Vœu sur Parcoursup, puis contrat d’apprentissage avec un employeur',
      updatedAt: context.receivedAt,
      partner: {
        name: context.partner ?? PUBLISHER,
        reference: inscription ? `${codes.join('/')}/${digest(inscription)}` : codes.join('/'),
      },
      declared: { uai: uaiOf(row.value('uai_aff')), nsf: specialityOf(row.value('codemef')) },
    },
    { text, repaired, position },
  )
}

function readProgramme(row: CsvRow, context: ImportContext): Imported {
  const { position } = row
  const text = createPartnerText(context)
  const repaired = new Set(row.repaired)
  const programme = row.value('filiere de formation', 'filière de formation détaillée')
  // This export lost its punctuation: what stood between parts is now several spaces.
  const title = titleOf(programme?.split(/ {2,}| - /).map((part) => text.line(part)) ?? [])
  const provider = text.line(row.value('etablissement', 'établissement')?.replace(/ {2,}/g, ' – '))
  const school = row.value('code uai de l etablissement', "code uai de l'établissement")
  if (!title) return { refused: 'incomplete', detail: 'Filiere de formation', position }
  if (!provider) return { refused: 'incomplete', detail: 'etablissement', position }
  const [latitude, longitude] = (row.value('coordonnées gps de la formation') ?? '').split(/,\s*/)
  const point = pointOf(latitude, longitude)
  const commune = point && context.places.nearest(point)
  const place = point && commune && placeOf({ communeCode: commune.code, point }, context.places, repaired)
  return accept(
    {
      ...offerOf(title, provider, place, text),
      admission: 'Vœu sur Parcoursup',
      updatedAt: context.receivedAt,
      partner: {
        name: context.partner ?? PUBLISHER,
        reference: `${school ?? digest(provider)}/${digest(`${programme} ${latitude} ${longitude}`)}`,
      },
      declared: { uai: uaiOf(school) },
    },
    { text, repaired, position },
  )
}

function offerOf(title: string, provider: string, place: ItemPlace | undefined, text: PartnerText) {
  const level = diplomaLevelOf(title)
  return {
    ...untold(),
    kind: 'training',
    title,
    provider: { name: text.line(provider) ?? provider },
    certification: level ? { label: title, level } : undefined,
    places: place ? [place] : [],
    modality: 'onsite',
    ...(/janvier|f[ée]vrier|mars|rentr[ée]e d[ée]cal[ée]e/i.test(title) ? {} : { entry: SCHOOL_YEAR }),
    contact: { organisation: provider },
  } satisfies Partial<Offer>
}

/** The code of a class (MEF, ten digits) holds the speciality of its diploma (NSF) in the fourth to sixth. */
function specialityOf(mef: string | undefined): string[] | undefined {
  return mef && /^\d{10}$/.test(mef) ? [mef.slice(3, 6)] : undefined
}

/** The platform enters people once, for the first year of studies of the next school year (code de l'éducation, D612-1). */
const SCHOOL_YEAR = { months: [9] }

/** "BTS - Services - Gestion de la PME" is called "BTS Gestion de la PME": the middle part is a drawer of the site. */
function titleOf(parts: readonly (string | undefined)[]): string | undefined {
  const said = parts.flatMap((part) => part?.split(' - ') ?? []).map((part) => part.trim())
  const kept = said.filter((part, at) => part !== '' && !(at > 0 && DRAWERS.has(part.toLowerCase())))
  const [diploma, ...rest] = kept
  if (diploma === undefined) return undefined
  return rest.length > 0 ? `${diploma} ${rest.join(', ')}` : diploma
}

const DRAWERS = new Set(['services', 'production', 'agricole', 'maritime'])

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
