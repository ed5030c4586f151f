import { createHash } from 'node:crypto'
import type { ItemPlace, Offer } from '../../item.ts'
import { accept, cautiously } from './accept.ts'
import { deskOf } from './desk.ts'
import type { ImportContext, Imported, ImportFormat, Position } from './format.ts'
import { FUNDING, levelOf } from './lheo-codes.ts'
import { readSessions, type Session } from './lheo-sessions.ts'
import { describe, folded, readAccess, readSchedule } from './lheo-texts.ts'
import { placeOf } from './offer-place.ts'
import { beginningOf, createPartnerText, type PartnerText } from './partner-text.ts'
import { amountOf, hoursOf, pointOf, romeCodesOf, sheetOf, siretOf, uaiOf, webAddressOf } from './published-values.ts'
import { refuseRepeats } from './repeats.ts'
import { all, at, textAt, textsAt, type XmlElement, xmlRecords } from './xml-records.ts'

/**
 * LHÉO 2.0 to 2.3, the exchange language of French training catalogues (lheo.gouv.fr): one record per action of each formation, with the
 * sessions of that action. Names of people are not read; of their contacts only what is a desk's (see desk.ts).
 */
export const lheo: ImportFormat = {
  name: 'lheo',
  read: (chunks, context) => refuseRepeats(readActions(chunks, context)),
}

async function* readActions(chunks: AsyncIterable<Uint8Array>, context: ImportContext): AsyncIterable<Imported> {
  let record = 0
  for await (const found of xmlRecords(chunks, { name: 'formation', root: 'lheo' })) {
    if ('broken' in found) {
      record += 1
      yield { refused: found.broken, detail: found.detail, position: { record, line: found.line } }
      continue
    }
    const actions = all(found.element, 'action')
    // A formation without an action is a training all the same: nothing of when and where is known.
    for (const action of actions.length > 0 ? actions : [EMPTY]) {
      record += 1
      const position = { record, line: found.line }
      const imported = cautiously(position, () => readAction(found.element, action, context, position))
      if ('accepted' in imported && found.mended) imported.repaired.push('broken XML mended')
      yield imported
    }
  }
}

const EMPTY: XmlElement = { name: 'action', attributes: {}, children: [], text: '' }

function readAction(formation: XmlElement, action: XmlElement, context: ImportContext, position: Position): Imported {
  const text = createPartnerText(context)
  const repaired = new Set<string>()
  const responsible = at(formation, 'organisme-formation-responsable')
  const title = text.line(textAt(formation, 'intitule-formation'))
  const provider = text.line(textAt(responsible, 'nom-organisme')) ?? text.line(textAt(responsible, 'raison-sociale'))
  if (!title) return { refused: 'incomplete', detail: 'intitule-formation', position }
  if (!provider) return { refused: 'incomplete', detail: `nom-organisme (${beginningOf(title, 80)})`, position }

  const sessions = readSessions(action, context.receivedAt.slice(0, 10), repaired)
  if (sessions === 'closed') {
    return { refused: 'closed', detail: beginningOf(title, 80), position }
  }
  const siret = siretWritten(textAt(responsible, 'SIRET-organisme-formation', 'SIRET'), repaired)
  const places = readPlaces(action, context, repaired)
  const codes = certificationsOf(formation, action)
  const permanent = textAt(action, 'modalites-entrees-sorties') === '1'
  const url = firstAddress([textAt(action, 'url-action', 'urlweb'), textAt(formation, 'url-formation', 'urlweb')])
  const modality = MODALITIES[textAt(action, 'modalites-enseignement') ?? '']
  if (!modality) repaired.add('modality not published, taken as onsite')

  return accept(
    {
      kind: 'training',
      title,
      ...describe(formation, action, text),
      provider: { name: provider, siret },
      certification: readCertification(formation, codes, title),
      certifying: textAt(formation, 'certifiante') === '0' ? false : undefined,
      occupations: romeCodesOf(textsAt(formation, 'domaine-formation', 'code-ROME')).map((code) => ({
        code,
        label: context.referential.byCode(code)?.label ?? code,
      })),
      places,
      modality: modality ?? 'onsite',
      sessions: placed(sessions, places),
      hours: readHours(action),
      schedule: readSchedule(action),
      ...readCost(action),
      ...readAccess(formation, action, text),
      outcomes: [],
      entry: permanent ? { permanent } : undefined,
      contact: readDesk(formation, responsible, provider),
      url,
      updatedAt: latestChange(formation, action) ?? context.receivedAt,
      partner: {
        name: context.partner ?? provider,
        reference: referenceOf(formation, action, [title, siret ?? provider]),
        url,
      },
      declared: {
        certifinfo: firstCode(codes, 'code-CERTIFINFO'),
        formacodes: textsAt(formation, 'domaine-formation', 'code-FORMACODE').filter((code) => /^\d{5}$/.test(code)),
        nsf: textsAt(formation, 'domaine-formation', 'code-NSF').filter((code) => /^\d{3}[a-z]?$/i.test(code)),
        uai: uaiOf(textsAt(action, 'lieu-de-formation', 'code-UAI-lieu-formation').join()),
        trainer: readTrainer(action, text),
      },
    },
    { text, repaired, position },
  )
}

const MODALITIES: Readonly<Record<string, Offer['modality']>> = { 0: 'onsite', 1: 'mixed', 2: 'remote' }

/** What the partner says of `certifiante` wins over codes: a course towards a part of a certification carries the codes of the whole. */
function readCertification(formation: XmlElement, codes: XmlElement[], title: string): Offer['certification'] {
  const rncp = sheetOf('RNCP', firstCode(codes, 'code-RNCP'))
  const rs = sheetOf('RS', firstCode(codes, 'code-RS'))
  const certifying = textAt(formation, 'certifiante')
  if (certifying === '0' || (certifying !== '1' && !rncp && !rs)) return undefined
  return { rncp, rs, label: title, level: levelOf(textAt(formation, 'code-niveau-sortie')) }
}

/** Since 2.3 sessions name certifications of their own; they count where the formation names none. */
function certificationsOf(formation: XmlElement, action: XmlElement): XmlElement[] {
  const own = all(formation, 'certification')
  if (own.length > 0) return own
  return all(action, 'session').flatMap((session) => [
    ...all(session, 'reference-certification'),
    ...all(session, 'blocs-competences').flatMap((blocks) => all(blocks, 'reference-certification')),
  ])
}

function firstCode(certifications: XmlElement[], name: string): string | undefined {
  return certifications
    .map((one) => textAt(one, name) ?? textAt(one, `reference-${name}`))
    .find((code) => code !== undefined && code !== '-')
}

function readPlaces(action: XmlElement, context: ImportContext, repaired: Set<string>): ItemPlace[] {
  const places = new Map<string, ItemPlace>()
  for (const written of all(action, 'lieu-de-formation')) {
    const address = at(written, 'coordonnees', 'adresse')
    const place = placeOf(
      {
        communeCode: textAt(address, 'code-INSEE-commune'),
        postcode: textAt(address, 'codepostal'),
        city: textAt(address, 'ville'),
        point: pointOf(textAt(address, 'geolocalisation', 'latitude'), textAt(address, 'geolocalisation', 'longitude')),
      },
      context.places,
      repaired,
    )
    if (place) places.set(`${place.commune.code} ${place.postcode}`, place)
  }
  return [...places.values()]
}

function placed(sessions: Session[], places: ItemPlace[]): Offer['sessions'] {
  const [only, ...others] = places
  return sessions.map((session) => ({ ...session, ...(only && others.length === 0 && { place: only.commune.name }) }))
}

function readHours(action: XmlElement): number | undefined {
  const total = hoursOf(textAt(action, 'nombre-heures-total'))
  const centre = hoursOf(textAt(action, 'nombre-heures-centre'))
  return (
    total ?? (centre === undefined ? undefined : centre + (hoursOf(textAt(action, 'nombre-heures-entreprise')) ?? 0))
  )
}

/** A price of 0 is how files say "not filled in"; a remaining cost of 0 is a statement. */
function readCost(action: XmlElement): Pick<Offer, 'price' | 'remainingCost' | 'funding'> {
  const price = amountOf(textAt(action, 'prix-total-TTC'))
  const left = folded(textAt(action, 'frais-restants')).trim()
  const remaining = /^(aucune?s?( frais)?|neant|gratuit)\.?$/.test(left) ? 0 : amountOf(left)
  return {
    ...(price !== undefined && price > 0 && { price: { amount: price, currency: 'EUR' } }),
    ...(remaining !== undefined && { remainingCost: { amount: remaining, currency: 'EUR' } }),
    funding: [
      ...new Set(textsAt(action, 'organisme-financeur', 'code-financeur').flatMap((code) => FUNDING[code] ?? [])),
    ],
  }
}

function readTrainer(action: XmlElement, text: PartnerText): NonNullable<Offer['declared']>['trainer'] {
  const trainer = at(action, 'organisme-formateur')
  const name = text.line(textAt(trainer, 'raison-sociale-formateur'))
  const siret = siretOf(textAt(trainer, 'SIRET-formateur', 'SIRET'))
  return name || siret ? { name, siret } : undefined
}

function siretWritten(written: string | undefined, repaired: Set<string>): string | undefined {
  const siret = siretOf(written)
  if (!siret && written && !/^[09-]*$/.test(written)) repaired.add('SIRET with a wrong key left out')
  return siret
}

/** Whom the training names comes before whom its organisation does; each gives what the other leaves out. */
function readDesk(formation: XmlElement, responsible: XmlElement | undefined, provider: string): Offer['contact'] {
  const houses = ['contact-organisme', 'coordonnees-organisme'].flatMap((name) => desksIn(responsible, name))
  const desks = [...desksIn(formation, 'contact-formation'), ...houses]
  return deskOf(provider, {
    phones: desks.flatMap((desk) => textsAt(desk, 'telfixe', 'numtel')),
    emails: desks.flatMap((desk) => textsAt(desk, 'courriel')),
    // The site of a training is its own page, read as `url`.
    addresses: houses.flatMap((desk) => textsAt(desk, 'web', 'urlweb')),
  })
}

const desksIn = (element: XmlElement | undefined, name: string): XmlElement[] =>
  (element ? all(element, name) : []).flatMap((one) => all(one, 'coordonnees'))

function firstAddress(written: (string | undefined)[]): string | undefined {
  return written.map(webAddressOf).find((address) => address !== undefined)
}

function latestChange(formation: XmlElement, action: XmlElement): string | undefined {
  const changes = [formation, action, ...all(action, 'session')]
    .map((element) => element.attributes['horodatage-modification'] ?? element.attributes['horodatage-creation'] ?? '')
    .filter((instant) => !Number.isNaN(Date.parse(instant)))
    .map((instant) => new Date(instant).toISOString())
  return changes.sort().at(-1)
}

/** The partner's own numbers; without them, a digest of what makes the record itself, so that it stays the same at the next import. */
function referenceOf(formation: XmlElement, action: XmlElement, distinct: readonly string[]): string {
  const numbers = [formation.attributes.numero, action.attributes.numero]
  if (numbers.every((number) => number !== undefined && number !== '')) return numbers.join('/')
  const places = all(action, 'lieu-de-formation').map((place) => textAt(place, 'coordonnees', 'adresse', 'codepostal'))
  const starts = all(action, 'session').map((session) => textAt(session, 'periode', 'debut'))
  return createHash('sha256')
    .update(JSON.stringify([...numbers, ...distinct, places, starts]))
    .digest('hex')
    .slice(0, 16)
}
