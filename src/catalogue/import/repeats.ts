import type { Imported } from './format.ts'

/** Of records with the same partner and reference only the first is kept. */
export async function* refuseRepeats(records: AsyncIterable<Imported>): AsyncIterable<Imported> {
  const seen = new Set<string>()
  for await (const imported of records) {
    if (!('accepted' in imported)) {
      yield imported
      continue
    }
    const { name, reference } = imported.accepted.partner
    const key = `${name}\n${reference}`
    if (seen.has(key)) yield { refused: 'repeated', detail: reference, position: imported.position }
    else yield imported
    seen.add(key)
  }
}
