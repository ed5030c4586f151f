import type { KeptFigures } from '../explanation/figures.ts'
import { figureNamed } from '../explanation/figures.ts'

/** What a sentence rests on: `loi`, `code`, `test`, `mesure`, `réglage`; `agence` is what the agency alone can say or decide. */
export const sourceKinds = ['loi', 'code', 'test', 'mesure', 'réglage', 'agence'] as const
export type SourceKind = (typeof sourceKinds)[number]

export interface Source {
  kind: SourceKind
  /** A provision, a path, "path « sentence of a test »", "suite / measure", the name of a setting; empty or a remark for `agence`. */
  reference: string
}

/** What sources are looked up in. */
export interface Evidence {
  /** The text of a file of the project, by its path; undefined where there is none. */
  read: (path: string) => string | undefined
  figures: KeptFigures
  settings: Readonly<Record<string, unknown>>
}

/** Why a source does not hold, or undefined. */
export function faultOf({ kind, reference }: Source, { read, figures, settings }: Evidence): string | undefined {
  switch (kind) {
    case 'loi':
      return provisions.test(reference) ? undefined : `« ${reference} » n’est pas une référence connue`
    case 'code':
      return read(reference) === undefined ? `${reference} n’existe plus` : undefined
    case 'test': {
      const [, path, sentence] = /^(\S+) « (.+) »$/.exec(reference) ?? []
      if (!path || !sentence) return `« ${reference} » ne nomme pas un test`
      const text = read(path)
      if (text === undefined) return `${path} n’existe plus`
      return names(text, sentence) ? undefined : `${path} n’a plus de test « ${sentence} »`
    }
    case 'mesure':
      return figureNamed(figures, reference) ? undefined : `« ${reference} » n’a pas été mesuré`
    case 'réglage':
      return Object.hasOwn(settings, reference) ? undefined : `${reference} n’est pas un réglage`
    case 'agence':
      return undefined
  }
}

/** Within quotes, so that a comment that speaks of a test is none. */
const names = (text: string, sentence: string): boolean =>
  ["'", '"', '`'].some((quote) => text.includes(`${quote}${sentence}${quote}`))

const provisions =
  /^(?:RGPD art\. \d+|CRPA (?:art\. )?[LR]\.? ?\d|loi 78-17 art\. \d+|règlement \(UE\) 2024\/1689 (?:art\. \d+|annexe)|code du travail (?:art\. )?[LR]\.? ?\d|CJA art\. R\.? ?\d|OWASP |RGAA |RFC \d+|CNIL, )/
