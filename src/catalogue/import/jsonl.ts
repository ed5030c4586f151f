import { z } from 'zod'
import { CommuneRef, ItemOccupation, ItemPlace, Offer } from '../../item.ts'
import { accept, cautiously } from './accept.ts'
import { deskOf } from './desk.ts'
import type { ImportContext, Imported, ImportFormat, Position } from './format.ts'
import { jsonRecords } from './json-records.ts'
import { placeOf } from './offer-place.ts'
import { beginningOf, createPartnerText, type PartnerText } from './partner-text.ts'
import { siretOf, webAddressOf } from './published-values.ts'
import { refuseRepeats } from './repeats.ts'

/**
 * Our own format: an Offer a line, in which a partner may leave out what we can fill: names and coordinates of communes, labels of occupations,
 * the summary, empty lists, the date of the record and, when it is said with the file, the partner's name.
 */
export const PublishedOffer = Offer.extend({
  summary: z.string().optional(),
  certifying: z.boolean().optional(),
  occupations: z.array(ItemOccupation.extend({ label: z.string().optional() })).default([]),
  places: z
    .array(
      ItemPlace.partial().extend({
        commune: z
          .union([CommuneRef.partial(), z.string().transform((code) => ({ code, name: undefined }))])
          .optional(),
      }),
    )
    .default([]),
  sessions: Offer.shape.sessions.default([]),
  funding: Offer.shape.funding.default([]),
  prerequisites: Offer.shape.prerequisites.default([]),
  outcomes: Offer.shape.outcomes.default([]),
  updatedAt: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
  partner: Offer.shape.partner.extend({ name: z.string().min(1).optional() }),
})
export type PublishedOffer = z.infer<typeof PublishedOffer>

export const jsonl: ImportFormat = {
  name: 'jsonl',
  read: (chunks, context) => refuseRepeats(readLines(chunks, context)),
}

async function* readLines(chunks: AsyncIterable<Uint8Array>, context: ImportContext): AsyncIterable<Imported> {
  for await (const line of jsonRecords(chunks)) {
    const { position } = line
    yield 'refused' in line ? line : cautiously(position, () => readPublished(line.record, context, position))
  }
}

/** An offer in our own words, from whatever file it came. */
export function readPublished(
  record: Readonly<Record<string, unknown>>,
  context: ImportContext,
  position: Position,
): Imported {
  const parsed = PublishedOffer.safeParse(record)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const refused = issue!.path[0] === 'title' || issue!.path[0] === 'provider' ? 'incomplete' : 'invalid'
    return { refused, detail: `${issue!.path.join('/')}: ${issue!.message}`, position }
  }
  const offer = parsed.data
  const partner = context.partner ?? offer.partner.name
  if (!partner) return { refused: 'incomplete', detail: 'partner/name', position }

  const text = createPartnerText(context)
  const repaired = new Set<string>()
  const title = text.line(offer.title)
  const provider = text.line(offer.provider.name)
  if (!title || !provider) return { refused: 'incomplete', detail: title ? 'provider/name' : 'title', position }
  // An invented organisation has a number that no register can hold.
  const siret = offer.fictitious ? offer.provider.siret : siretOf(offer.provider.siret)
  if (offer.provider.siret && !siret) repaired.add('SIRET with a wrong key left out')
  const described = describe(offer, text)

  return accept(
    {
      ...offer,
      ...described,
      title,
      summary: text.read(offer.summary) ?? beginningOf(described.objective ?? described.content ?? ''),
      provider: { name: provider, siret },
      certification: offer.certification && {
        ...offer.certification,
        label: text.line(offer.certification.label) ?? title,
      },
      certifying: offer.certification || offer.certifying !== false ? undefined : false,
      // What is derived is derived anew, whenever a catalogue is built.
      subjects: undefined,
      occupations: offer.occupations.flatMap(({ code, label, derivedFrom }) =>
        derivedFrom
          ? []
          : [
              {
                code,
                label: context.referential.byCode(code)?.label ?? text.line(label) ?? code,
              },
            ],
      ),
      places: offer.places.flatMap((written) => readPlace(written, context, repaired) ?? []),
      prerequisites: offer.prerequisites.flatMap((one) => text.read(one) ?? []),
      funding: offer.funding.flatMap((one) => text.line(one) ?? []),
      contact:
        offer.contact &&
        deskOf(text.line(offer.contact.organisation) ?? provider, {
          phones: [offer.contact.phone],
          emails: [offer.contact.email],
          addresses: [offer.contact.url],
        }),
      url: webAddressOf(offer.url),
      updatedAt: offer.updatedAt ?? context.receivedAt,
      partner: { ...offer.partner, name: partner, url: webAddressOf(offer.partner.url) },
    },
    { text, repaired, position },
  )
}

function describe(
  offer: PublishedOffer,
  text: PartnerText,
): Pick<Offer, 'objective' | 'content' | 'audience' | 'admission' | 'accessibility'> {
  return {
    objective: text.read(offer.objective),
    content: text.read(offer.content),
    audience: text.read(offer.audience),
    admission: text.read(offer.admission),
    accessibility: text.read(offer.accessibility),
  }
}

function readPlace(
  written: PublishedOffer['places'][number],
  context: ImportContext,
  repaired: Set<string>,
): ItemPlace | undefined {
  const { lat, lon } = written
  const place = placeOf(
    {
      communeCode: written.commune?.code,
      postcode: written.postcode,
      city: written.commune?.name,
      point: lat !== undefined && lon !== undefined ? { lat, lon } : undefined,
    },
    context.places,
    repaired,
  )
  return place && written.approximate ? { ...place, approximate: true } : place
}
