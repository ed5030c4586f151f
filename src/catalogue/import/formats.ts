import type { ImportFormat } from './format.ts'
import { jsonl } from './jsonl.ts'
import { lheo } from './lheo.ts'
import { rco } from './rco.ts'

/** The formats that can be imported, by the name one asks for. */
export const FORMATS: Readonly<Record<string, ImportFormat>> = { lheo, rco, jsonl }
