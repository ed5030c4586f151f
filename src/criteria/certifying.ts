import { z } from 'zod'
import { isCertifying } from '../item.ts'
import { denialBefore } from './reading/cues.ts'
import type { Found, Reader } from './reading/message.ts'
import type { Room } from './room.ts'

export const shape = { kept: z.boolean().optional(), input: z.boolean() }

/** Whether it must lead to a diploma, a title or a certificate; "sans diplôme à la clé" asks for one that does not. */
export const readCertifying: Reader = (message) => {
  const found: Found[] = []
  const note = (value: boolean | null, match: RegExpExecArray) => {
    const end = match.index + match[0].length
    message.take(match.index, end)
    found.push({ criterion: 'certifying', value, start: match.index, end })
  }
  for (const match of message.every(patterns.without)) note(false, match)
  for (const match of message.every(patterns.certifying)) {
    const denial = denialBefore(message, match.index)
    if (denial === 'refused') note(false, match)
    else if (denial === 'none') note(true, match)
    else message.take(match.index, match.index + match[0].length)
  }
  // Acronyms of diplomas name the trade too: their words are left to it.
  for (const { index, 0: name } of message.text.matchAll(patterns.diploma)) {
    if (denialBefore(message, index) !== 'none') continue
    found.push({ criterion: 'certifying', value: true, start: index, end: index + name.length })
  }
  return found
}

export const patterns = {
  /** State diplomas and the like by their acronyms, and titles by what they lead to. */
  diploma:
    /\b(?:deaes|deas|deap|deme|deje|deeje|dees|detisf|deassh?|dea|de(?= (?:aide|infirmi|ambulanci|auxiliaire|educat|monit|masseu|ergo))|bpjeps|dejeps|desjeps|cpjeps|cafdes|caferuis|cqp|tfp|bprea|bpa|daeu|bp(?= [a-z]{4,}))\b/g,
  without:
    /\b(?:non[- ](?:diplomante|certifiante|qualifiante)s?|sans (?:certification|certificat|validation|(?:diplome|titre) (?:a la cle|au bout|a la fin|final))|without (?:a )?(?:diploma|certificate))\b/g,
  certifying:
    /\b(?:diplomante?s?|certifiante?s?|qualifiante?s?|certifiee?s?|titre pro(?:fessionnel)?|tp(?= [a-z])|cqp|avec (?:un |une |le |la )?(?:diplome|certification|certificat|titre|qualification)(?: (?:a la cle|au bout|a la fin|reconnue?))?|(?:un |une )?(?:diplome|certification|titre)(?: reconnue?)?(?: (?:a la cle|au bout|a la fin))|(?:un |une )(?:diplome|certification|certificat)(?: reconnue?| d'etat)?\b|(?:un |une |le |la )?vraie? (?:diplome|certification|titre)|(?:un |le )titre\b(?! (?:de|du) (?:sejour|transport|propriete|loisir|exemple)|s\b)|titre (?=bac ?\+|niveau|niv\b)|diplome (?:exige|reconnu|d'etat)|(?<!\ba )titre (?:de |d')?(?=[a-z]{4,})(?!sejour|transport|loisir|propriete|exemple|gratuit|personnel|indicatif|onereux)|rncp|par (?:la )?vae|certifying|qualifying|leading to a (?:diploma|certificate)|certificate)\b/g,
}

export const room: Room<'certifying'> = {
  read: readCertifying,
  lift: 'diplome|certification|titre',
  quote:
    /\btp\b|\bcqp\b|diplom|titre|certif|qualif|reconnu|valid|rncp|cap\b|bep|bac|bts|licence|master|initiation|degree|accredit/,
  addsUp: false,
  wish: 'any',
  told: null,
  filter: {
    rule: 'certifying',
    fails: (item, { certifying }) => {
      const certifies = isCertifying(item)
      if (item.kind !== 'training' || certifying === undefined || certifies === undefined) return undefined
      if (certifies === certifying) return undefined
      return certifies
        ? { field: '/certification/label', value: item.certification!.label, limit: certifying }
        : { field: '/certifying', value: false, limit: certifying }
    },
  },
  toldBeside: 'nothing',
  milder: ({ certifying }) => (certifying === undefined ? [] : [null]),
  excess: null,
}
