import { csv } from './csv.ts'
import { events } from './events.ts'
import type { ImportFormat } from './format.ts'
import { jsonl } from './jsonl.ts'
import { lheo } from './lheo.ts'
import { mcf } from './mcf.ts'
import { onisep } from './onisep.ts'
import { parcoursup } from './parcoursup.ts'
import { rco } from './rco.ts'

/** The formats of offers that can be imported, by the name one asks for. */
export const FORMATS: Readonly<Record<string, ImportFormat>> = {
  ...{ lheo, rco, onisep, mcf, parcoursup, events },
  ...{ jsonl, csv },
}
