import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { readRome } from '../../../src/catalogue/import/rome.ts'
import type { Occupation } from '../../../src/occupations/occupation.ts'
import { underOfficial } from '../../../src/occupations/official.ts'
import { createReferential, type Referential } from '../../../src/occupations/referential.ts'

/** The official open-data files, beside the repository and no part of it. */
export const officialFolder = '../shared/data/rome'

const files = ['code_rome', 'appellation'].map((name) =>
  join(import.meta.dirname, '../../..', officialFolder, `unix_referentiel_${name}_v460_utf8.csv`),
)

/** Our occupations under the official ones, as an installation has them after importing the files; undefined when they are not there. */
export async function readOfficial(ours: readonly Occupation[]): Promise<Referential | undefined> {
  if (!files.every((file) => existsSync(file))) return undefined
  const { occupations } = await readRome(files.map((file) => createReadStream(file)))
  return createReferential(underOfficial(ours, occupations))
}
