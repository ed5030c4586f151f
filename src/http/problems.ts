import type { Locale } from '../../guardrails/finding.ts'
import { StorageError } from '../record/database.ts'
import type { Refusal } from '../record/refusal.ts'

/** Every code a problem can carry, with its status. Only this folder knows status codes. */
export const problemStatus = {
  'decision-pending': 409,
  'course-first': 403,
  'already-decided': 409,
  'options-changed': 412,
  'changed-meanwhile': 412,
  'unknown-option': 422,
  'nothing-pending': 409,
  'human-required': 403,
  'message-blocked': 422,
  'message-too-long': 413,
  'policy-changed': 412,
  'no-ai-path': 409,
  'invalid-request': 422,
  'unsupported-media-type': 415,
  'body-too-large': 413,
  'not-found': 404,
  'method-not-allowed': 405,
  unauthorized: 401,
  forbidden: 403,
  'foreign-host': 421,
  'idempotency-mismatch': 422,
  'idempotency-running': 409,
  'rate-limited': 429,
  overloaded: 503,
  'catalogue-empty': 503,
  'records-busy': 503,
  'records-unavailable': 503,
  internal: 500,
} as const
export type ProblemCode = keyof typeof problemStatus

/** RFC 9457. `detail` tells the person what to do next and a stranger nothing. */
export class Problem extends Error {
  override name = 'Problem'
  readonly code: ProblemCode
  readonly more: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(code: ProblemCode, more: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
    super(code)
    this.code = code
    this.more = more
    this.headers = headers
  }
}

/** The problem that a refusal of the core is to an HTTP client. */
export function problemOf(refusal: Refusal): Problem {
  switch (refusal.refused) {
    case 'invalid-request':
      return new Problem('invalid-request', { errors: refusal.problems })
    case 'message-blocked':
      return new Problem('message-blocked', {
        findings: refusal.findings,
        ...(refusal.dubious && { dubious: true }),
        errors: [{ pointer: refusal.pointer, detail: refusal.because }],
      })
    case 'message-too-long':
      return new Problem('message-too-long', {
        limit: refusal.limit,
        errors: [{ pointer: refusal.pointer, detail: `at most ${refusal.limit} code points` }],
      })
    case 'already-decided':
      return new Problem('already-decided', { decision: refusal.decision })
    case 'unknown-option':
      return new Problem('unknown-option', { optionIds: refusal.optionIds })
    case 'no-ai-path':
      return new Problem('no-ai-path', { search: '/v1/catalogue/search' })
    default:
      return new Problem(refusal.refused)
  }
}

/** What went wrong, as a client is told: records that cannot be reached are not an error of the request, nor of ours. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (!(error instanceof StorageError)) return new Problem('internal')
  return error.code === 'busy'
    ? new Problem('records-busy', {}, { 'Retry-After': '2' })
    : new Problem('records-unavailable', {}, { 'Retry-After': '30' })
}

/** The body of a problem, as sent. */
export function problemBody(problem: Problem, locale: Locale, instance: string) {
  const [title, detail] = texts[locale][problem.code]
  return {
    type: `/docs#${problem.code}`,
    title,
    status: problemStatus[problem.code],
    detail,
    code: problem.code,
    instance,
    ...problem.more,
  }
}

export function problemResponse(problem: Problem, locale: Locale, instance: string): Response {
  return new Response(JSON.stringify(problemBody(problem, locale, instance)), {
    status: problemStatus[problem.code],
    headers: { 'content-type': 'application/problem+json', 'content-language': locale, ...problem.headers },
  })
}

const fr: Record<ProblemCode, [title: string, detail: string]> = {
  'decision-pending': [
    'Une décision est attendue',
    'Choisissez une ou plusieurs options, ou aucune, avant une nouvelle recherche ; ou joignez la décision au message.',
  ],
  'course-first': [
    'Le parcours d’abord',
    'Votre agence demande de suivre le parcours avant d’ouvrir un échange : /course, quatre fois cinq minutes et cinq cas.',
  ],
  'already-decided': [
    'Décision déjà enregistrée',
    'Pour revenir dessus, envoyez une nouvelle décision qui remplace celle-ci (supersedes).',
  ],
  'options-changed': [
    'Les options ont changé',
    'La décision ne porte pas sur les options affichées. Rechargez l’échange, puis décidez.',
  ],
  'changed-meanwhile': [
    'Échange modifié entre-temps',
    'L’échange a changé depuis que vous l’avez lu (If-Match). Relisez-le, puis reprenez votre changement.',
  ],
  'unknown-option': ['Option inconnue', 'Une option citée ne fait pas partie de cet échange.'],
  'nothing-pending': ['Aucune décision attendue', 'Cet échange n’attend pas de décision.'],
  'human-required': [
    'Une personne doit décider',
    'Cette clé n’est rattachée à aucune conseillère ni aucun conseiller : elle ne peut pas décider.',
  ],
  'message-blocked': [
    'Message non envoyé',
    'Le message contient des éléments qui ne peuvent pas être traités. Suivez les conseils, reformulez, puis renvoyez.',
  ],
  'message-too-long': ['Message trop long', 'Raccourcissez le texte à l’essentiel du besoin, puis renvoyez.'],
  'policy-changed': [
    'Règles de protection changées',
    'Le texte a été contrôlé sous d’anciennes règles. Relisez celles en vigueur (/v1/guardrails/policy), contrôlez, puis renvoyez.',
  ],
  'no-ai-path': [
    'Recherche sans IA',
    'La personne s’oppose au traitement par IA : utilisez la recherche dans le catalogue.',
  ],
  'invalid-request': ['Demande non valide', 'Corrigez les champs indiqués, puis renvoyez.'],
  'unsupported-media-type': ['Format non accepté', 'Envoyez du JSON (Content-Type: application/json).'],
  'body-too-large': ['Demande trop volumineuse', 'Le corps dépasse 64 Kio. Réduisez-le, puis renvoyez.'],
  'not-found': ['Introuvable', 'Cette adresse ne mène à rien qui vous appartienne. Vérifiez l’identifiant.'],
  'method-not-allowed': ['Méthode non acceptée', 'Consultez la documentation de l’API.'],
  unauthorized: [
    'Authentification nécessaire',
    'Connectez-vous, ou présentez une clé ou un jeton valable (Authorization: Bearer …).',
  ],
  forbidden: ['Accès refusé', 'Cette demande n’est pas permise depuis cette origine, ou avec cette clé ou ce rôle.'],
  'foreign-host': [
    'Adresse inconnue',
    'Ce service ne répond pas sous ce nom : ouvrez-le par l’adresse affichée à son démarrage, ou réglez PUBLIC_ORIGIN.',
  ],
  'idempotency-mismatch': [
    'Clé déjà utilisée',
    'Cette clé Idempotency-Key a servi pour une autre demande. Prenez-en une nouvelle.',
  ],
  'idempotency-running': ['Demande en cours', 'La même demande est en cours de traitement. Attendez sa réponse.'],
  'rate-limited': ['Trop de demandes', 'Attendez le délai indiqué (Retry-After), puis renvoyez.'],
  overloaded: [
    'Service très sollicité',
    'Attendez le délai indiqué (Retry-After), puis renvoyez ; rien de ce que vous avez écrit n’est perdu dans la page.',
  ],
  'catalogue-empty': [
    'Le catalogue est vide',
    'Il n’y a encore rien à proposer. Importez un catalogue : npm run ingest -- FICHIER --format FORMAT (lheo, rco, onisep, mcf, parcoursup, events, skills, csv, jsonl).',
  ],
  'records-busy': [
    'Enregistrement occupé',
    'Rien n’a été enregistré de cette demande. Attendez le délai indiqué (Retry-After), puis renvoyez.',
  ],
  'records-unavailable': [
    'Enregistrement impossible pour l’instant',
    'Rien n’a été enregistré de cette demande, et rien de ce qui l’était n’est perdu. Réessayez plus tard ; si cela dure, prévenez votre référent.',
  ],
  internal: [
    'Erreur du service',
    'La demande n’a pas abouti. Réessayez ; si l’erreur persiste, transmettez le numéro de la demande à votre référent.',
  ],
}

const en: typeof fr = {
  'decision-pending': [
    'A decision is pending',
    'Nothing is handed over before a person has chosen one or several options, or none.',
  ],
  'course-first': [
    'The course first',
    'Your agency asks that the course be taken before an exchange is opened: /course, four times five minutes and five cases.',
  ],
  'already-decided': ['Decision already recorded', 'To revise it, send a new decision that supersedes it.'],
  'options-changed': [
    'The options have changed',
    'The decision is not about the options shown. Reload the turn, then decide.',
  ],
  'changed-meanwhile': [
    'Changed meanwhile',
    'The conversation has changed since you read it (If-Match). Read it again, then make your change again.',
  ],
  'unknown-option': ['Unknown option', 'An option named is not part of this turn.'],
  'nothing-pending': ['Nothing to decide', 'This turn expects no decision.'],
  'human-required': [
    'A person must decide',
    'A key never decides: sign in, or open a session with it for a counsellor (POST /v1/sessions).',
  ],
  'message-blocked': [
    'Message not sent',
    'The message holds things that cannot be processed. Follow the advice, reword, and send again.',
  ],
  'message-too-long': ['Message too long', 'Shorten the text to the need itself, and send again.'],
  'policy-changed': [
    'Protection rules changed',
    'The text was checked under earlier rules. Read those in force (/v1/guardrails/policy), check it, and send it again.',
  ],
  'no-ai-path': ['Search without AI', 'The person objects to processing by AI: use the catalogue search.'],
  'invalid-request': ['Invalid request', 'Correct the fields named, and send again.'],
  'unsupported-media-type': ['Media type not accepted', 'Send JSON (Content-Type: application/json).'],
  'body-too-large': ['Request too large', 'The body exceeds 64 KiB. Reduce it, and send again.'],
  'not-found': ['Not found', 'This address leads to nothing of yours. Check the identifier.'],
  'method-not-allowed': ['Method not allowed', 'See the API documentation.'],
  unauthorized: ['Authentication needed', 'Sign in, or present a valid key or token (Authorization: Bearer …).'],
  forbidden: ['Forbidden', 'This request is not allowed from this origin, or with this key or role.'],
  'foreign-host': [
    'Unknown address',
    'This service does not answer to that name: open it at the address printed when it started, or set PUBLIC_ORIGIN.',
  ],
  'idempotency-mismatch': ['Key already used', 'This Idempotency-Key served another request. Take a new one.'],
  'idempotency-running': ['Request under way', 'The same request is being processed. Wait for its answer.'],
  'rate-limited': ['Too many requests', 'Wait as long as Retry-After says, then send again.'],
  overloaded: ['Service very busy', 'Wait as long as Retry-After says, then send again.'],
  'catalogue-empty': [
    'The catalogue is empty',
    'There is nothing to propose yet. Import a catalogue: npm run ingest -- FILE --format FORMAT (lheo, rco, onisep, mcf, parcoursup, events, skills, csv, jsonl).',
  ],
  'records-busy': [
    'Records busy',
    'Nothing of this request was recorded. Wait as long as Retry-After says, then send again.',
  ],
  'records-unavailable': [
    'Nothing can be recorded for now',
    'Nothing of this request was recorded, and nothing recorded before is lost. Try later; if it lasts, tell your referent.',
  ],
  internal: [
    'Service error',
    'The request did not succeed. Try again; if it persists, give the request number to your referent.',
  ],
}

const texts: Record<Locale, typeof fr> = { fr, en }
