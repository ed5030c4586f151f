import type { Claim, Evidence } from '../../../src/options/option.ts'

/** What was found wrong with one claim, and in words for the report. */
export interface ClaimCheck {
  evidenceHolds: boolean
  strayNumbers: string[]
  steering?: string
  faults: string[]
}

/** Where each source of evidence is looked up. */
export type Sources = Readonly<Record<Evidence['source'], unknown>>

/** Judges a claim against the record, independently of the code that wrote it. */
export function checkClaim(claim: Claim, sources: Sources): ClaimCheck {
  const wrong = claim.evidence.filter((evidence) => !isTrue(evidence, sources))
  const allowed = new Set(claim.evidence.flatMap(({ value }) => digitRuns(String(value))))
  const strayNumbers = digitRuns(claim.text).filter((run) => !allowed.has(run))
  const steering = steeringIn(ownWords(claim))
  return {
    evidenceHolds: wrong.length === 0,
    strayNumbers,
    steering,
    faults: [
      ...wrong.map(({ source, field, value }) => `${source}${field} is not ${JSON.stringify(value)}: “${claim.text}”`),
      ...(strayNumbers.length > 0 ? [`${strayNumbers.join(', ')} in no evidence: “${claim.text}”`] : []),
      ...(steering === undefined ? [] : [`steers by “${steering}”: “${claim.text}”`]),
    ],
  }
}

/** Null says that the record says nothing: no value there, or an empty list. */
function isTrue({ source, field, value }: Evidence, sources: Sources): boolean {
  const found = at(sources[source], field)
  if (value === null) return found === undefined || found === null || (Array.isArray(found) && found.length === 0)
  return found === value
}

/** RFC 6901. */
export function at(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, token) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[token] : undefined,
      document,
    )
}

/** Runs of digits without leading zeros; spaces that group thousands are taken out, a decimal comma or point parts two runs. */
export function digitRuns(text: string): string[] {
  const joined = text.replace(/(?<=\d)[\u00a0\u202f](?=\d{3}(?!\d))/g, '').replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
  const runs = joined.match(/\d+/g) ?? []
  // Cents written in full (4,50 for 4.5) are the same amount.
  return runs
    .flatMap((run) => run.replace(/^0+(?=\d)/, ''))
    .map((run) => (/^\d0$/.test(run) && joined.includes(`,${run}`) ? run.slice(0, 1) : run))
}

/** The claim without what it quotes: a partner may write "idéal", the claim may not. */
export function ownWords({ text, evidence }: Claim): string {
  const quoted = evidence
    .flatMap(({ value }) => (typeof value === 'string' ? value.split('\n').map(asTyped) : []))
    .flatMap((line) => [line, ...line.split(/(?<=[.;]) /)])
    .map((line) => line.replace(/^(?:module \d+ : |\d+[.)] |[-–•] ?)/i, '').replace(/[.;]$/, ''))
    .filter((line) => line.length > 3)
    .sort((one, other) => other.length - one.length)
  return quoted.reduce((left, line) => left.replaceAll(line, ' '), withoutQuotes(asTyped(text), evidence))
}

/** Words of a title or a label told one by one between quotation marks: “Vérifier, travail, classe”. */
const withoutQuotes = (text: string, evidence: Claim['evidence']): string =>
  text.replace(/[“«]([^”»]+)[”»]/g, (whole, words: string) => {
    const said = words.split(',').map((word) => word.trim().toLowerCase())
    const values = evidence.map(({ value }) => String(value).toLowerCase())
    return said.every((word) => values.some((value) => value.includes(word))) ? ' ' : whole
  })

/** A claim sets apostrophes and spaces as printers do; a partner types them. */
const asTyped = (text: string): string => text.replaceAll('’', "'").replace(/[\u00a0\u202f]/g, ' ')

function steeringIn(text: string): string | undefined {
  return steering.exec(text.normalize('NFC').toLowerCase())?.[0]
}

/** Superlatives and directives, French and English (design rule 4). */
const steering =
  /\b(?:meilleure?s?|idéale?s?|parfaite?s?|optimale?s?|incontournables?|excellente?s?|imbattables?|il faut|faut-il|vous devez|tu dois|devrait|nous recommandons|je recommande|je conseille|conseillée?|recommandée?|n'hésitez pas|choisissez|le plus|la plus|les plus|best|ideal|perfect|optimal|excellent|you should|you must|we recommend|recommended|choose this|the most)\b/
