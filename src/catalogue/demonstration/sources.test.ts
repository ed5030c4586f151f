import { describe, expect, it } from 'vitest'
import { loadDemonstrationSources } from './load-node.ts'
import { DemonstrationSourceError, parseDemonstrationSources } from './sources.ts'

describe('the sources of the demonstration catalogue', () => {
  it('are refused with the place and the subject of each mistake', () => {
    const sources = structuredClone(loadDemonstrationSources())
    const raw = { ...sources, subjects: sources.subjects.map((subject) => ({ ...subject })) }
    raw.subjects[0]!.hours = [40, 20]
    expect(refusal(raw)).toContain(`subjects/0/hours (${raw.subjects[0]!.id}): the first must not exceed the second`)
  })

  it('are refused when one file names what another does not hold', () => {
    const sources = structuredClone(loadDemonstrationSources())
    sources.partners[0]!.style = 'baroque'
    sources.subjects[1]!.id = sources.subjects[0]!.id
    const refused = refusal(sources)
    expect(refused).toContain(`partners: ${sources.partners[0]!.name} has the unknown style baroque`)
    expect(refused).toContain(`subjects: the id ${sources.subjects[0]!.id} is used twice`)
  })
})

function refusal(raw: unknown): string {
  try {
    parseDemonstrationSources(raw)
  } catch (error) {
    if (error instanceof DemonstrationSourceError) return error.message
    throw error
  }
  return ''
}
