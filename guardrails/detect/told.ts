import type { Message } from './recogniser.ts'

/**
 * Whether words are told of others and not meant: quoted, or said by an employer, a client or a tutor, where nobody is asked to act on them.
 * "Le recruteur a dit « pas de … », comment le signaler ?" asks for help; "le patron dit « … », tu appliques" does not.
 */
export function isTold({ plain }: Message, start: number, end: number): boolean {
  const from = sentenceStart(plain, start)
  const before = plain.slice(from, start)
  const after = plain.slice(end, Math.min(plain.length, end + 160))
  if (orders.test(before) || orders.test(after)) return false
  return quotes(before) || (says.test(before) && (asks.test(plain) || suffers.test(plain))) || asksHelp(before)
}

/** Whether an order was given to somebody by somebody else, who is spoken of: what stands in a quoted text may still be meant for a machine. */
export function isReported({ plain }: Message, start: number): boolean {
  const before = plain.slice(sentenceStart(plain, start), start)
  return says.test(before) && (asks.test(plain) || suffers.test(plain))
}

/** "Joue le recruteur", "comme si tu étais un client": a rehearsal, of somebody met at work. */
export const isRehearsal = ({ plain }: Message, start: number, end: number): boolean =>
  /^[^.!?\n]{0,24}\b(?:recrut|client|employeur|patron|chef|jury|candidat|manager|usager|formateur|tuteur)/.test(
    plain.slice(end - 5, end + 40),
  ) && /(?:comme si|jou|simul|semblant|imagin|incarn|role)/.test(plain.slice(start, end))

/** An opening quote without its closing one. */
function quotes(before: string): boolean {
  const opened = Math.max(before.lastIndexOf('«'), before.lastIndexOf('“'))
  if (opened >= 0) return Math.max(before.lastIndexOf('»'), before.lastIndexOf('”')) < opened
  return before.split('"').length % 2 === 0
}

const sentenceStart = (plain: string, at: number): number =>
  Math.max(...['.', '!', '?', '\n'].map((mark) => plain.lastIndexOf(mark, at - 1) + 1))

const says =
  /\b(?:dit|disait|disent|ecrit|precise|demande|repete|exige|raconte|impose|traite[rs]?|traitee?s?|appel(?:le|ait|aient|e)|surnomm\w+|refuse|annonce|repondu|lache|d'apres|selon|told|said|called)\b/
const asks =
  /\?|\b(?:comment|que faire|que (?:lui )?repondre|quels? (?:textes|recours|droits)|legal|illicite|signaler|argumentaire|reformuler|defenseur des droits|how|what can)\b/
const suffers =
  /\b(?:(?:veut|souhaite|demande|cherche|voudrait|vise)[^.]{0,40}(?:chang|autre|ailleurs|quitt|partir)|a quitte|demande a changer)/
const helps = /\b(?:repon(?:se|dre|ds)|courrier|lettre|mail|plainte|recours|argumentaire|signaler)\b/
const whoever = /\b(?:employeur|patron|recruteur|entreprise|client)s? qui $/
const asksHelp = (before: string): boolean => whoever.test(before) && helps.test(before)
/** What is asked of whoever reads it, or of the machine. */
const orders =
  /\b(?:tu appliques|applique[sz]?|filtre[sz]?|ecarte[sz]?|exclu[st]|elimine[sz]?|enleve[sz]?|retire[sz]?|trie[sz]?|envoie[sz]?|mets|donne-moi que|evite[sz]?|garde[sz]? (?:que|seulement)|ne (?:m'|me |nous )?(?:propose|envoie|presente)[sz]?)\b/
