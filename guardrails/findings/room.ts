import type { Candidate, Message } from '../detect/recogniser.ts'
import type { Part } from '../parts.ts'
import type { Locale, PersonalType } from './findings.ts'

/** What the owner of a type writes, in its JSON file. The examples are read by tests alone, and do not travel to the browser. */
interface Written {
  /** Who answers for the type, and may change its words. */
  readonly owner: string
  /** What the counsellor is told. */
  readonly advice: Readonly<Record<Locale, string>>
  readonly examples: {
    /** Messages in which the type is found; `⟦…⟧` is what is masked, where it is said. */
    readonly found: readonly string[]
    /** Messages that look alike, in which nothing is. */
    readonly clean: readonly string[]
  }
}

/** What is masked: data that tell who somebody is. */
export interface PersonalRoom extends Written {
  /** What its placeholder is called, by `labelled`. */
  readonly label: Readonly<Record<Locale, string>>
  readonly reads: Reading
  /**
   * What two writings of the same have in common, once folded; letters and digits where this is not given. `words`: one holds all the words of
   * the other, as names do.
   */
  readonly key?: 'words' | ((folded: string) => string)
}

/** What is told of somebody's life; terms as `Terms` tells. */
export interface StoryRoom extends Written {
  readonly terms: Terms
}

/** What is not to be said, in phrases of detect/phrases.ts; `%` closes what is said. */
export interface ConductRoom extends Written {
  readonly phrases: readonly string[]
}

/** What is meant for a machine: phrases by intent. */
export interface InjectionRoom extends Written {
  readonly phrases: Readonly<Record<string, readonly string[]>>
}

/**
 * noun: a thing one has; state: what one is; own: sensitive only when it is somebody's; fact: says it of a person by itself. Words are folded and
 * compared by stem. `TH^` is read in capitals only, `arrete~` only behind a verb, `sourd%` only where it closes what is said of a person. Each
 * term of GDPR articles 9 and 10 keeps a word of lexicon/sensitive-words.json in its least form.
 */
export type Terms = Readonly<Partial<Record<TermKind, readonly string[]>>>
export type TermKind = 'noun' | 'state' | 'own' | 'fact'

/** How a type is found. */
export type Reading =
  /** By a code of its own: a walk over the message, `before` being what was found by the types that are read earlier. */
  | { readonly by: 'itself'; readonly cues?: Cues; find(message: Message, before: readonly Candidate[]): Scored[] }
  /** By its digits, letters and check key, and by the words around: detect/numbers.ts. */
  | ({ readonly by: 'number' } & NumberReading)
  /** By the lists of the policy in force: agency-terms.ts. */
  | { readonly by: 'policy' }

export interface Scored extends Part {
  /** How sure, from 0 to 1; where parts overlap the surer wins, then the longer. */
  readonly score: number
}

export interface NumberReading {
  readonly cues?: Cues
  /** Numbers told by how many digits they have: of those that can be read the surest is taken. */
  readonly digits?: readonly DigitRule[]
  /** What may stand behind such a number and belongs to it. */
  readonly tail?: RegExp
  /** Codes of letters and digits. */
  readonly shapes?: readonly Shape[]
  /** What is written in yet another way. */
  find?(message: Message): Scored[]
}

/** Words that announce a number. */
export interface Cues {
  /** With `g`, on the folded text. */
  readonly words: RegExp
  /** Words too short to count anywhere but right before the number. */
  readonly touching?: RegExp
  /** How many digits the number that they announce may have, where several types could be meant: the nearest word decides. */
  readonly digits?: readonly number[]
  /** How far before the number they count, in characters; 60 where this is not given, 80 for long numbers. */
  readonly reach?: number
}

export interface DigitRule {
  readonly digits: number
  readonly score: number
  /** Needs that the nearest word which announces such a number be one of this type, or of the type named. */
  readonly announced?: true | PersonalType
  /** What must hold of the digits. */
  readonly key?: (digits: string) => boolean
  /** Not where a code of the trade, a reference or an invoice is announced. */
  readonly personal?: true
  /** What else must hold of it where it stands. */
  readonly where?: (number: Numbered) => boolean
}

/** A number where it stands. */
export interface Numbered extends Part {
  readonly digits: string
  /** In how many groups it is written. */
  readonly groups: number
  readonly plain: string
  readonly distance: CueDistance
}

export interface Shape {
  /** With `g`, on the folded text. */
  readonly pattern: RegExp
  /** Read only in a text that holds this, or as many digits. */
  readonly within?: RegExp
  readonly fewestDigits?: number
  /** How sure it is; undefined where it is none. */
  score(code: Code): number | undefined
}

/** A code where it stands, alone. */
export interface Code extends Part {
  readonly match: RegExpExecArray
  readonly text: string
  readonly plain: string
  readonly cased: string
  readonly distance: CueDistance
}

/** How far the nearest word that announces a type stands, within reach before or closely behind; Infinity when none does. */
export type CueDistance = (type: PersonalType, reach?: number) => number

/** The names of a placeholder. A placeholder must read back from a text: capitals and "_", what else does not compile. */
export const labelled = <Fr extends string, En extends string>(
  fr: Fr & Label<Fr>,
  en: En & Label<En>,
): Readonly<Record<Locale, string>> => ({ fr, en })

type Letter = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M' | 'N' | 'O' | 'P' | 'Q' | 'R'
type OtherLetter = 'S' | 'T' | 'U' | 'V' | 'W' | 'X' | 'Y' | 'Z'
type Label<Text extends string> = Text extends `${Letter | OtherLetter}${infer Rest}`
  ? Rest extends `${Letter | OtherLetter | '_'}${string}`
    ? AllOf<Rest> extends true
      ? Text
      : never
    : never
  : never
type AllOf<Text extends string> = Text extends ''
  ? true
  : Text extends `${Letter | OtherLetter | '_'}${infer Rest}`
    ? AllOf<Rest>
    : false
