import type { Offer } from '../../item.ts'
import type { Referential } from '../../occupations/referential.ts'
import type { Places } from '../../places/places.ts'
import type { Withheld } from './released.ts'

/** One way partners write their records down. Reads as a stream: one record in memory at a time, whatever the size of the file. */
export interface ImportFormat {
  readonly name: string
  /** Never rejects for what the file holds: what cannot be read is yielded as refused. Rejects when the chunks do. */
  read(chunks: AsyncIterable<Uint8Array>, context: ImportContext): AsyncIterable<Imported>
}

export interface ImportContext {
  /** Who publishes these records, when it is said with the file; otherwise what the records or the format say. */
  partner?: string
  places: Pick<Places, 'byCode' | 'byPostcode' | 'resolve' | 'nearest'>
  referential: Pick<Referential, 'byCode'>
  /** RFC 3339: when the file was received. Stands for the date of records that do not give theirs. */
  receivedAt: string
  /** Sentences that give an order and that a person has let pass. */
  released?: ReadonlySet<string>
}

/** Where in the file: records count from 1 in reading order, lines from 1. */
export interface Position {
  record: number
  line: number
}

/** `repaired` says in a few words what was mended, so that equal repairs can be counted; empty for a record taken as it is. */
export type Imported =
  | { accepted: Offer; position: Position; repaired: string[]; withheld?: readonly string[] }
  | { refused: Refusal; detail: string; position: Position; withheld?: Withheld }

/**
 * Why a record was left out:
 * malformed: not readable as the format (broken XML or JSON). truncated: the file ends in the middle of it.
 * too-long: larger than any real record. incomplete: no title or no provider. invalid: a value that no repair saves.
 * closed: the partner closed recruitment for all its sessions. repeated: the same record came already.
 * quarantined: its text seems to address a machine; someone has to read it first. off-topic: sound, and of no use to the catalogue.
 */
export const REFUSALS = [
  'malformed',
  'truncated',
  'too-long',
  'incomplete',
  'invalid',
  'closed',
  'repeated',
  'quarantined',
  'off-topic',
] as const
export type Refusal = (typeof REFUSALS)[number]
