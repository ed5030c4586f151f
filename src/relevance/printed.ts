import { words } from '../../guardrails/language/words.ts'
import type { Item } from '../item.ts'
import type { Referential } from '../occupations/referential.ts'
import { type Subject, subjectsOfCertification } from '../subjects/subject.ts'
import { subjectsIn } from '../subjects/subjects-in.ts'
import { type Frame, framesIn } from './frames.ts'
import { isLearntInCourses, leadsToATrade } from './leads.ts'
import { type Naming, occupationsNamed } from './naming.ts'
import { stemsIn } from './stems.ts'

/** What an item says of itself, as far as relevance reads it: made once an item, however often it is judged. */
export interface Printed {
  declared: ReadonlySet<string>
  /** The first of the declared: what it is mainly for. */
  main: string | undefined
  /** That, and all that a diploma leads to: those are in no order. */
  mains: ReadonlySet<string>
  /** Of the declared, those that we read from a diploma that it names: what that leads to. */
  implied: ReadonlySet<string>
  /** Codes of the occupations that its title or certification names. */
  derived: ReadonlySet<string>
  /** Subjects that its title or certification says, or that its certification stands for. */
  subjects: readonly string[]
  /** Of these, the levels or categories that its title or certification says beside them. */
  levels: ReadonlyMap<string, readonly string[]>
  /** Stems of its title and certification. */
  title: ReadonlySet<string>
  /** How its title stands to what it names: the entry of it, a part; and whether it leads to a degree, by its certification too. */
  frames: ReadonlySet<Frame>
  /** Whether it leads to the trade that it is about, and is no short course beside it: of trainings; what is none is not asked to. */
  leads: boolean
  /** How often its title, certification, texts and declared occupations say each stem; what a partner declares counts as said again. */
  said: () => ReadonlyMap<string, number>
}

export function createPrinter(referential: Referential): (item: Item) => Printed {
  const known = new WeakMap<Item, Printed>()
  const subjects = remember(subjectsIn)
  const named = remember((title: string) => {
    // "Français langue étrangère" is the name of a course before it is one of who teaches it, and an "acteur PRAP" plays in no theatre.
    const courses = subjects(title).filter(({ subject }) => isLearntInCourses(subject.id) && !isDriven(subject))
    const isOfACourse = ({ start, end }: Naming) => courses.some((one) => one.start <= start && end <= one.end)
    const naming = occupationsNamed(title, referential).filter((one) => one.inTitle && !isOfACourse(one))
    return new Set(naming.flatMap(({ codes }) => codes))
  })
  const frames = remember(framesIn)
  const stems = remember((title: string) => new Set(stemsIn(words(title))))
  return (item) => {
    const before = known.get(item)
    if (before) return before
    const declared = new Set(item.occupations.map(({ code }) => code))
    const { title, certification } = item
    const called = certification ? `${title}. ${certification.label}` : title
    const derived = new Set([...named(title), ...(certification ? named(certification.label) : [])])
    let said: Map<string, number> | undefined
    const told: Omit<Printed, 'leads' | 'said'> = {
      declared,
      main: item.occupations[0]?.code,
      mains: new Set(item.occupations.flatMap(({ code, derivedFrom }, at) => (at === 0 || derivedFrom ? code : []))),
      implied: new Set(item.occupations.flatMap(({ code, derivedFrom }) => (derivedFrom ? code : []))),
      derived: underDeclared(derived, declared),
      subjects: [
        ...subjects(called).map(({ subject }) => subject.id),
        ...(certification?.rs ? subjectsOfCertification(certification.rs) : []),
      ],
      levels: new Map(
        subjects(called).flatMap(({ subject, levels }) => (levels.length > 0 ? [[subject.id, levels]] : [])),
      ),
      title: stems(called),
      frames: frames(certification?.label ?? '').has('studies')
        ? new Set([...frames(title), 'studies'])
        : frames(title),
    }
    const printed: Printed = {
      ...told,
      leads: item.kind !== 'training' || leadsToATrade(item, told),
      said: () => {
        said ??= count([
          called,
          item.summary,
          item.objective ?? '',
          ...item.occupations.flatMap(({ label }) => [label, label]),
          item.content ?? '',
        ])
        return said
      },
    }
    known.set(item, printed)
    return printed
  }
}

/**
 * A title does not overrule what the partner declared: "animation en trois dimensions" names no leader of children's games, and "métiers de
 * la sécurité publique" no guard. Where codes are declared, those that a title names count within their families.
 */
function underDeclared(derived: ReadonlySet<string>, declared: ReadonlySet<string>): ReadonlySet<string> {
  if (declared.size === 0) return derived
  const families = new Set([...declared].map(familyOf))
  return new Set([...derived].filter((code) => families.has(familyOf(code))))
}

/** The first three characters of a ROME code. */
const familyOf = (code: string): string => code.slice(0, 3)

function count(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const stem of texts.flatMap((text) => stemsIn(words(text)))) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return counts
}

/** Of licences the trade is a name: "CACES cariste". */
const isDriven = ({ family }: Subject): boolean => family === 'caces' || family === 'permis'

/** Titles repeat: a diploma is called the same in every school. */
function remember<Value>(make: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    if (known.size >= REMEMBERED) known.clear()
    const made = make(text)
    known.set(text, made)
    return made
  }
}

const REMEMBERED = 20_000
