import type { Occupation } from '../../occupations/occupation.ts'
import { distinct } from '../../occupations/official.ts'
import { type CsvRow, csvRows } from './csv-records.ts'
import type { Refusal } from './format.ts'

export interface OfficialOccupations {
  occupations: Occupation[]
  /** Rows read, of which `refused` had nothing for the referential. */
  rows: number
  refused: Partial<Record<Refusal, number>>
}

/**
 * The official ROME files (France Travail, open data): codes with their labels, appellations, and the definitions among the texts; which file is
 * which is known by its columns. From ROME 4.1 on a code may have a parent: it is then a name of the parent, since partners declare parents.
 */
export async function readRome(files: readonly AsyncIterable<Uint8Array>[]): Promise<OfficialOccupations> {
  const labels = new Map<string, string>()
  const parents = new Map<string, string>()
  const names: Said[] = []
  const activities: Said[] = []
  const refused: OfficialOccupations['refused'] = {}
  let rows = 0

  function note(row: CsvRow): Refusal | undefined {
    const code = codeOf(row.value('code_rome', 'rome_code'))
    if (!code) return row.has('code_rome') || row.has('rome_code') ? 'invalid' : 'off-topic'
    const parent = codeOf(row.value('code_rome_parent'))
    const label = written(row.value('libelle_rome'))
    const name = written(row.value('libelle_appellation_long'))
    const definition = row.value('libelle_type_texte') === 'definition' && written(row.value('libelle_texte'))
    if (name) names.push({ code, parent, text: name })
    else if (definition) activities.push({ code, text: definition })
    else if (!label) return 'off-topic'
    else {
      labels.set(code, label)
      if (parent) parents.set(code, parent)
    }
  }

  for (const file of files) {
    for await (const row of csvRows(file)) {
      rows += 1
      const reason = 'refused' in row ? row.refused : note(row)
      if (reason) refused[reason] = (refused[reason] ?? 0) + 1
    }
  }

  // An appellation may have another parent than its code: what it was filed under before is what partners declare.
  const family = ({ code, parent }: { code: string; parent?: string }) => parent ?? parents.get(code) ?? code
  const called = gathered([...[...labels].map(([code, text]) => ({ code, text })), ...names], family)
  const done = gathered(activities, family)
  const occupations = [...called].map(([code, all]): Occupation => {
    const label = labels.get(code) ?? all[0]!
    const others = distinct(all).filter((name) => name !== label)
    return { code, label, names: others.length > 0 ? others : [label], activities: distinct(done.get(code) ?? []) }
  })
  return { occupations: occupations.sort((a, b) => (a.code < b.code ? -1 : 1)), rows, refused }
}

interface Said {
  code: string
  parent?: string
  text: string
}

function gathered(said: readonly Said[], family: (said: Said) => string): Map<string, string[]> {
  const texts = new Map<string, string[]>()
  for (const one of said) {
    const list = texts.get(family(one))
    if (list) list.push(one.text)
    else texts.set(family(one), [one.text])
  }
  return texts
}

function codeOf(text: string | undefined): string | undefined {
  const code = text?.toUpperCase()
  return code && /^[A-N]\d{4}$/.test(code) ? code : undefined
}

/** These files double their apostrophes, as SQL does. */
function written(text: string | undefined): string | undefined {
  return text?.replaceAll("''", "'")
}
