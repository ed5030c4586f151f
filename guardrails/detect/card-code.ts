import type { PersonalType } from '../findings/findings.ts'
import type { Code, Shape } from '../findings/room.ts'
import { nearestOf } from './nearest.ts'

/** Codes of letters and digits that cards bear, read where a card is spoken of. */
const pattern = /[a-z0-9]{7,12}/g
const within = /cni|identit|passe?port|sejour|agdref|recepisse|permis|neph|\bcin\b|id card|licen[cs]e/

/** The code on a card of this type, of a length that it has. */
export const cardCode = (type: PersonalType, certain: number, isLength: (length: number) => boolean): Shape => ({
  pattern,
  within,
  fewestDigits: 1,
  score: (code) => (isLength(code.text.length) && isCodeOf(type, code) ? certain : undefined),
})

function isCodeOf(type: PersonalType, { text, cased, start, end, distance }: Code): boolean {
  if (!/\d/.test(text) || !/[a-z]/.test(text) || /^(?:rncp|rs|rome)\d/.test(text)) return false
  const digits = text.replace(/[^0-9]/g, '').length
  // A card in capitals throughout may hold one digit only: "K7RTBPFWX".
  const lone = digits === 1 && text.length === 9 && !/[a-z]/.test(cased.slice(start, end))
  if (digits < 2 && !(lone && type === 'ID_CARD')) return false
  if (/^\d+[a-z]+$/.test(text) && digits < 5) return false
  return nearestOf(cards, (card) => distance(card, 48)) === type
}

const cards = ['ID_CARD', 'PASSPORT', 'RESIDENCE_PERMIT', 'DRIVING_LICENCE'] as const
