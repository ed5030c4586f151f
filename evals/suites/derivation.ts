import { createReadStream, existsSync } from 'node:fs'
import { z } from 'zod'
import { createDerive, type Derive } from '../../src/catalogue/derive.ts'
import { FORMATS } from '../../src/catalogue/import/formats.ts'
import { readCodes } from '../../src/catalogue/import/official-codes.ts'
import { type Item, type Offer, untold } from '../../src/item.ts'
import { createCodes } from '../../src/codes/codes.ts'
import { readOwnCodes } from '../../src/read-sources.ts'
import { shareOf } from '../scorer.ts'
import type { Stage } from '../stage.ts'
import { defineSuite, type EvalCase } from '../suite.ts'
import { readJsonLines } from './jsonl.ts'

/** What a person read of a real offer: which of the occupations and subjects derived from its codes or title say what it is about. */
const Read = z.object({
  title: z.string(),
  certification: z.string().optional(),
  rncp: z.string().optional(),
  certifinfo: z.string().optional(),
  cfd: z.string().optional(),
  nsf: z.array(z.string()).optional(),
  right: z.array(z.string()),
  wrong: z.array(z.string()).default([]),
  because: z.string().optional(),
})
type Read = z.infer<typeof Read>

interface ReadCase extends EvalCase, Read {
  what: 'read'
}
interface SourceCase extends EvalCase {
  what: 'source'
  codes: 'official' | 'ours alone'
  format: string
  path: string
}
type Case = ReadCase | SourceCase
type Output = { told: readonly string[] } | { offers: number; told: number; occupied: number }

const folder = '../shared/data'
const official = ['certif_info.csv', 'Kit_apprentissage_20231218.csv', 'formacodes-v14.csv']
const sources: readonly (readonly [format: string, path: string])[] = [
  ['rco', 'rco_2020-02-03.jsonl'],
  ['rco', 'rco_2020-06-25.jsonl'],
  ['parcoursup', 'parcoursup.csv'],
  ['parcoursup', 'parcoursup_apprentissage.csv'],
  ['onisep', 'onisep_ideo-formations_initiales.csv'],
]

/** What real offers are about, read from the codes and diplomas that they name: how many get it, and whether it is right. */
export const derivationSuite = defineSuite<Case, Output>({
  name: 'derivation',
  provenance: {
    written: 'real offers; 200 of them drawn and read when the rules were done.',
    how: 'real',
    graded: 'by one person',
  },
  about:
    'Occupations and subjects derived from codes and titles: all offers of five real files, and 200 of them read by hand when the rules were done (one person, once).',
  async prepare({ stage, target }) {
    if (target) return { skipped: 'derives in this process; a server is not asked (--target).' }
    if (!existsSync(`${folder}/certif`)) return { skipped: `${folder} is absent: what it derives from is read there.` }
    const registers = await readCodes(official.map((name) => createReadStream(`${folder}/certif/${name}`)))
    const derives = {
      official: createDerive(createCodes(readOwnCodes(), registers), stage.referential()),
      'ours alone': createDerive(createCodes(readOwnCodes()), stage.referential()),
    }
    const read = readJsonLines('evals/suites/derivation.jsonl', Read).map(
      (one, at): ReadCase => ({ ...one, what: 'read', id: `read-${at + 1}`, split: 'test' }),
    )
    const files = (['official', 'ours alone'] as const).flatMap((codes) =>
      sources.map(
        ([format, path]): SourceCase => ({ what: 'source', id: `${codes}-${path}`, split: 'test', codes, format, path }),
      ),
    )
    return {
      cases: [...read, ...files],
      task: (one) => (one.what === 'read' ? { told: toldOf(one, derives.official) } : counted(one, derives[one.codes], stage)),
    }
  },
  scorers: [
    shareOf(
      { name: 'right', about: 'Read offers of which every derived occupation and subject is right.', better: 'higher' },
      (one, output) => {
        if (one.what !== 'read' || 'offers' in output || output.told.length === 0) return null
        return { hits: Number(output.told.every((tag) => one.right.includes(tag))), of: 1 }
      },
    ),
    shareOf(
      { name: 'told', about: 'Offers that get an occupation or a subject, by what codes are there.', better: 'higher' },
      (one, output) => {
        if (one.what !== 'source' || !('offers' in output)) return null
        const share = { hits: output.told, of: output.offers }
        return { [one.codes]: share, [`${one.codes}, ${one.path}`]: share }
      },
    ),
    shareOf(
      { name: 'occupied', about: 'Offers that get an occupation.', better: 'higher' },
      (one, output) =>
        one.what === 'source' && 'offers' in output
          ? { [one.codes]: { hits: output.occupied, of: output.offers } }
          : null,
    ),
  ],
  gates: [
    { measure: 'right', comparison: 'at least', bar: 0.97 },
    { measure: 'told', group: 'official', comparison: 'at least', bar: 0.85 },
  ],
})

function toldOf({ title, certification, rncp, certifinfo, cfd, nsf }: ReadCase, derive: Derive): string[] {
  const offer: Offer = {
    ...untold(),
    kind: 'training',
    title,
    provider: { name: '-' },
    certification: rncp || certification ? { rncp, label: certification ?? title } : undefined,
    modality: 'onsite',
    updatedAt: '',
    partner: { name: '-', reference: '-' },
    declared: { certifinfo, cfd, nsf },
  }
  return tagsOf(derive(itemOf(offer), [offer]))
}

async function counted({ format, path }: SourceCase, derive: Derive, stage: Stage): Promise<Output> {
  const context = { places: await stage.places(), referential: stage.referential(), receivedAt: '2026-11-26T08:00:00Z' }
  let [offers, told, occupied] = [0, 0, 0]
  for await (const imported of FORMATS[format]!.read(createReadStream(`${folder}/offers/${path}`), context)) {
    if (!('accepted' in imported)) continue
    const item = derive(itemOf(imported.accepted), [imported.accepted])
    offers += 1
    if (item.occupations.length > 0) occupied += 1
    if (tagsOf(item).length > 0) told += 1
  }
  return { offers, told, occupied }
}

const itemOf = (offer: Offer): Item => ({ ...offer, id: '-', partners: [{ ...offer.partner, updatedAt: '' }] })

const tagsOf = ({ occupations, subjects = [] }: Item): string[] => [
  ...occupations.map(({ code }) => code),
  ...subjects.map(({ label }) => label),
]
