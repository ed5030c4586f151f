import { createHash } from 'node:crypto'
import type { Item, Offer } from './item.ts'

/**
 * One training, event or skill with every offer of it. `why` is empty for a single offer. `from` tells which offer each field of the item was
 * taken from ("partner/reference"), when there was a choice.
 */
export interface Group {
  item: Item
  offers: readonly Offer[]
  why: GroupReason[]
  from: Partial<Record<keyof Offer, string>>
}

/** `declared`: partners wrote the same group number. `same-facts`: every fact in `facts` is equal, and nothing contradicts. */
export type GroupReason = { rule: 'declared'; group: string } | { rule: 'same-facts'; facts: readonly string[] }

/** The items of a catalogue, in the order of their first offers. See `explainGroups` for the rules. */
export function groupOffers(offers: Iterable<Offer>): Item[] {
  return explainGroups(offers).map((group) => group.item)
}

/**
 * Offers are the same when partners say so (`declared.group`), or when kind, communes, modality, hours, a start date and the title in normal form
 * are equal (an unknown value equals only an unknown one), the provider is the same and the certification does not contradict. Where all of
 * those are known, the label of the certification stands for the title. Conservative on purpose: a training shown twice is a nuisance, two
 * trainings shown as one hide an option.
 */
export function explainGroups(offers: Iterable<Offer>): Group[] {
  const all = [...offers]
  const sets = createSets(all.length)
  for (const [group, members] of indexBy(all, (offer) => (offer.declared?.group ? [offer.declared.group] : []))) {
    sets.join(members, { rule: 'declared', group })
  }
  for (const [key, members] of indexBy(all, (offer) => [...titledForms(offer), ...certifiedForms(offer)])) {
    if (members.length === 1) continue
    const known = !key.includes(UNKNOWN) && all[members[0]!]!.places.length > 0
    for (const ofProvider of byProvider(all, members, known)) {
      for (const same of byCertification(all, ofProvider)) {
        sets.join(same, { rule: 'same-facts', facts: key.split('\n') })
      }
    }
  }
  return sets.all().map(({ members, why }) =>
    group(
      members.map((at) => all[at]!),
      why,
    ),
  )
}

const UNKNOWN = '?'

/** What is equal whatever the title: one form for each start date, or a single one when no date is published. */
function circumstances(offer: Offer): string[] {
  const communes = [...new Set(offer.places.map((place) => place.commune.code))].sort().join(' ')
  const starts = [...new Set(offer.sessions.map((session) => session.start))]
  return (starts.length > 0 ? starts : [UNKNOWN]).map((start) =>
    [offer.kind, communes, offer.modality, String(offer.hours ?? UNKNOWN), start].join('\n'),
  )
}

function titledForms(offer: Offer): string[] {
  const title = normalTitle(offer.title)
  return circumstances(offer).map((form) => `${title}\n${form}`)
}

/**
 * The same certification, whatever the title, when everything else is known; but what a title says of year, option, part or level must be
 * equal, for those are trainings of their own.
 */
function certifiedForms(offer: Offer): string[] {
  if (!offer.certification) return []
  const certification = normalTitle(offer.certification.label)
  const variant = variantOf(offer.title)
  return circumstances(offer)
    .filter((form) => !form.includes(UNKNOWN))
    .map((form) => `${certification}\n${variant}\n${form}`)
}

/** "Comptabilité, option B, 2e année" is the variant "b 2e". */
function variantOf(title: string): string {
  const words = normalTitle(title).split(' ')
  return words
    .filter(
      (word, at) => /\d/.test(word) || word.length === 1 || VARIANT_CUES.has(words[at - 1] ?? '') || VARIANTS.has(word),
    )
    .sort()
    .join(' ')
}

const VARIANT_CUES = new Set('option parcours mention specialite bloc niveau module groupe annee dominante'.split(' '))
const VARIANTS = new Set(
  'debutant intermediaire confirme avance perfectionnement initiation partiel complet premiere deuxieme seconde i ii iii iv'.split(
    ' ',
  ),
)

/** No accents, case or small words; what says how one enters the training is no part of what it is. */
export function normalTitle(title: string): string {
  // Elided and accented small words go first: a lone letter that is left is an option ("option A", "option D") and must stay.
  const words = title.toLowerCase().replace(/(?<![\p{L}\d])(?:à(?!\p{L})|[dl]['’])/gu, ' ')
  return fold(words)
    .replace(/\((?:[^()]{0,40}\b(?:apprentissage|alternance)\b[^()]{0,40}|h ?\/ ?f|f ?\/ ?h)\)/g, ' ')
    .split(/[^a-z0-9+#]+/)
    .filter((word) => word !== '' && !SMALL_WORDS.has(word))
    .join(' ')
}

const SMALL_WORDS = new Set('au aux de des du en et la le les formation'.split(' '))

function fold(text: string): string {
  const lower = text.toLowerCase()
  return /^[\x20-\x7e]*$/.test(lower)
    ? lower
    : lower.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('œ', 'oe').replaceAll('æ', 'ae')
}

/**
 * One organisation is one SIREN, or one name where no SIRET is given. Offers without a SIRET join the only organisation that has one when they
 * bear its name, or when place, date and hours are known and equal: then nothing is left to tell them apart.
 */
function byProvider(all: readonly Offer[], members: readonly number[], known: boolean): number[][] {
  const numbered = new Map<string, number[]>()
  const named = new Map<string, number[]>()
  for (const at of members) {
    const { siret } = all[at]!.provider
    if (siret) push(numbered, siret.slice(0, 9), at)
    else push(named, nameOf(all[at]!), at)
  }
  const only = numbered.size === 1 ? [...numbered.values()][0]! : undefined
  const names = new Set(only?.map((at) => nameOf(all[at]!)))
  for (const [name, unnumbered] of named) {
    if (only && (names.has(name) || (known && named.size === 1))) only.push(...unnumbered)
    else numbered.set(name, unnumbered)
  }
  return [...numbered.values()]
}

/** Without the town that some append to it. */
function nameOf({ provider, places }: Offer): string {
  const words = fold(provider.name)
    .replaceAll('&', 'et')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  const town = fold(places[0]?.commune.name ?? UNKNOWN).replace(/[^a-z0-9]+/g, ' ')
  return words.endsWith(` ${town}`) ? words.slice(0, -town.length - 1) : words
}

/** Two certifications are two trainings; offers that name none join when there is only one. */
function byCertification(all: readonly Offer[], members: readonly number[]): number[][] {
  const coded = new Map<string, number[]>()
  const uncoded: number[] = []
  for (const at of members) {
    const { certification, declared } = all[at]!
    const code =
      certification?.rncp ?? certification?.rs ?? (declared?.certifinfo && `certifinfo ${declared.certifinfo}`)
    if (code) push(coded, code, at)
    else uncoded.push(at)
  }
  const [only, ...others] = coded.values()
  if (only && others.length === 0) return [[...only, ...uncoded]]
  return [...coded.values(), uncoded]
}

function group(offers: readonly Offer[], why: GroupReason[]): Group {
  const byReference = [...offers].sort((a, b) => compare(sourceOf(a), sourceOf(b)))
  const from: Group['from'] = {}
  const fields = offers.length === 1 ? offers[0]! : canonical(byReference, from)
  const { partner: _, declared: __, fictitious: ___, ...described } = fields
  const item: Item = {
    id: `item_${digest(sourceOf(byReference[0]!))}`,
    ...described,
    partners: byReference.map(({ partner, updatedAt }) => ({ ...partner, updatedAt })),
    ...(offers.some((offer) => offer.fictitious) && { fictitious: true }),
  }
  return { item, offers: byReference, why, from }
}

/**
 * Field by field, the most recently updated offer that says something; among equally recent ones, the smallest reference. So no partner is
 * chosen for how it writes, and the same offers give the same item in whatever order they come.
 */
function canonical(byReference: readonly Offer[], from: Group['from']): Offer {
  const recent = byReference.toSorted((a, b) => compare(b.updatedAt, a.updatedAt))
  const merged: Partial<Record<keyof Offer, unknown>> = {}
  for (const offer of recent) {
    for (const field of Object.keys(offer) as (keyof Offer)[]) {
      if (merged[field] !== undefined || isEmpty(offer[field])) continue
      merged[field] = offer[field]
      from[field] = sourceOf(offer)
    }
  }
  // What every offer leaves empty stays as the most recent one has it.
  return { ...recent[0]!, ...merged } as Offer
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

function sourceOf({ partner }: Offer): string {
  return `${partner.name}/${partner.reference}`
}

/** 64 bits: among a million items, a chance of three in a hundred million that two ids meet. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function indexBy(all: readonly Offer[], keysOf: (offer: Offer) => readonly string[]): Map<string, number[]> {
  const index = new Map<string, number[]>()
  for (const [at, offer] of all.entries()) for (const key of keysOf(offer)) push(index, key, at)
  return index
}

function push(index: Map<string, number[]>, key: string, at: number): void {
  const list = index.get(key)
  if (list) list.push(at)
  else index.set(key, [at])
}

/** Union-find over positions; reasons follow the sets they made. */
function createSets(size: number) {
  const parent = Int32Array.from({ length: size }, (_, at) => at)
  const reasons: { at: number; reason: GroupReason }[] = []
  const find = (at: number): number => {
    let root = at
    while (parent[root] !== root) root = parent[root]!
    for (let here = at; here !== root; ) {
      const next = parent[here]!
      parent[here] = root
      here = next
    }
    return root
  }
  return {
    join(members: readonly number[], reason: GroupReason) {
      const [first, ...others] = members
      if (first === undefined || others.length === 0) return
      for (const other of others) parent[find(other)] = find(first)
      reasons.push({ at: first, reason })
    },
    all() {
      const sets = new Map<number, { members: number[]; why: GroupReason[] }>()
      for (let at = 0; at < size; at += 1) {
        const root = find(at)
        const set = sets.get(root)
        if (set) set.members.push(at)
        else sets.set(root, { members: [at], why: [] })
      }
      for (const { at, reason } of reasons) sets.get(find(at))!.why.push(reason)
      return [...sets.values()]
    },
  }
}
