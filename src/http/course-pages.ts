import { html } from 'hono/html'
import type { Locale } from '../../guardrails/finding.ts'
import { type CourseStep, minutesOfLesson } from '../explanation/course.ts'
import { documentOf, type Html } from './explanation-pages.ts'

export interface CourseState {
  steps: readonly CourseStep[]
  /** The day this person ended it; undefined when not yet. */
  doneOn: string | undefined
}

/** What the course consists of, how long it takes, and whether it was taken. */
export function courseIndex({ steps, doneOn }: CourseState, locale: Locale): Html {
  const words = wordings[locale]
  const listed = (kind: CourseStep['kind']) =>
    html`<ol>${steps
      .filter((step) => step.kind === kind)
      .map((step) => html`<li><a href="/course/${step.id}">${step.title[locale]}</a></li>`)}</ol>`
  return documentOf(
    words.title,
    locale,
    html`<h1>${words.title}</h1>
<p>${words.intro}</p>
<p><strong>${doneOn ? words.done(words.day(doneOn)) : words.notDone}</strong></p>
<h2>${words.lessons}</h2>${listed('lesson')}
<h2>${words.cases}</h2>${listed('case')}
<p><a href="/course/${steps[0]?.id ?? ''}">${words.begin}</a></p>
<p><small>${words.kept}</small></p>`,
  )
}

/** One step; with an answer, what is to be said of it. `given` are the answers to the cases so far. */
export function coursePage(
  { steps }: CourseState,
  step: CourseStep,
  { answer, given, locale }: { answer: number | undefined; given: readonly number[]; locale: Locale },
): Html {
  const words = wordings[locale]
  const at = steps.indexOf(step)
  const next = steps[at + 1]
  const chosen = answer === undefined ? undefined : step.answers[answer]
  const soFar = step.kind === 'case' && answer !== undefined ? [...given, answer] : given
  const going = soFar.length > 0 ? `?given=${soFar.join('-')}` : ''
  return documentOf(
    step.title[locale],
    locale,
    html`<p><a href="/course">${words.title}</a>, ${words.step(at + 1, steps.length)}</p>
<h1>${step.title[locale]}</h1>
${step.kind === 'lesson' ? html`<p><small>${words.minutes(minutesOfLesson)}</small></p>` : ''}
${step.paragraphs.map((paragraph) => html`<p>${paragraph[locale]}</p>`)}
${step.suggestion ? html`<section class="note"><h2>${words.shown}</h2><p>${step.suggestion[locale]}</p></section>` : ''}
<form method="get" action="/course/${step.id}">
${given.length > 0 ? html`<input type="hidden" name="given" value="${given.join('-')}">` : ''}
<fieldset><legend>${step.question[locale]}</legend>
${step.answers.map(
  ({ text }, one) =>
    html`<p><label><input type="radio" name="answer" value="${one}" required ${one === answer ? html`checked` : ''}> ${text[locale]}</label></p>`,
)}</fieldset>
<p><button type="submit">${words.answer}</button></p>
</form>
${
  chosen
    ? html`<section class="note" id="feedback" role="status"><h2>${chosen.right ? words.right : words.wrong}</h2>
<p>${chosen.feedback[locale]}</p>
${chosen.right ? '' : html`<p>${words.instead} ${step.answers.find(({ right }) => right)?.text[locale]}</p>`}</section>
<p><a href="${next ? `/course/${next.id}` : '/course/end'}${going}">${next ? words.next(next.title[locale]) : words.end}</a></p>`
    : ''
}`,
  )
}

/** The end: how many cases were caught, and the gesture that records that the course was taken. */
export function courseEnd({ steps, doneOn }: CourseState, given: readonly number[] | undefined, locale: Locale): Html {
  const words = wordings[locale]
  const cases = steps.filter(({ kind }) => kind === 'case')
  const caught = cases.filter(({ answers }, at) => given && answers[given[at]!]?.right).length
  return documentOf(
    words.title,
    locale,
    html`<h1>${words.end}</h1>
${
  given
    ? html`<p>${words.caught(caught, cases.length)}</p>
<p><button type="button" hidden data-do="complete" data-given="${given.join('-')}" data-said="${words.recorded}">${words.record}</button></p>`
    : html`<p>${words.unfinished}</p>`
}
<p id="said" role="status">${doneOn ? words.done(words.day(doneOn)) : ''}</p>
<p><small>${words.kept}</small></p>
<p><a href="/course">${words.title}</a> · <a href="/">Éventail</a></p>`,
    { acts: true },
  )
}

const dayIn = (locale: string) => (instant: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/Paris' }).format(new Date(instant))

const wordings = {
  fr: {
    title: 'Le parcours d’Éventail',
    intro:
      'Quatre leçons de cinq minutes, puis cinq cas simulés où la proposition de l’outil est fausse, partielle, biaisée ou absurde. À chaque réponse, un retour.',
    lessons: 'Quatre fois cinq minutes',
    cases: 'Cinq cas',
    begin: 'Commencer',
    day: dayIn('fr-FR'),
    done: (day: string) => `Suivi le ${day}.`,
    notDone: 'Pas encore suivi.',
    kept: 'Il est gardé que vous l’avez suivi, et le jour. Ni vos réponses, ni leur nombre. Votre référent voit combien de personnes l’ont suivi.',
    step: (at: number, of: number) => `étape ${at} sur ${of}`,
    minutes: (minutes: number) => `${minutes} minutes`,
    shown: 'Ce que montre l’outil',
    answer: 'Répondre',
    right: 'Bien vu',
    wrong: 'Pas tout à fait',
    instead: 'Mieux\u00a0:',
    next: (title: string) => `Continuer\u00a0: ${title}`,
    end: 'Fin du parcours',
    caught: (caught: number, of: number) => `${caught} cas sur ${of} repérés du premier coup.`,
    record: 'J’ai suivi le parcours\u00a0: l’inscrire',
    recorded: 'C’est inscrit.',
    unfinished: 'Répondez d’abord aux cinq cas, dans l’ordre.',
  },
  en: {
    title: 'The Éventail course',
    intro:
      'Four lessons of five minutes, then five simulated cases in which what the tool suggests is wrong, partial, biased or absurd. Feedback on each answer.',
    lessons: 'Four times five minutes',
    cases: 'Five cases',
    begin: 'Begin',
    day: dayIn('en-GB'),
    done: (day: string) => `Taken on ${day}.`,
    notDone: 'Not taken yet.',
    kept: 'It is kept that you took it, and the day. Neither your answers nor their number. Your referent sees how many people took it.',
    step: (at: number, of: number) => `step ${at} of ${of}`,
    minutes: (minutes: number) => `${minutes} minutes`,
    shown: 'What the tool shows',
    answer: 'Answer',
    right: 'Well spotted',
    wrong: 'Not quite',
    instead: 'Better:',
    next: (title: string) => `Go on: ${title}`,
    end: 'End of the course',
    caught: (caught: number, of: number) => `${caught} of ${of} cases spotted at once.`,
    record: 'I took the course: record it',
    recorded: 'It is recorded.',
    unfinished: 'Answer the five cases first, in their order.',
  },
}
