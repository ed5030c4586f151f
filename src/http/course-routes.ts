import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Assistant } from '../assistant/assistant.ts'
import { answersGiven } from '../explanation/course.ts'
import { body, json, problems } from './contract.ts'
import { orThrow } from './conversations.ts'
import { courseEnd, courseIndex, coursePage } from './course-pages.ts'
import type { Env } from './environment.ts'
import { localeOf } from './locale.ts'
import { Problem } from './problems.ts'

const Completion = z
  .object({ object: z.literal('course-completion'), done: z.boolean(), doneOn: z.string().nullable() })
  .meta({ id: 'CourseCompletion' })

/** The course: pages that need no script, and the one fact that is kept of it. */
export function addCourseRoutes(app: OpenAPIHono<Env>, { assistant }: { assistant: Assistant }): void {
  const steps = assistant.course
  const stateOf = async (c: Context<Env>) => {
    if (steps.length === 0) throw new Problem('not-found')
    return { steps, doneOn: await assistant.courseDone(c.get('caller')) }
  }
  const told = (c: Context<Env>) => ({ 'Content-Language': localeOf(c.req.raw), Vary: 'Accept-Language' })
  const givenIn = (c: Context<Env>) => (c.req.query('given') ?? '').split('-').filter(Boolean).map(Number)

  app.get('/course', async (c) => c.html(courseIndex(await stateOf(c), localeOf(c.req.raw)), 200, told(c)))
  app.get('/course/end', async (c) =>
    c.html(courseEnd(await stateOf(c), answersGiven(steps, givenIn(c)), localeOf(c.req.raw)), 200, told(c)),
  )
  app.get('/course/:step', async (c) => {
    const step = steps.find(({ id }) => id === c.req.param('step'))
    if (!step) throw new Problem('not-found')
    const answer = c.req.query('answer')
    const asked = {
      answer: answer === undefined ? undefined : Number(answer),
      given: givenIn(c).filter(Number.isInteger),
    }
    return c.html(coursePage(await stateOf(c), step, { ...asked, locale: localeOf(c.req.raw) }), 200, told(c))
  })

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/course/completion',
      operationId: 'readCourse',
      tags: ['Access'],
      summary: 'Whether this person took the course',
      responses: { 200: json(Completion, 'Whether this person took the course, and when'), ...problems },
    }),
    async (c) => {
      const doneOn = await assistant.courseDone(c.get('caller'))
      return c.json({ object: 'course-completion' as const, done: doneOn !== undefined, doneOn: doneOn ?? null }, 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/course/completion',
      operationId: 'completeCourse',
      tags: ['Access'],
      summary: 'Record that this person took the course',
      request: { body: body(z.strictObject({ given: z.array(z.number().int().min(0).max(9)).max(20) })) },
      responses: { 201: json(Completion, 'Recorded: that it was taken, and the day'), ...problems },
    }),
    async (c) => {
      const { doneOn } = orThrow(await assistant.completeCourse(c.get('caller'), c.req.valid('json').given))
      return c.json({ object: 'course-completion' as const, done: true, doneOn }, 201)
    },
  )
}
