import { type PersonalType, personal } from '../findings/findings.ts'
import type { PersonalRoom } from '../findings/room.ts'
import { misuse } from '../misuse/misuse.ts'
import { stories } from '../stories/stories.ts'
import { conduct } from './conduct.ts'
import { injection } from './injection.ts'
import { numbers } from './numbers.ts'
import type { Recogniser } from './recogniser.ts'
import { sensitive } from './sensitive.ts'

/** A type that is found by a code of its own. */
const ownReader = (type: PersonalType): Recogniser[] => {
  const { reads }: PersonalRoom = personal[type]
  if (reads.by !== 'itself') return []
  return [{ name: type, find: (message, before) => reads.find(message, before).map((part) => ({ type, ...part })) }]
}

/** Read after the numbers and names beside which they mean something. */
const late = ['PERSON', 'DATE_OF_BIRTH', 'AGE'] as const satisfies PersonalType[]
const early = (Object.keys(personal) as PersonalType[]).filter((type) => !late.some((one) => one === type))

/** The families, in the order in which they read a message. */
export const wordRecognisers: readonly Recogniser[] = [
  ...early.flatMap(ownReader),
  numbers,
  ...late.flatMap(ownReader),
  conduct,
  sensitive,
  injection,
]

/** Last what is told by circumstances: of the text as it was typed only, since a disguise hides words. */
export const recognisers: readonly Recogniser[] = [...wordRecognisers, misuse, stories]
