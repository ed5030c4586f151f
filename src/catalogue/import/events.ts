import { z } from 'zod'
import { type Offer, untold } from '../../item.ts'
import { accept, cautiously } from './accept.ts'
import type { ImportContext, Imported, ImportFormat, Position } from './format.ts'
import { jsonElements } from './json-elements.ts'
import { placeOf } from './offer-place.ts'
import { beginningOf, createPartnerText, type PartnerText } from './partner-text.ts'
import { romeCodesOf, webAddressOf } from './published-values.ts'
import { refuseRepeats } from './repeats.ts'

/**
 * Mes événements emploi (France Travail), as the answers of its search: `{content: […]}`, one or several pages in a file. Written from the fields
 * that its clients read; no real payload was at hand.
 */
export const events: ImportFormat = {
  name: 'events',
  read: (chunks, context) => refuseRepeats(readEvents(chunks, context)),
}

async function* readEvents(chunks: AsyncIterable<Uint8Array>, context: ImportContext): AsyncIterable<Imported> {
  let record = 0
  for await (const { line, ...found } of jsonElements(chunks, 'content')) {
    record += 1
    const position = { record, line }
    yield 'record' in found
      ? cautiously(position, () => readEvent(found.record, context, position))
      : { ...found, position }
  }
}

const PUBLISHER = 'Mes événements emploi'

const text = z.string().optional().catch(undefined)
const number = z.number().optional().catch(undefined)
const texts = z.array(z.string()).catch([])

/** Every field but these three may be missing or of another type than expected: it is then unknown. */
const Event = z.object({
  id: z.union([z.number(), z.string().min(1)]).transform(String),
  titre: z.string().min(1),
  dateEvenement: z.string().min(10),
  ...{ description: text, deroulement: text, heureDebut: text, heureFin: text, timezone: text },
  ...{ ville: text, codePostal: text, codeInsee: text, latitude: number, longitude: number },
  ...{ modalites: texts, objectifs: texts, publics: texts, operations: texts, benefices: texts, codesRome: texts },
  ...{ nombrePlaceTotalPresentiel: number, nombrePlaceTotalDistance: number },
  ...{ nombreInscritPresentiel: number, nombreInscritDistance: number },
  ...{ libelleOrganisateurPrincipal: text, libelleEtablissement: text, urlDetailEvenement: text },
})
type Event = z.infer<typeof Event>

function readEvent(record: Readonly<Record<string, unknown>>, context: ImportContext, position: Position): Imported {
  const parsed = Event.safeParse(record)
  if (!parsed.success) {
    return { refused: 'incomplete', detail: String(parsed.error.issues[0]!.path[0]), position }
  }
  const event = parsed.data
  const partnerText = createPartnerText(context)
  const repaired = new Set<string>()
  const title = partnerText.line(event.titre)
  if (!title) return { refused: 'incomplete', detail: `titre (${event.id})`, position }
  const date = localDate(event.dateEvenement, event.timezone)
  if (!date) return { refused: 'invalid', detail: `dateEvenement (${event.id})`, position }
  const provider =
    partnerText.line(event.libelleOrganisateurPrincipal) ?? partnerText.line(event.libelleEtablissement) ?? PUBLISHER
  const modality = modalityOf(event.modalites)
  if (!modality) repaired.add('modality not published, taken as onsite')
  const { latitude, longitude } = event
  const place =
    modality === 'remote'
      ? undefined
      : placeOf(
          {
            communeCode: event.codeInsee,
            postcode: event.codePostal,
            city: event.ville,
            point: latitude !== undefined && longitude !== undefined ? { lat: latitude, lon: longitude } : undefined,
          },
          context.places,
          repaired,
        )
  const url = webAddressOf(event.urlDetailEvenement)
  return accept(
    {
      ...untold(),
      kind: 'event',
      title,
      ...described(event, partnerText),
      provider: { name: provider },
      // Some codes are a single letter, a whole sector: no occupation.
      occupations: romeCodesOf(event.codesRome).map((code) => ({
        code,
        label: context.referential.byCode(code)?.label ?? code,
      })),
      places: place ? [place] : [],
      modality: modality ?? 'onsite',
      sessions: [
        {
          start: date,
          end: date,
          startTime: timeOf(event.heureDebut),
          endTime: timeOf(event.heureFin),
          seats: seatsLeft(event),
          place: place?.commune.name,
        },
      ],
      audience: said(event.publics, partnerText),
      contact: { organisation: provider, url },
      url,
      updatedAt: context.receivedAt,
      partner: { name: context.partner ?? PUBLISHER, reference: event.id, url },
    },
    { text: partnerText, repaired, position },
  )
}

function described(event: Event, partnerText: PartnerText): Pick<Offer, 'summary' | 'objective' | 'content'> {
  const description = partnerText.read(event.description)
  const course = partnerText.read(event.deroulement)
  const content = [description, course].filter((part) => part !== undefined)
  return {
    summary: beginningOf(description ?? course ?? ''),
    objective: said(event.objectifs, partnerText),
    content: content.length > 0 ? content.join('\n\n') : undefined,
  }
}

/** Labels as they are; bare codes say nothing to anybody. */
function said(values: readonly string[], partnerText: PartnerText): string | undefined {
  const labels = values.filter((value) => /[a-zà-ÿ]{3}/.test(value)).flatMap((value) => partnerText.line(value) ?? [])
  return labels.length > 0 ? labels.join(', ') : undefined
}

/** ADIST at a distance, ENPHY on site; both of them mean that one may choose. */
function modalityOf(codes: readonly string[]): Offer['modality'] | undefined {
  const remote = codes.includes('ADIST')
  const onsite = codes.includes('ENPHY')
  return remote ? (onsite ? 'mixed' : 'remote') : onsite ? 'onsite' : undefined
}

/** A total of 0 is how the service says that seats are not counted. */
function seatsLeft(event: Event): number | undefined {
  const counted = [
    [event.nombrePlaceTotalPresentiel, event.nombreInscritPresentiel],
    [event.nombrePlaceTotalDistance, event.nombreInscritDistance],
  ].filter(([total, taken]) => total !== undefined && total > 0 && taken !== undefined && taken >= 0)
  if (counted.length === 0) return undefined
  return counted.reduce((sum, [total, taken]) => sum + Math.max(0, Math.floor(total! - taken!)), 0)
}

/** The day where it takes place; an instant in UTC may fall on another one. */
function localDate(written: string, timezone = 'Europe/Paris'): string | undefined {
  const instant = new Date(written)
  if (Number.isNaN(instant.getTime())) return undefined
  if (!written.includes('T') || !/(?:Z|[+-]\d\d:?\d\d)$/.test(written)) return written.slice(0, 10)
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(instant)
  } catch {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(instant)
  }
}

function timeOf(written: string | undefined): string | undefined {
  const [, hour, minute] = /^(\d{1,2})[:hH](\d{2})/.exec(written ?? '') ?? []
  return hour !== undefined && Number(hour) < 24 && Number(minute) < 60
    ? `${hour.padStart(2, '0')}:${minute}`
    : undefined
}
