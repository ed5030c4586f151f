import type { Contact } from '../../item.ts'
import type { Commune } from '../../places/commune.ts'
import { createRandom, createWeighted, type Weighted } from './random.ts'
import type { DemonstrationSources, MemberSource, PartnerSource } from './sources.ts'

/** An invented organisation placed in real towns. With `partner` it publishes offers; without, others publish what it teaches. */
export interface Organisation {
  name: string
  siret: string
  partner?: PartnerSource
  domains: string | null
  delivers: boolean
  towns: Weighted<Commune>
  regions: ReadonlySet<string>
}

/** Organisations without any town among the communes given are left out. */
export function placeOrganisations(
  sources: DemonstrationSources,
  communes: readonly Commune[],
  options: { seed: string; size: number },
): Organisation[] {
  const towns = townsAmong(communes)
  // A larger catalogue needs more places, or the same training would be offered twice in the same town.
  const growth = Math.max(1, options.size / 24_000)
  const all: readonly Placeable[] = [
    ...sources.partners.map((partner) => ({ ...partner, partner })),
    ...sources.members.map((member) => ({ ...member, delivers: true })),
  ]
  return all.flatMap((source, index): Organisation[] => {
    const random = createRandom(`${options.seed}/organisation/${source.name}`)
    const reach = towns.filter((town) => source.regions === null || source.regions.includes(town.region))
    // Exponential keys: a weighted draw without replacement in one sort.
    const chosen = reach
      .map((town): [Commune, number] => [town, Math.log(1 - random.next()) / attraction(town)])
      .sort(([, a], [, b]) => b - a)
      .slice(0, Math.ceil(source.towns * growth))
      .map(([town]) => town)
    if (chosen.length === 0) return []
    return [
      {
        name: source.name,
        siret: inventedSiret(index),
        ...(source.partner ? { partner: source.partner } : {}),
        domains: source.domains,
        delivers: source.delivers,
        towns: createWeighted(chosen.map((town) => [town, attraction(town)])),
        regions: new Set(reach.map((town) => town.region)),
      },
    ]
  })
}

/** Its desk: a number among those that are kept for fiction (ARCEP, 02 61 91 …), a mailbox under the reserved domain. */
export function deskOf({ name, site }: PartnerSource): Contact {
  const line = String(createRandom(`desk/${name}`).between(0, 9999)).padStart(4, '0')
  return {
    organisation: name,
    url: `https://${site}/contact`,
    phone: `02 61 91 ${line.slice(0, 2)} ${line.slice(2)}`,
    email: `contact@${site}`,
  }
}

interface Placeable extends MemberSource {
  delivers: boolean
  partner?: PartnerSource
}

/** Fourteen digits whose two check digits are wrong on purpose: no register can ever hold it. */
function inventedSiret(index: number): string {
  const siren = failing(`9${String(index * 7919 + 1_234_567).padStart(7, '0')}`)
  return failing(`${siren}0001`)
}

/** Appends a digit that makes the Luhn sum wrong. */
function failing(digits: string): string {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]) * (at % 2 === 0 ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  const right = (10 - (sum % 10)) % 10
  return `${digits}${(right + 3) % 10}`
}

/** Those where a training can be held. */
export function townsAmong(communes: readonly Commune[]): Commune[] {
  const parents = new Set(communes.map((commune) => commune.parent))
  return communes.filter((commune) => commune.population >= SMALLEST_TOWN && !parents.has(commune.code))
}

const SMALLEST_TOWN = 2500

/** Training gathers in large towns, a little more than people do. */
export function attraction(town: Commune): number {
  return Math.max(town.population, 1) ** 1.1
}
