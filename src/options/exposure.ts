/** A provider's ledger line, in units of one option shown: exposure received and exposure deserved (its share of merit). */
export interface Exposure {
  exposure: number
  merit: number
}

/**
 * What a provider received of what it deserved: 1 is its due, less gives it the turn (amortised attention, Biega, Gummadi and Weikum 2018). The
 * ratio and not the difference, so that a small provider owed half an option waits no longer than a large one owed a hundred.
 */
export function received(line: Exposure | undefined): number {
  return (line?.exposure ?? 0) / ((line?.merit ?? 0) + UNPROVEN)
}

/**
 * What one selection adds to the ledger: one unit of exposure for each option shown, and as many units of merit, shared between all providers
 * that answer the need in proportion to the best offer of each. However many offers or clones a provider has, it deserves one share; and
 * whoever is relevant but never quite in the band is owed a turn when it is.
 */
export function sharesOf(shown: readonly string[], bestMerit: ReadonlyMap<string, number>): Record<string, Exposure> {
  const total = [...bestMerit.values()].reduce((sum, merit) => sum + merit, 0)
  const ledger: Record<string, Exposure> = {}
  for (const [provider, merit] of bestMerit) {
    ledger[provider] = { exposure: 0, merit: (merit / total) * shown.length }
  }
  for (const provider of shown) ledger[provider]!.exposure += 1
  return ledger
}

/** Two parts of one selection, as one. */
export function added(one: Record<string, Exposure>, other: Record<string, Exposure>): Record<string, Exposure> {
  const sum = { ...one }
  for (const [provider, { exposure, merit }] of Object.entries(other)) {
    const line = sum[provider] ?? { exposure: 0, merit: 0 }
    sum[provider] = { exposure: line.exposure + exposure, merit: line.merit + merit }
  }
  return sum
}

/** Units of merit that a provider without history counts as having, so that its first option is not an infinity. */
const UNPROVEN = 0.05
