import type { Claim, Option } from './option.ts'

/** What is true of all these options: said once for them, and last on each, after what is its own. One option has nothing in common. */
export function commonOf<Shown extends Option>(options: readonly Shown[]): { common: Claim[]; options: Shown[] } {
  const [first, ...others] = options
  if (!first || others.length === 0) return { common: [], options: [...options] }
  const common = first.claims.filter((claim) => others.every(({ claims }) => claims.some((one) => isSame(one, claim))))
  const isCommon = (claim: Claim) => common.some((one) => isSame(one, claim))
  const ownFirst = (claims: readonly Claim[]) => [
    ...claims.filter((claim) => !isCommon(claim)),
    ...claims.filter(isCommon),
  ]
  return { common, options: options.map((option) => ({ ...option, claims: ownFirst(option.claims) })) }
}

const isSame = (one: Claim, other: Claim): boolean => one.stance === other.stance && one.text === other.text
