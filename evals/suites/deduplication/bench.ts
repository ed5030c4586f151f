import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { sourceOf, type Traits, traitsOf } from '../../../src/catalogue/deduplication/traits.ts'
import { type Offer, untold } from '../../../src/item.ts'
import type { Places } from '../../../src/places/places.ts'
import { readJsonLines } from '../jsonl.ts'

/** Beside the repository, and no part of it. */
export const benchFolder = '../shared/bench/dedup'

const folder = join(import.meta.dirname, '../../..', benchFolder)

/** A record of one of four real catalogues of 2020: two exports of one network, Affelnet, Parcoursup. */
const CatalogueRecord = z.object({
  id: z.string(),
  source: z.string(),
  titre: z.string(),
  organisme: z.string(),
  cp: z.string(),
  commune: z.string(),
  codes: z.record(z.string(), z.string()),
})
type CatalogueRecord = z.infer<typeof CatalogueRecord>

export interface LabelledPair {
  one: string
  other: string
  /** `uncertain`: those who labelled could not tell; such pairs are counted apart. */
  label: 'same' | 'different' | 'uncertain'
  kind: string
  /** Of a département whose mistakes nobody reads: rules are written on the others. */
  unseen: boolean
}

/** What the product may read of a record: its codes too, or only what a person would read. */
export type Reading = 'codes and text' | 'text only'

export interface Bench {
  pairs: LabelledPair[]
  partnerOf: ReadonlyMap<string, string>
  traits: (reading: Reading, places: Places) => Traits[]
  idOf: (traits: Traits) => string
}

/** Undefined where the bench is absent. */
export function readBench(): Bench | undefined {
  if (!existsSync(folder)) return undefined
  const records = readJsonLines(join(folder, 'records.jsonl'), CatalogueRecord)
  const ids = new Map(records.map((record) => [sourceOf(offerOf(record, [])), record.id]))
  return {
    pairs: readPairs(new Map(records.map((record) => [record.id, departementOf(record)]))),
    partnerOf: new Map(records.map(({ id, source }) => [id, source])),
    traits: (reading, places) => records.map((record) => traitsOfRecord(record, reading, places)),
    idOf: ({ source }) => ids.get(source)!,
  }
}

const labels: Readonly<Record<string, LabelledPair['label']>> = { '1': 'same', '0': 'different', '-1': 'uncertain' }

function readPairs(departements: ReadonlyMap<string, string>): LabelledPair[] {
  const lines = readFileSync(join(folder, 'pairs.tsv'), 'utf8').trim().split('\n').slice(1)
  return lines.map((line) => {
    const [one = '', other = '', label = '', kind = ''] = line.split('\t')
    const [departement = ''] = [departements.get(one) ?? '', departements.get(other) ?? ''].sort()
    return { one, other, label: labels[label] ?? 'uncertain', kind, unseen: isUnseen(departement) }
  })
}

function departementOf({ codes: { insee = '' } }: CatalogueRecord): string {
  return insee.slice(0, insee.startsWith('97') ? 3 : 2)
}

/** One département in two, drawn once and for all. */
function isUnseen(departement: string): boolean {
  return createHash('sha256').update(`departement ${departement}`).digest()[0]! % 2 === 1
}

function traitsOfRecord(record: CatalogueRecord, reading: Reading, places: Places): Traits {
  const coded = reading === 'codes and text'
  return traitsOf(offerOf(coded ? record : { ...record, codes: {} }, communesOf(record, coded, places)))
}

function offerOf({ id, source, titre, organisme, codes }: CatalogueRecord, communes: Offer['places']): Offer {
  const { siret, rncp, certifinfo, cfd, uai } = codes
  return {
    ...untold(),
    kind: 'training',
    title: titre || '?',
    provider: { name: organisme || '?', siret },
    certification: rncp ? { rncp, label: rncp } : undefined,
    declared: { certifinfo, cfd, uai },
    places: communes,
    modality: 'onsite',
    updatedAt: '2020-06-25',
    partner: { name: source, reference: id },
  }
}

/**
 * As an importer resolves an address: the commune by its code, else by its name, else every commune of the postcode. A postcode that no commune
 * has (CEDEX) still equals itself.
 */
function communesOf({ cp, commune, codes }: CatalogueRecord, coded: boolean, places: Places): Offer['places'] {
  // Without a commune a place has no coordinates, and is near no other.
  const place = (code: string, name: string) => {
    const { lat, lon } = places.byCode(code) ?? { lat: Number.NaN, lon: Number.NaN }
    return { commune: { code, name }, postcode: cp, lat, lon }
  }
  if (coded && codes.insee) return [place(codes.insee, commune)]
  const postcode = cp.slice(0, 5)
  const town = commune.replace(/\s*CEDEX.*/i, '')
  const named = town ? places.resolve(town, { postcode }) : undefined
  const found = named?.kind === 'found' ? [named.commune] : places.byPostcode(postcode)
  return [...found.map(({ code, name }) => place(code, name)), ...(postcode ? [place(`cp ${postcode}`, town)] : [])]
}
