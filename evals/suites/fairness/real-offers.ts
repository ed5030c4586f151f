import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { guard } from '../../../guardrails/guard.ts'
import { createPlaceholders } from '../../../guardrails/placeholders.ts'
import { defaultPolicy } from '../../../guardrails/policy.ts'
import { type Item, untold } from '../../../src/item.ts'
import { noCriteria } from '../../../src/criteria/criteria.ts'
import { mergeTurn } from '../../../src/need/merge.ts'
import { emptyProfile } from '../../../src/need/profile.ts'
import { readNeed } from '../../../src/need/read-need.ts'
import { evaluationDay, type Stage } from '../../stage.ts'
import { readJsonLines } from '../jsonl.ts'
import type { AskedNeed } from './rounds.ts'

/** Beside the repository, and no part of it. */
export const realOffersFolder = '../shared/bench/r4-metier-offres'

const folder = join(import.meta.dirname, '../../..', realOffersFolder)

const Document = z.object({
  _id: z.string(),
  title: z.string(),
  text: z.string(),
  meta: z.object({ region: z.string(), insee: z.string(), siret_resp: z.string(), judged: z.boolean() }),
})

const Need = z.object({ _id: z.string(), text: z.string(), filter: z.object({ region: z.string() }).optional() })

/** A need about an occupation, with the grades of the offers that answer it. */
export interface GradedNeed extends AskedNeed {
  grades: ReadonlyMap<string, number>
}

/** As many candidates as the product reads. */
const read = 80

/** Real offers of 2020 and needs about occupations, searched in memory; undefined where the bench is absent. */
export async function readRealOffers(stage: Stage): Promise<GradedNeed[] | undefined> {
  if (!existsSync(folder)) return undefined
  const documents = readJsonLines(join(folder, 'docs.jsonl'), Document)
  const byId = new Map(documents.map((document) => [document._id, document]))
  const index = await stage.memoryIndex('r4 by provider', documents.map(itemOf))
  const grades = readGrades()
  const needs: GradedNeed[] = []
  const relevance = stage.relevance()
  const vocabulary = await index.vocabulary()
  const options = { locale: 'fr', placeholders: createPlaceholders() } as const
  const [places, referential] = [await stage.places(), stage.referential()]
  const context = { places, referential, profile: emptyProfile, today: evaluationDay, locale: 'fr' } as const
  for (const { _id: id, text, filter } of readJsonLines(join(folder, 'queries.jsonl'), Need)) {
    const counts = (document: string) => {
      const meta = byId.get(document)?.meta
      return meta?.judged === true && (filter === undefined || meta.region === filter.region)
    }
    const found = await index.search({
      text,
      vector: stage.referential().vector(text),
      filter: {},
      limit: filter ? 3000 : 400,
    })
    const said = guard(text, defaultPolicy, options).text
    const reading = readNeed(said, { ...context, previous: noCriteria })
    const { topic, occupation } = mergeTurn(noCriteria, { ...context, message: reading }).criteria
    const about = topic || occupation ? { topic, occupation } : { topic: said }
    const criteria = { ...noCriteria, kinds: ['training' as const], ...about }
    const asked = relevance.ask(criteria, vocabulary)
    const candidates = found
      .filter(({ item }) => counts(item.id) && relevance.judge(item, asked).grade === 'answers')
      .slice(0, read)
    const graded = new Map([...(grades.get(id) ?? [])].filter(([document]) => counts(document)))
    if (graded.size === 0 || candidates.length === 0) continue
    needs.push({ id, criteria, candidates, grades: graded })
  }
  return needs
}

function readGrades(): Map<string, Map<string, number>> {
  const grades = new Map<string, Map<string, number>>()
  for (const line of readFileSync(join(folder, 'qrels.tsv'), 'utf8').split('\n').slice(1)) {
    const [need, document, grade] = line.split('\t')
    if (need && document) grades.set(need, (grades.get(need) ?? new Map()).set(document, Number(grade)))
  }
  return grades
}

const itemOf = ({ _id, title, text, meta }: z.infer<typeof Document>): Item => ({
  ...untold(),
  id: _id,
  kind: 'training',
  title,
  summary: text,
  // Who answers for the training: the organisation that exposure is shared between.
  provider: { name: meta.siret_resp, siret: meta.siret_resp },
  places: [{ commune: { code: meta.insee, name: meta.insee }, postcode: '', lat: 0, lon: 0 }],
  modality: 'onsite',
  partners: [{ name: 'RCO', reference: _id, updatedAt: '2020-06-25' }],
  updatedAt: '2020-06-25',
})
