import { misuse } from '../misuse/misuse.ts'
import { stories } from '../stories/stories.ts'
import { addresses } from './addresses.ts'
import { conduct } from './conduct.ts'
import { contact } from './contact.ts'
import { dates } from './dates.ts'
import { identifiers } from './identifiers.ts'
import { injection } from './injection.ts'
import { names } from './names.ts'
import type { Recogniser } from './recogniser.ts'
import { sensitive } from './sensitive.ts'

/** The families, in the order in which they read a message: dates after the names and numbers beside which they are births. */
export const wordRecognisers: readonly Recogniser[] = [
  contact,
  identifiers,
  addresses,
  names,
  dates,
  conduct,
  sensitive,
  injection,
]

/** Last what is told by circumstances: of the text as it was typed only, since a disguise hides words. */
export const recognisers: readonly Recogniser[] = [...wordRecognisers, misuse, stories]
