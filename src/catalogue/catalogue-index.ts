import type { Item, Kind, Modality } from '../item.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * What must hold of every candidate, applied before ranking. An offer whose value is unknown passes (unknown is a claim, not an exclusion).
 * `near` passes an item with a place within the radius, and any fully remote item. Dates: a session starting in [startAfter, startBefore];
 * items without sessions pass. `open`: on or after this day at least one session has not started (or no session is published). One and the
 * same session must satisfy all dates. `certifying`: true asks for a certification, false for none; an item that tells neither passes.
 * `modality` is the one asked exactly: 'mixed' is neither 'onsite' nor 'remote'. An empty `kinds` asks nothing.
 */
export interface Filter {
  kinds?: readonly Kind[]
  near?: { lat: number; lon: number; radiusKm: number }
  excludeModalities?: readonly Modality[]
  modality?: Modality
  startAfter?: string
  startBefore?: string
  open?: string
  certifying?: boolean
}

/**
 * `text` is searched in full text (French), `vector` in occupation space, `dense` in the optional dense space; each may be absent. The length
 * of `vector`, 0 to 1, says how sure it is of its occupations (see Referential.vector) and so how much it weighs. A text of stop words only
 * and a vector of zeros ask nothing: every admitted item is then as good, merit 1.
 */
export interface Query {
  text?: string
  vector?: readonly number[]
  dense?: readonly number[]
  filter: Filter
  limit: number
}

/** Merit in 0..1, comparable within one query: how well the item answers the text and the occupation; never shown to anyone. */
export interface Candidate {
  item: Item
  merit: number
}

/** One version of the catalogue. Versions are immutable: the same query gives the same answer as long as the version lives. */
export interface CatalogueIndex {
  readonly version: string
  readonly size: number
  readonly fictitious: boolean
  /** The dense space of its items, where it has one: by which model, in how many dimensions. */
  readonly dense?: { model: string; dimensions: number }
  /** Best merit first, at most `limit`. The items are shared between callers: copy before changing one. */
  search(query: Query): Promise<Candidate[]>
  /** Whole items in the order asked; unknown ids are left out. */
  items(ids: readonly string[]): Promise<Item[]>
  /** How many admitted items are first of all about each occupation, by its dimension in occupation space; what is about none counts nowhere. */
  pointing(filter: Filter): Promise<readonly number[]>
  /** The words it says, so that one it never says can be known as such. */
  vocabulary(): Promise<Vocabulary>
}

/** The catalogue as it stands now, or as it stood (replay); undefined when that version is gone. */
export interface Catalogue {
  current(): CatalogueIndex
  version(version: string): Promise<CatalogueIndex | undefined>
}
