import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { sourceOf, type Traits, traitsOf } from '../../../src/catalogue/deduplication/traits.ts'
import { type Offer, untold } from '../../../src/catalogue/item.ts'
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
    pairs: readPairs(),
    partnerOf: new Map(records.map(({ id, source }) => [id, source])),
    traits: (reading, places) => records.map((record) => traitsOfRecord(record, reading, places)),
    idOf: ({ source }) => ids.get(source)!,
  }
}

const labels: Readonly<Record<string, LabelledPair['label']>> = { '1': 'same', '0': 'different', '-1': 'uncertain' }

function readPairs(): LabelledPair[] {
  const lines = readFileSync(join(folder, 'pairs.tsv'), 'utf8').trim().split('\n').slice(1)
  return lines.map((line) => {
    const [one = '', other = '', label = '', kind = ''] = line.split('\t')
    return { one, other, label: labels[label] ?? 'uncertain', kind }
  })
}

/** The number of an establishment is in no format that is imported yet, and so in no offer: it is added here. */
function traitsOfRecord(record: CatalogueRecord, reading: Reading, places: Places): Traits {
  const coded = reading === 'codes and text'
  const traits = traitsOf(offerOf(coded ? record : { ...record, codes: {} }, communesOf(record, coded, places)))
  const { uai } = record.codes
  return coded && uai ? { ...traits, provider: { ...traits.provider, uai } } : traits
}

function offerOf({ id, source, titre, organisme, codes }: CatalogueRecord, communes: Offer['places']): Offer {
  const { siret, rncp, certifinfo, cfd } = codes
  return {
    ...untold(),
    kind: 'training',
    title: titre || '?',
    provider: { name: organisme || '?', siret },
    certification: rncp ? { rncp, label: rncp } : undefined,
    declared: { certifinfo, cfd },
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
  const place = (code: string, name: string) => ({ commune: { code, name }, postcode: cp, lat: 0, lon: 0 })
  if (coded && codes.insee) return [place(codes.insee, commune)]
  const postcode = cp.slice(0, 5)
  const town = commune.replace(/\s*CEDEX.*/i, '')
  const named = town ? places.resolve(town, { postcode }) : undefined
  const found = named?.kind === 'found' ? [named.commune] : places.byPostcode(postcode)
  return [...found.map(({ code, name }) => place(code, name)), ...(postcode ? [place(`cp ${postcode}`, town)] : [])]
}
