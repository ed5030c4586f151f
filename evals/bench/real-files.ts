import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogueFolder } from '../../src/catalogue/build.ts'
import { createDerive } from '../../src/catalogue/derive.ts'
import { FORMATS } from '../../src/catalogue/import/formats.ts'
import { readCodes } from '../../src/catalogue/import/official-codes.ts'
import { type ImportFile, ingest } from '../../src/catalogue/ingest.ts'
import { openCatalogue } from '../../src/catalogue/open.ts'
import { servedItems } from '../../src/catalogue/served-items.ts'
import { createCodes } from '../../src/codes/codes.ts'
import type { Item } from '../../src/item.ts'
import { readOwnCodes } from '../../src/read-sources.ts'
import type { Stage } from '../stage.ts'
import { announce, printFigures } from './figures.ts'

const data = join('..', 'shared', 'data')
/** One import each, in this order; the files of one are read together. */
const imports = [
  { format: 'rco', files: ['rco_2020-02-03.jsonl', 'rco_2020-06-25.jsonl'] },
  { format: 'onisep', files: ['onisep_ideo-formations_initiales.csv'] },
  { format: 'parcoursup', files: ['parcoursup.csv'] },
]
const changedOf = 40

export const hasRealFiles = (): boolean => existsSync(join(data, 'offers'))

/** Imports the real files into a folder and changes one record in forty of one source, that is one offer in a hundred. */
export async function importRealFiles(dataDir: string, stage: Stage) {
  const [places, referential, embedding] = [await stage.places(), stage.referential(), stage.embedding()]
  const registers = ['certif_info.csv', 'formacodes-v14.csv', 'Kit_apprentissage_20231218.csv']
  const codes = await readCodes(registers.map((file) => createReadStream(join(data, 'certif', file))))
  const derive = () => createDerive(createCodes(readOwnCodes(), codes), referential)
  const put = async (format: string, files: readonly ImportFile[]) => {
    announce(`importing ${format}`)
    const began = performance.now()
    const options = { dataDir, embedding, places, referential, derive, format: FORMATS[format]!, files }
    const { offers } = await ingest({ ...options, clock: () => new Date() })
    return { offers, seconds: (performance.now() - began) / 1000 }
  }
  const fileOf = (name: string): ImportFile => ({ name, chunks: createReadStream(join(data, 'offers', name)) })
  let [seconds, offers] = [0, 0]
  for (const { format, files } of imports) {
    const done = await put(format, files.map(fileOf))
    seconds += done.seconds
    offers = done.offers
  }
  const changed = await put(
    'rco',
    imports[0]!.files.map((name) => ({ name, chunks: changedLines(name) })),
  )
  const held = printFigures('Real files, imported', [
    {
      label: `${offers.toLocaleString('en')} offers of three sources, imported one after the other (s)`,
      value: seconds,
      bar: { atMost: 30 },
    },
    {
      label: 'one offer in a hundred changed, its source imported again (s)',
      value: changed.seconds,
      bar: { atMost: 5 },
    },
  ])
  const folder = catalogueFolder(dataDir)
  const items: Item[] = []
  for await (const line of (await servedItems(folder)).items) items.push(JSON.parse(line) as Item)
  return { held, items, catalogue: await openCatalogue({ dir: folder }) }
}

async function* changedLines(name: string) {
  const lines = readFileSync(join(data, 'offers', name), 'utf8').split('\n')
  const changed = lines.map((line, at) =>
    at % changedOf === 0 ? line.replace('"Nom de la formation":"', '"Nom de la formation":"Parcours renforcé, ') : line,
  )
  yield new TextEncoder().encode(changed.join('\n'))
}
