import { z } from 'zod'

const Words = z.object({ fr: z.string().min(1), en: z.string().min(1) })

/** One step of the course, one file each in data/course: a lesson of five minutes, or a simulated case with a suggestion to catch. */
export const CourseStep = z.strictObject({
  id: z.string().regex(/^[a-z-]{3,40}$/),
  kind: z.enum(['lesson', 'case']),
  /** What is the matter with the suggestion of a case. */
  flaw: z.enum(['wrong', 'partial', 'biased', 'absurd']).optional(),
  title: Words,
  paragraphs: z.array(Words).min(1),
  /** What the tool shows in a case. */
  suggestion: Words.optional(),
  question: Words,
  answers: z
    .array(z.strictObject({ text: Words, right: z.boolean(), feedback: Words }))
    .min(2)
    .refine((answers) => answers.filter(({ right }) => right).length === 1, 'one answer is right'),
})
export type CourseStep = z.infer<typeof CourseStep>

/** The minutes that each lesson is written for. */
export const minutesOfLesson = 5

/** What was answered to each case in turn, by place from 0; undefined where it is no answer to every one of them. */
export function answersGiven(steps: readonly CourseStep[], given: readonly number[]): number[] | undefined {
  const cases = steps.filter(({ kind }) => kind === 'case')
  const whole = given.length === cases.length && cases.every(({ answers }, at) => answers[given[at]!] !== undefined)
  return whole ? [...given] : undefined
}
