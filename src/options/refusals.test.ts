import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import { beforeAll, describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import type { CatalogueIndex, Query } from '../catalogue/catalogue-index.ts'
import { embedDensely } from '../catalogue/embed-need.ts'
import { type Criteria, noCriteria } from '../criteria/criteria.ts'
import { rootsOf } from '../criteria/unwanted.ts'
import { mergeTurn } from '../need/merge.ts'
import { emptyProfile } from '../need/profile.ts'
import { readNeed } from '../need/read-need.ts'
import { writtenForms } from '../occupations/names.ts'
import { rehearse } from '../rehearsal.ts'
import { shortlist } from './shortlist.ts'

type Stage = Awaited<ReturnType<typeof rehearse>>

describe('what is refused or left', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await rehearse({ size: 2500 })
  }, 60_000)

  function criteriaOf(text: string): Criteria {
    const { places, referential, today } = stage
    const profile = emptyProfile
    const reading = readNeed(mintRedacted(text), {
      previous: noCriteria,
      places,
      referential,
      today,
      locale: 'fr',
    })
    return mergeTurn(noCriteria, { profile, message: reading, today }).criteria
  }

  /** The search of a need, and every word that reached the index or an embedding on the way. */
  async function searched(criteria: Criteria) {
    const said: string[] = []
    const hear = <Input extends { values: string[] }>(input: Input): Input => {
      said.push(...input.values)
      return input
    }
    const embedding: EmbeddingModelV4 = {
      ...stage.embedding,
      doEmbed: (input) => stage.embedding.doEmbed(hear(input)),
    }
    const index: CatalogueIndex = {
      ...stage.index,
      search: (query: Query) => {
        said.push(query.text ?? '')
        return stage.index.search(query)
      },
    }
    const near = criteria.near && stage.places.byCode(criteria.near.code)
    const circumstances = { today: stage.today, near, alreadyRefused: new Set<string>() }
    const { kept, excluded } = await shortlist(criteria, {
      index,
      embedding,
      relevance: stage.relevance,
      circumstances,
    })
    await embedDensely(embedding, criteria, AbortSignal.timeout(5000))
    return { kept: kept.map(({ item }) => item), excluded, roots: new Set(said.flatMap(rootsOf)) }
  }

  it('reaches neither the text nor the vector that is searched', async () => {
    const heard = await searched(
      criteriaOf(
        'Ancien maçon, dix ans de restauration, ras le bol de la vente. Formation de fleuriste à Lyon, surtout pas de comptabilité ni de caissier, pas d’alternance',
      ),
    )
    expect(heard.roots).toContain(rootsOf('fleuriste')[0])
    for (const word of ['maçon', 'restauration', 'vente', 'comptabilité', 'caissier', 'caisse', 'alternance']) {
      expect(heard.roots).not.toContain(rootsOf(word)[0])
    }
  })

  it('shares no offer with the same need without it', async () => {
    const taught = stage.items.flatMap(({ occupations }) => occupations.slice(0, 1).map(({ code }) => code))
    const codes = [...new Set(taught)].slice(0, 24)
    let compared = 0
    for (const code of codes) {
      const { label, names } = stage.referential.byCode(code)!
      const said = [...names, label].find((name) => name.includes(' / ') && !/[,(]/.test(name))
      if (!said) continue
      const trade = writtenForms(said)[0]!.toLowerCase()
      const of = await searched(criteriaOf(`une formation de ${trade}`))
      // A whole domain but for that trade: the filter is all that holds it back.
      const but = { ...criteriaOf(`sauf ${trade}`), kinds: ['training' as const] }
      expect(but.topic ?? but.occupation, trade).toBeUndefined()
      const rest = await searched(but)
      const shown = new Set(rest.kept.map(({ id }) => id))
      const its = of.kept.filter(({ occupations }) => occupations.some((one) => one.code === code))
      expect(
        its.filter(({ id }) => shown.has(id)).map(({ title }) => title),
        trade,
      ).toEqual([])
      if (its.length > 0) compared += 1
    }
    expect(compared).toBeGreaterThan(12)
  })

  it('is counted and told among what was left out', async () => {
    const { excluded } = await searched(criteriaOf('une formation dans le bâtiment, surtout pas plombier'))
    expect(excluded.counts.find(({ rule }) => rule === 'refused')?.count).toBeGreaterThan(0)
  })
})
