import { z } from 'zod'
import { Kind } from '../../item.ts'
import type { Criteria } from '../criteria.ts'
import type { Room } from '../room.ts'
import { readKinds } from './read-kinds.ts'

export const shape = { kept: z.array(Kind), input: z.array(Kind).max(3) }

/** A need that names no kind is a need for training. */
export const kindsWanted = ({ kinds }: Criteria): readonly Kind[] => (kinds.length > 0 ? kinds : ['training'])

export const room: Room<'kinds'> = {
  read: readKinds,
  lift: null,
  quote:
    /\bpoe|\bafc\b|qualif|form|stage|cours|diplom|titre|cap\b|bts|apprend|apprent|initi|perfectionn|atelier|evenement|event|forum|salon|job|dating|rencontr|rdv|visite|reunion|portes|info ?coll|recrut|savoir|competence|emotion|conflit|timid|estime|affirm|assurance|ponctual|retard|speaking|confiance|oral|parole|equipe|stress|skill|train|course|workshop|fair|learn/,
  addsUp: false,
  wish: 'never',
  told: null,
  filter: {
    rule: 'kind',
    fails: (item, criteria) => {
      const kinds = kindsWanted(criteria)
      return kinds.includes(item.kind) ? undefined : { field: '/kind', value: item.kind, limit: kinds.join(', ') }
    },
  },
  toldBeside: null,
  milder: ({ kinds }) => {
    const others = Kind.options.filter((kind) => !kinds.includes(kind))
    return kinds.length > 0 && others.length > 0 ? [[...kinds, ...others]] : []
  },
  excess: null,
}
