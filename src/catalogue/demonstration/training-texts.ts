import type { CourseFacts } from './course.ts'
import type { Course } from './plan.ts'
import { type Random, shuffled } from './random.ts'
import type { Phrases, Style, Subject } from './sources.ts'
import {
  fill,
  fitting,
  inTown,
  listed,
  lowerFirst,
  sentence,
  spokenTown,
  tidy,
  upperFirst,
  weeksInWords,
} from './wording.ts'

export interface TrainingTexts {
  title: string
  summary: string
  objective: string
  modules: string[]
  prerequisites: string[]
  audience: string
  admission: string
}

interface Writing {
  /** A line on what the work asks of the body, or an empty one. */
  demand: string
  course: Course
  facts: CourseFacts
  style: Style
  copy: number
  phrases: Phrases
  random: Random
}

/** The texts of one publication of a course: the subject's own sentences, arranged in the partner's manner. */
export function trainingTexts(asked: Writing): TrainingTexts {
  const { subject } = asked.course
  // First and second level are two trainings: another publication of one of them does not name the other.
  const writing = subject.severalTrainings ? { ...asked, copy: 0 } : asked
  const { facts, copy, phrases, random, style } = writing
  const apprenticeship = facts.schedule === 'alternating' ? phrases.apprenticeship : undefined
  return {
    title: titleOf(writing),
    summary: summaryOf(writing),
    objective: objectiveOf(subject.objectives, { copy: copy + facts.titleShift, style, random }),
    modules: modulesOf(writing),
    prerequisites: prerequisitesOf(subject),
    audience: apprenticeship
      ? random.pick(apprenticeship.audience)
      : random.chance(0.78)
        ? subject.audience
        : random.pick(phrases.audiences),
    admission: apprenticeship
      ? random.pick(apprenticeship.admission)
      : tidy(`${sentence(subject.admission)} ${random.chance(0.3) ? random.pick(phrases.admissions) : ''}`),
  }
}

/** Where, if anywhere, an offer says what the work asks of the body; empty where it says nothing. */
export function demandsInOffer(
  subject: Subject,
  phrases: Phrases,
  random: Random,
): { prerequisites: string[]; admission: string; module: string; accessibility: string } {
  const said = { prerequisites: [] as string[], admission: '', module: '', accessibility: '' }
  // Without its article in the phrases, a demand cannot be written in a sentence.
  const known = subject.physical.filter((demand) => phrases.demands[demand] !== undefined)
  if (known.length === 0 || random.chance(0.34)) return said
  const some = shuffled(known, random)
  const write = (templates: readonly string[], demands: readonly string[]) =>
    fill(random.pick(templates), {
      bare: listed(demands),
      demand: listed(demands.map((demand) => phrases.demands[demand]!)),
    }) ?? ''
  if (random.chance(0.55))
    said.prerequisites = some
      .slice(0, random.between(1, 2))
      .map((demand) => write(phrases.demandPrerequisites, [demand]))
  if (random.chance(0.22)) said.admission = write(phrases.demandAdmissions, some.slice(0, 2))
  if (random.chance(0.35)) said.module = write(phrases.demandModules, some.slice(0, 3))
  if (random.chance(0.25)) said.accessibility = write(phrases.demandAccessibility, some.slice(0, 1))
  const silent = said.prerequisites.length === 0 && `${said.admission}${said.module}${said.accessibility}` === ''
  if (silent) said.prerequisites = [write(phrases.demandPrerequisites, some.slice(0, 1))]
  return said
}

export function objectiveOf(
  objectives: readonly string[],
  { copy, style, random }: { copy: number; style: Style; random: Random },
): string {
  const objective = objectives[copy % objectives.length]!
  const goal = lowerFirst(objective)
  const first = fill(random.pick(style.objectives), { objective, goal }) ?? objective
  if (objectives.length < 2 || random.chance(0.6)) return first
  return `${first}\n${objectives[(copy + 1) % objectives.length]}`
}

/** Modules in the partner's list marks. */
export function bulleted(modules: readonly string[], style: Style): string[] {
  return modules.map((module, index) => {
    const end = index === modules.length - 1 && style.ends === ' ;' ? '.' : style.ends
    return `${style.bullet.replace('{n}', String(index + 1))}${module}${end}`
  })
}

function titleOf({ course, facts, style, copy, phrases, random }: Writing): string {
  const { subject, town } = course
  const titles = suited(subject.titles, facts)
  const told = titles[(facts.titleShift + copy) % titles.length]!
  const shortened = style.abbreviates && random.chance(0.6) ? abbreviated(told, phrases) : told
  const title = facts.suffix === undefined ? shortened : `${shortened} – ${facts.suffix}`
  const start = facts.sessions[0]?.start
  const level = subject.certification?.level ?? subject.exitLevel
  const year = start?.slice(0, 4)
  const values = {
    title,
    hours: String(facts.hours),
    level: level === null || /niveau/i.test(title) ? undefined : String(level),
    town: town && spokenTown(town.name),
    inTown: town && inTown(town.name),
    year,
    schoolYear: year && schoolYear(start!),
  }
  const filled = upperFirst(fill(random.pick(fitting(style.titles, title)), values) ?? title)
  if (facts.schedule === 'evening' && random.chance(0.4)) return `${filled} (cours du soir)`
  return filled
}

function summaryOf({ course, facts, style, copy, phrases, random }: Writing): string {
  const { subject, town, modality } = course
  const summaries = suited(subject.summaries, facts)
  const summary = sentence(summaries[(facts.titleShift + copy) % summaries.length]!)
  const weeks = facts.weeks > 0 && facts.schedule !== 'alternating' ? weeksInWords(facts.weeks) : undefined
  const durations = weeks ? phrases.durations.withWeeks : phrases.durations.without
  const short = weeks ? phrases.shortDurations.withWeeks : phrases.shortDurations.without
  const counted = { hours: String(facts.hours), weeks }
  const alternating = facts.schedule === 'alternating'
  const values = {
    summary: alternating && random.chance(0.6) ? `${summary} ${random.pick(phrases.apprenticeship.summary)}` : summary,
    duration: fill(random.pick(durations), counted),
    short: fill(short, counted),
    rhythm: random.pick(phrases.schedules[facts.schedule]),
    place: fill(random.pick(phrases.places[modality]), { inTown: town && inTown(town.name) }),
  }
  const shown = fill(random.pick(style.summaries), values) ?? values.summary
  return style.abbreviates ? shown.replace(/ heures\b/g, ' h') : shown
}

function modulesOf({ course, facts, demand, style, copy, phrases, random }: Writing): string[] {
  const { contents } = course.subject
  const chosen = contents[(facts.titleShift + copy) % contents.length]!
  const kept =
    chosen.length > 4 && random.chance(0.3) ? chosen.filter((_, index) => index !== chosen.length - 2) : chosen
  const borrowed = random.chance(0.25) ? [random.pick(contents[(facts.titleShift + copy + 1) % contents.length]!)] : []
  const modules = [...kept, ...borrowed.filter((module) => !kept.includes(module))]
  if (facts.weeks > 0 && facts.schedule !== 'alternating' && random.chance(0.7))
    modules.push(random.pick(phrases.placement).replace('{weeks}', weeksInWords(facts.weeks)))
  const closes = course.subject.certification !== null || facts.hours >= 200
  if (closes && random.chance(0.25)) modules.push(random.pick(phrases.closing))
  if (demand !== '') modules.push(demand)
  return bulleted(modules, style)
}

function prerequisitesOf({ prerequisites, entryLevel }: Subject): string[] {
  const named = prerequisites.some((each) => /niveau/i.test(each))
  return entryLevel === null || named ? prerequisites : [`Niveau ${entryLevel} validé`, ...prerequisites]
}

/** Texts that speak of work-and-study are kept for what is. */
function suited(texts: readonly string[], { schedule }: CourseFacts): readonly string[] {
  if (schedule === 'alternating') return texts
  const others = texts.filter((text) => !/alternan/i.test(text))
  return others.length > 0 ? others : texts
}

function abbreviated(title: string, phrases: Phrases): string {
  return phrases.abbreviations.reduce((text, [long, short]) => text.replace(long, short), title)
}

/** "2026-2027" for what begins between August 2026 and July 2027. */
function schoolYear(start: string): string {
  const year = Number(start.slice(0, 4))
  const first = Number(start.slice(5, 7)) >= 8 ? year : year - 1
  return `${first}-${first + 1}`
}
